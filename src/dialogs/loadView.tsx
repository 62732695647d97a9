import { HTMLSelect, VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { problemText } from '../ui/errors';
import { Notice } from '../ui/notice';
import { RiskBadge } from '../ui/riskBadge';
import { formatBytes, relativeTime, shortClass } from '../ui/units';
import { Field } from './field';
import type { LoadModel } from './loadModel';

/** Body of the load dialog. */
export class LoadView extends VDomRenderer<LoadModel> {
  constructor(model: LoadModel) {
    super(model);
    this.addClass('jp-Models-form');
  }

  protected override render(): JSX.Element {
    return <LoadForm model={this.model} />;
  }
}

interface IProps {
  model: LoadModel;
}

/** Which version, into which variable, and what to know before. */
export function LoadForm({ model }: IProps): JSX.Element {
  const { trans, problem, noKernel } = model;
  return (
    <>
      {noKernel && (
        <Notice tone="error">
          <p>{noKernel}</p>
        </Notice>
      )}
      {model.goneVersion !== null && (
        <Notice tone="warn">
          <p>
            {trans.__(
              'There is no version %1 any more. The latest is chosen instead.',
              model.goneVersion
            )}
          </p>
        </Notice>
      )}
      <VersionField model={model} />
      <VariableField model={model} />
      <Taken model={model} />
      {model.isAsking && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Asking the kernel … A running cell has to end first.')}
        </p>
      )}
      <Facts model={model} />
      {(model.target?.warnings ?? []).map(warning => (
        <Notice key={warning} tone="warn">
          <p>{warning}</p>
        </Notice>
      ))}
      {model.target?.error && (
        <Notice tone="error">
          <p>
            {model.target.error.message} {model.target.error.hint}
          </p>
        </Notice>
      )}
      <Trust model={model} />
      {problem && (
        <Notice tone="error">
          <p>{problemText(problem)}</p>
        </Notice>
      )}
      {!model.model && !problem && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Fetching %1 …', model.name)}
        </p>
      )}
    </>
  );
}

function VersionField({ model }: IProps): JSX.Element | null {
  const { trans } = model;
  const items = model.model?.items ?? [];
  return (
    <Field
      id="jp-models-load-version"
      label={trans.__('Version')}
      control={attributes => (
        <HTMLSelect
          {...attributes}
          value={model.version?.version}
          onChange={event => model.setVersion(Number(event.target.value))}
        >
          {items.map((item, index) => (
            <option key={item.version} value={item.version}>
              {index === 0
                ? trans.__(
                    '%1 (latest), %2',
                    item.version,
                    relativeTime(item.created)
                  )
                : trans.__('%1, %2', item.version, relativeTime(item.created))}
            </option>
          ))}
        </HTMLSelect>
      )}
    />
  );
}

function VariableField({ model }: IProps): JSX.Element {
  const { trans, destination } = model;
  const { variableProblem } = model;
  return (
    <Field
      id="jp-models-load-variable"
      label={trans.__('Variable')}
      problems={variableProblem ? [variableProblem] : []}
      hint={destination && trans.__('In the kernel of %1', destination)}
      control={attributes => (
        <input
          {...attributes}
          type="text"
          className="jp-mod-styled"
          autoComplete="off"
          spellCheck={false}
          value={model.variable}
          onChange={event => {
            model.variable = event.target.value;
          }}
        />
      )}
    />
  );
}

/** The name is bound: replacing has to be asked for. */
function Taken({ model }: IProps): JSX.Element | null {
  const { trans, taken } = model;
  if (taken === null) {
    return null;
  }
  return (
    <Notice tone="warn">
      <p>
        {trans.__(
          '%1 is taken: it is a %2 now.',
          model.variable,
          shortClass(taken)
        )}
      </p>
      <label className="jp-Models-tick">
        <input
          type="checkbox"
          checked={model.overwrite}
          onChange={event => {
            model.overwrite = event.target.checked;
          }}
        />
        {trans.__('Replace it')}
      </label>
    </Notice>
  );
}

function Facts({ model }: IProps): JSX.Element | null {
  const { trans, version } = model;
  if (!version) {
    return null;
  }
  return (
    <dl className="jp-Models-facts" aria-label={trans.__('What is loaded')}>
      <dt>{trans.__('Comes back as')}</dt>
      <dd>{version.restores || shortClass(version.class)}</dd>
      <dt>{trans.__('Size')}</dt>
      <dd>{formatBytes(version.bytes)}</dd>
      <dt>{trans.__('Risk of loading')}</dt>
      <dd>
        <RiskBadge risk={version.risk} trans={trans} />
      </dd>
    </dl>
  );
}

/** Code that somebody else saved: author and digest are named, and the user agrees or not. */
function Trust({ model }: IProps): JSX.Element | null {
  const { trans, confirm } = model;
  if (!confirm) {
    return null;
  }
  return (
    <Notice tone={model.forbidden ? 'error' : 'warn'}>
      <p>
        {trans.__(
          '%1 (%2) saved this version. Loading it can run any code in your kernel.',
          confirm.author.name,
          confirm.author.username
        )}
      </p>
      <p>
        {trans.__('SHA-256')}{' '}
        <code className="jp-Models-digest">{confirm.sha256}</code>
      </p>
      {model.forbidden ? (
        <p>
          {trans.__(
            'The administrator of this server does not allow to load code that somebody else saved.'
          )}
        </p>
      ) : (
        <label className="jp-Models-tick">
          <input
            type="checkbox"
            checked={model.trusted}
            onChange={event => {
              model.trusted = event.target.checked;
            }}
          />
          {trans.__('I trust %1 and this file', confirm.author.name)}
        </label>
      )}
    </Notice>
  );
}
