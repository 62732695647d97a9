import { HTMLSelect, VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { problemText } from '../ui/errors';
import { Notice } from '../ui/notice';
import { RiskBadge } from '../ui/riskBadge';
import { formatBytes, shortClass } from '../ui/units';
import { Field } from './field';
import type { SaveModel } from './saveModel';

/** Body of the save dialog. */
export class SaveView extends VDomRenderer<SaveModel> {
  constructor(model: SaveModel) {
    super(model);
    this.addClass('jp-Models-form');
  }

  protected override render(): JSX.Element {
    return <SaveForm model={this.model} />;
  }
}

interface IProps {
  model: SaveModel;
}

/** What is saved, under which name, and what will come of it. */
export function SaveForm({ model }: IProps): JSX.Element {
  const { trans, problem } = model;
  return (
    <>
      {model.picksVariable && <VariableField model={model} />}
      <NameField model={model} />
      <Field
        id="jp-models-save-description"
        label={trans.__('Description')}
        control={attributes => (
          <textarea
            {...attributes}
            rows={2}
            maxLength={5000}
            defaultValue={model.fields.description}
            onChange={event => {
              model.fields.description = event.target.value;
            }}
          />
        )}
      />
      <Field
        id="jp-models-save-tags"
        label={trans.__('Tags')}
        hint={trans.__('Separated by commas')}
        control={attributes => (
          <input
            {...attributes}
            type="text"
            className="jp-mod-styled"
            defaultValue={model.fields.tags}
            onChange={event => {
              model.fields.tags = event.target.value;
            }}
          />
        )}
      />
      <Outlook model={model} />
      {problem && (
        <Notice tone="error">
          <p>{problemText(problem)}</p>
        </Notice>
      )}
    </>
  );
}

function VariableField({ model }: IProps): JSX.Element {
  const { trans, choosable } = model;
  return (
    <Field
      id="jp-models-save-variable"
      label={trans.__('Variable')}
      problems={
        choosable.length === 0
          ? [
              trans.__(
                'The current kernel has no models. Run a cell that trains one.'
              )
            ]
          : []
      }
      control={attributes => (
        <HTMLSelect
          {...attributes}
          value={model.variable}
          onChange={event => {
            model.variable = event.target.value;
          }}
        >
          {!model.variable && (
            <option value="">{trans.__('Choose a variable')}</option>
          )}
          {choosable.map(({ name, type }) => (
            <option key={name} value={name}>
              {trans.__('%1 (%2)', name, shortClass(type))}
            </option>
          ))}
        </HTMLSelect>
      )}
    />
  );
}

function NameField({ model }: IProps): JSX.Element {
  const { trans, existing } = model;
  return (
    <Field
      id="jp-models-save-name"
      label={trans.__('Name')}
      problems={model.nameProblems}
      hint={
        existing
          ? trans.__(
              'Will be version %1 of %2.',
              existing.latest.version + 1,
              existing.name
            )
          : trans.__('Letters, digits, spaces, and . _ -')
      }
      control={attributes => (
        <input
          {...attributes}
          type="text"
          className="jp-mod-styled"
          autoComplete="off"
          spellCheck={false}
          value={model.name}
          onFocus={event => event.target.select()}
          onChange={event => {
            model.name = event.target.value;
          }}
        />
      )}
    />
  );
}

/** What the agent says about the save before it is made. */
function Outlook({ model }: IProps): JSX.Element | null {
  const { trans, check, refusal, choice } = model;
  if (refusal) {
    return (
      <Notice tone="error">
        <p>{refusal.message}</p>
        {refusal.hint && <p>{refusal.hint}</p>}
      </Notice>
    );
  }
  if (!model.variable) {
    return null;
  }
  if (!check || !choice) {
    return (
      <p className="jp-Models-pending" role="status">
        {model.canQueue
          ? trans.__(
              'A cell is running. Wait for its end to see what will be stored, or save now: %1 is written when the cell ends.',
              model.variable
            )
          : trans.__('Looking at %1 …', model.variable)}
      </p>
    );
  }
  return (
    <>
      {model.rebound && <Rebound model={model} />}
      <dl className="jp-Models-facts" aria-label={trans.__('What is saved')}>
        <dt>{trans.__('Object')}</dt>
        <dd>
          <code title={check.class}>{shortClass(check.class)}</code>
        </dd>
        <dt>{trans.__('Format')}</dt>
        <dd>
          <Encoding model={model} />
        </dd>
        <dt>{trans.__('Size')}</dt>
        <dd>
          <Size model={model} />
        </dd>
        <dt>{trans.__('Comes back as')}</dt>
        <dd>
          {choice.restores}
          {choice.lost.length > 0 && (
            <ul className="jp-Models-lost">
              {choice.lost.map(sentence => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{trans.__('Risk of loading')}</dt>
        <dd>
          <RiskBadge risk={choice.risk} trans={trans} />
        </dd>
      </dl>
    </>
  );
}

function Rebound({ model }: IProps): JSX.Element {
  const { trans, check } = model;
  return (
    <Notice tone="warn">
      <p>
        {trans.__(
          '%1 was bound anew since the list was drawn; it is a %2 now. Save what is there now?',
          model.variable,
          shortClass(check?.class ?? '')
        )}
      </p>
      <div className="jp-Models-noticeActions">
        <button
          type="button"
          className="jp-Models-button"
          onClick={() => model.agreeToRebound()}
        >
          {trans.__('Use what is there now')}
        </button>
      </div>
    </Notice>
  );
}

function Encoding({ model }: IProps): JSX.Element {
  const { check, choice, choices, trans } = model;
  const format = check?.format ?? '';
  if (choices.length < 2) {
    return (
      <>
        <span className="jp-Models-chip">{format}</span>{' '}
        {choice?.encoding !== format && choice?.encoding}
      </>
    );
  }
  return (
    <HTMLSelect
      aria-label={trans.__('Encoding')}
      value={choice?.encoding}
      onChange={event => model.setEncoding(event.target.value)}
    >
      {choices.map(({ encoding }) => (
        <option key={encoding} value={encoding}>
          {encoding}
        </option>
      ))}
    </HTMLSelect>
  );
}

function Size({ model }: IProps): JSX.Element {
  const { check, free, tooBig, trans } = model;
  const bytes = check?.bytes ?? null;
  const size =
    bytes === null
      ? trans.__('Not known before it is written')
      : trans.__('About %1', formatBytes(bytes));
  if (free === null) {
    return <>{size}</>;
  }
  return tooBig ? (
    <span className="jp-Models-fieldProblem">
      {trans.__(
        '%1, but only %2 are free. Empty the trash or make room, then try again.',
        size,
        formatBytes(free)
      )}
    </span>
  ) : (
    <>{trans.__('%1; %2 are free', size, formatBytes(free))}</>
  );
}
