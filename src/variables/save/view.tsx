import { HTMLSelect } from '@jupyterlab/ui-components';
import React from 'react';
import type { IVariable } from '../../kernel/token';
import { Button } from '../../ui/button';
import { Notice, ProblemNotice } from '../../ui/notice';
import { Restores, RiskBadge } from '../../ui/loadFacts';
import { Source } from '../../ui/source';
import { formatBytes, shortClass } from '../../ui/units';
import { kindWords } from '../texts';
import { Field, TextField, Tick } from '../../ui/field';
import type { SaveForm } from './model';

/** Characters of a cell's source that are kept. */
const KEPT = 65536;

interface IProps {
  model: SaveForm;
}

/** What is saved, under which name, and what will come of it. */
export function SaveView({ model }: IProps): JSX.Element {
  const { trans } = model;
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
            value={model.fields.description}
            onChange={event =>
              model.setField('description', event.target.value)
            }
          />
        )}
      />
      <TextField
        id="jp-models-save-tags"
        label={trans.__('Tags')}
        hint={trans.__('Separated by commas')}
        value={model.fields.tags}
        onChange={tags => model.setField('tags', tags)}
      />
      <Outlook model={model} />
      <ProblemNotice problem={model.problem} />
      {model.isBeginning && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Asking the server…')}
        </p>
      )}
    </>
  );
}

function VariableField({ model }: IProps): JSX.Element {
  const { trans, choosable } = model;
  const kinds = (['model', 'data', 'value'] as const)
    .map(kind => ({
      kind,
      variables: choosable.filter(({ format }) => format?.kind === kind)
    }))
    .filter(({ variables }) => variables.length > 0);
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
          {kinds.map(({ kind, variables }) => (
            <optgroup key={kind} label={kindWords(kind, trans).many}>
              {variables.map(({ name, type }: IVariable) => (
                <option key={name} value={name}>
                  {trans.__('%1 (%2)', name, shortClass(type))}
                </option>
              ))}
            </optgroup>
          ))}
        </HTMLSelect>
      )}
    />
  );
}

function NameField({ model }: IProps): JSX.Element {
  const { trans, existing } = model;
  return (
    <TextField
      id="jp-models-save-name"
      label={trans.__('Name')}
      problems={model.nameProblems}
      hint={
        existing
          ? trans.__(
              'Will be version %1 of %2.',
              model.nextVersion,
              existing.name
            )
          : trans.__('Letters, digits, spaces, and . _ -')
      }
      value={model.name}
      selects
      onChange={name => {
        model.name = name;
      }}
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
        <Pending model={model} />
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
        <dt>{trans.__('Restored as')}</dt>
        <dd>
          <Restores {...choice} />
        </dd>
        <dt>{trans.__('Risk of loading')}</dt>
        <dd>
          <RiskBadge risk={choice.risk} trans={trans} />
        </dd>
      </dl>
      {model.tooBig && <TooBig model={model} />}
      <Cell model={model} />
    </>
  );
}

/** Why nothing is known yet, and what can be done meanwhile. */
function Pending({ model }: IProps): JSX.Element {
  const { trans, variable } = model;
  if (!model.canQueue) {
    return <>{trans.__('Looking at %1 …', variable)}</>;
  }
  return (
    <>
      {model.isLocal
        ? trans.__(
            '%1 is a local variable of a function that has not ended: what will be stored cannot be told yet. Save it now, and it is written when the cell ends.',
            variable
          )
        : trans.__(
            'A cell is running. Wait for its end to see what will be stored, or save now: %1 is written when the cell ends.',
            variable
          )}
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
        <Button onClick={() => model.agreeToRebound()}>
          {trans.__('Use what is there now')}
        </Button>
      </div>
    </Notice>
  );
}

/** Format and encoding; a choice where there are several. */
function Encoding({ model }: IProps): JSX.Element {
  const { choice, choices, trans } = model;
  const { format = '', encoding = '' } = choice ?? {};
  if (choices.length < 2) {
    return (
      <>
        <span className="jp-Models-chip">{format}</span>{' '}
        {encoding !== format && encoding}
      </>
    );
  }
  return (
    <div className="jp-Models-choice">
      <span className="jp-Models-chip">{format}</span>
      <HTMLSelect
        aria-label={trans.__('Encoding')}
        value={encoding}
        onChange={event => model.setEncoding(event.target.value)}
      >
        {choices.map((one, index) => (
          <option key={one.encoding} value={one.encoding}>
            {index === 0
              ? trans.__('%1 (recommended)', one.encoding)
              : one.encoding}
          </option>
        ))}
      </HTMLSelect>
    </div>
  );
}

function Size({ model }: IProps): JSX.Element {
  const { check, free, trans } = model;
  const bytes = check?.bytes ?? null;
  const size =
    bytes === null
      ? trans.__('Not known before it is written')
      : trans.__('About %1', formatBytes(bytes));
  return (
    <>
      {free === null
        ? size
        : trans.__('%1; %2 are free', size, formatBytes(free))}
    </>
  );
}

function TooBig({ model }: IProps): JSX.Element {
  const { check, free, trans } = model;
  return (
    <Notice tone="error">
      <p>
        {trans.__(
          'It needs about %1, but only %2 are free where models are kept. Empty the trash or make room, then open this dialog again.',
          formatBytes(check?.bytes ?? 0),
          formatBytes(free ?? 0)
        )}
      </p>
    </Notice>
  );
}

/** The cell that made the variable: its source is kept, unless the user does not want it. */
function Cell({ model }: IProps): JSX.Element | null {
  const { trans, cell } = model;
  if (!cell) {
    return null;
  }
  return (
    <div className="jp-Models-cell">
      <Tick
        label={trans.__('Keep the source of the cell that made it')}
        checked={model.keepsCell}
        onChange={keeps => {
          model.keepsCell = keeps;
        }}
      />
      {model.keepsCell && (
        <Source
          title={
            cell.source.length < KEPT
              ? trans.__('Cell [%1]', cell.count)
              : trans.__('Cell [%1], its first 64 KiB', cell.count)
          }
          source={cell.source}
          trans={trans}
        />
      )}
    </div>
  );
}
