import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Model } from '../../contract/schemas';
import { fetchModel } from '../../registry/byId';
import { splitTags, tagProblems } from '../../registry/names';
import { Button } from '../../ui/button';
import { type IProblem, problemText, toProblem } from '../../ui/errors';
import { Field, type IControl, TextField } from '../../ui/field';
import { FormModel } from '../../ui/formModel';
import { Notice, ProblemNotice } from '../../ui/notice';
import type { IEditContext } from '../edits';
import { editValues, type IEditTarget, notedVersion } from './values';

/** What is typed. */
interface ITexts {
  readonly description: string;
  /** Separated by commas. */
  readonly tags: string;
  readonly note: string;
}

/** Description, tags and note of a model, or tags and note of a version; no DOM. */
export class EditForm extends FormModel<Model> {
  constructor(
    private _target: IEditTarget,
    private _context: IEditContext
  ) {
    super();
  }

  get canSubmit(): boolean {
    return this.tagProblems.length === 0;
  }

  get tagProblems(): readonly string[] {
    const { tags } = this._typed;
    return tags === undefined ? [] : tagProblems(this._split(tags), this.trans);
  }

  get trans(): TranslationBundle {
    return this._context.trans;
  }

  get target(): IEditTarget {
    return this._target;
  }

  /** What is there, with what was typed. */
  get texts(): ITexts {
    return { ...textsOf(this._target), ...this._typed };
  }

  set(field: keyof ITexts, text: string): void {
    this._typed = { ...this._typed, [field]: text };
    this.stateChanged.emit();
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  /** Whether somebody else changed the same meanwhile, so that the user has to choose. */
  get hasConflict(): boolean {
    return this._problem?.code === 'changed_meanwhile';
  }

  get submitLabel(): string {
    return this.hasConflict
      ? this.trans.__('Save mine')
      : this.trans.__('Save');
  }

  /** Show what is there now instead of what was typed. */
  takeTheirs(): void {
    this._typed = {};
    this._problem = null;
    this.stateChanged.emit();
  }

  async submit(): Promise<Model | null> {
    const { description, tags, note } = this._typed;
    const values = {
      description,
      tags: tags === undefined ? undefined : this._split(tags),
      note
    };
    try {
      return await editValues(this._target, values, this._context);
    } catch (reason) {
      this._problem = toProblem(reason);
      await this._fetchTarget();
      this.stateChanged.emit();
      return null;
    }
  }

  private _split(tags: string): string[] {
    const { model, version } = this._target;
    return splitTags(tags, (version ?? model).tags);
  }

  /** What is there now: the next try is made from it. */
  private async _fetchTarget(): Promise<void> {
    const { model, version } = this._target;
    try {
      const now = await fetchModel(this._context.registry, model);
      const same = now.items.find(item => item.version === version?.version);
      this._target = { model: now, version: same ?? version };
    } catch {
      // It is gone, or the server does not answer; `problem` says so already.
    }
  }

  private _typed: Partial<ITexts> = {};
  private _problem: IProblem | null = null;
}

function textsOf(target: IEditTarget): ITexts {
  const { model, version } = target;
  return {
    description: model.description,
    tags: (version ?? model).tags.join(', '),
    note: notedVersion(target)?.note ?? ''
  };
}

/** The fields, and the choice where somebody else was faster. */
export function EditView({ model }: { model: EditForm }): JSX.Element {
  const { trans, target, texts, problem } = model;
  const noted = notedVersion(target);
  return (
    <>
      {!target.version && (
        <Field
          id="jp-models-edit-description"
          label={trans.__('Description')}
          control={attributes => (
            <TextArea
              {...attributes}
              rows={3}
              maxLength={5000}
              value={texts.description}
              onChange={text => model.set('description', text)}
            />
          )}
        />
      )}
      <TextField
        id="jp-models-edit-tags"
        label={trans.__('Tags')}
        problems={model.tagProblems}
        hint={trans.__('Separated by commas')}
        value={texts.tags}
        onChange={text => model.set('tags', text)}
      />
      {noted && (
        <Field
          id="jp-models-edit-note"
          label={trans.__('Note on version %1', noted.version)}
          hint={trans.__('Markdown')}
          control={attributes => (
            <TextArea
              {...attributes}
              rows={6}
              maxLength={20000}
              value={texts.note}
              onChange={text => model.set('note', text)}
            />
          )}
        />
      )}
      {problem && model.hasConflict ? (
        <Notice tone="warn">
          <p role="alert">{problemText(problem)}</p>
          <div className="jp-Models-noticeActions">
            <Button onClick={() => model.takeTheirs()}>
              {trans.__('Take theirs')}
            </Button>
          </div>
        </Notice>
      ) : (
        <ProblemNotice problem={problem} />
      )}
    </>
  );
}

function TextArea(
  props: IControl & {
    rows: number;
    maxLength: number;
    value: string;
    onChange(text: string): void;
  }
): JSX.Element {
  const { onChange, ...attributes } = props;
  return (
    <textarea
      {...attributes}
      onChange={event => onChange(event.target.value)}
    />
  );
}
