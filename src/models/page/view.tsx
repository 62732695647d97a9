import { VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import { EmptyState, Notice } from '../../ui/notice';
import type { Undo } from '../undo';
import { UndoBar } from '../undoBar';
import { Head } from './head';
import type { PageModel } from './model';
import { Unfinished } from './unfinished';
import { Uses } from './uses';
import { VersionDetails } from './versionDetails';
import { VersionFacts } from './versionFacts';
import { VersionList } from './versionList';

/** The page of one model in the main area. */
export class PageView extends VDomRenderer<PageModel> {
  constructor(
    model: PageModel,
    private _undo: Undo
  ) {
    super(model);
    this.addClass('jp-Models-page');
    this.node.tabIndex = -1;
    this.node.addEventListener('keydown', this._onKeyDown);
  }

  override dispose(): void {
    this.model?.dispose();
    super.dispose();
  }

  protected override render(): JSX.Element {
    return (
      <>
        <Page model={this.model} />
        <UndoBar undo={this._undo} trans={this.model.trans} />
      </>
    );
  }

  /** F2 renames, as in the file browser. */
  private readonly _onKeyDown = (event: KeyboardEvent): void => {
    const { target } = event;
    const isTyping =
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement;
    if (event.key === 'F2' && !isTyping && this.model.canWrite) {
      event.preventDefault();
      event.stopPropagation();
      this.model.fields.name.open();
    }
  };
}

interface IProps {
  model: PageModel;
}

/** Everything about a model and the chosen version of it. */
export function Page({ model }: IProps): JSX.Element {
  const { trans, problem, version } = model;
  return (
    <section className="jp-Models-pageBody" aria-label={model.name}>
      {model.gone && <Gone model={model} />}
      {problem && (
        <Notice tone="error">
          <p>{problemText(problem)}</p>
          <div className="jp-Models-noticeActions">
            <Button onClick={() => void model.tryAgain()}>
              {trans.__('Try again')}
            </Button>
          </div>
        </Notice>
      )}
      {model.model ? (
        <>
          <Head model={model} />
          {!model.gone && <Unfinished model={model} head={model.model} />}
          <Uses model={model} />
          {version && (
            <>
              <VersionDetails model={model} version={version} />
              <VersionList model={model} />
              <VersionFacts
                key={version.version}
                version={version}
                trans={trans}
              />
            </>
          )}
        </>
      ) : (
        !model.gone &&
        !problem && (
          <EmptyState
            title={model.name}
            text={trans.__('Fetching the model…')}
          />
        )
      )}
    </section>
  );
}

function Gone({ model }: IProps): JSX.Element {
  const { trans, name } = model;
  if (model.model?.latest === null) {
    return (
      <Notice tone="warn">
        <p>{trans.__('“%1” was removed before it had a version.', name)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn">
      <p>
        {trans.__(
          'There is no model named “%1”. If it was deleted, it may still be in the trash.',
          name
        )}
      </p>
      <div className="jp-Models-noticeActions">
        <Button onClick={() => void model.restore()}>
          {trans.__('Restore')}
        </Button>
      </div>
    </Notice>
  );
}
