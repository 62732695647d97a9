import { HTMLSelect } from '@jupyterlab/ui-components';
import React from 'react';
import { toProblem } from '../../ui/errors';
import { Notice, ProblemNotice } from '../../ui/notice';
import { Restores, RiskBadge } from '../../ui/loadFacts';
import { Sources } from '../sources';
import { formatBytes, relativeTime, shortClass } from '../../ui/units';
import { Field, TextField, Tick } from '../../ui/field';
import { visible } from '../../ui/visible';
import type { LoadForm } from './model';

/** Class of the weights when they come alone: that of a `state_dict`. */
const DICT = 'OrderedDict';

interface IProps {
  model: LoadForm;
}

/** Which version, into which variable, and what to know before. */
export function LoadView({ model }: IProps): JSX.Element {
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
              'Version %1 no longer exists. The latest is selected instead.',
              model.goneVersion
            )}
          </p>
        </Notice>
      )}
      <VersionField model={model} />
      <PartField model={model} />
      {model.lacksParts && (
        <Notice tone="warn">
          <p>
            {trans.__(
              'The weights of this version cannot be loaded alone. The whole model is loaded instead.'
            )}
          </p>
        </Notice>
      )}
      <VariableField model={model} />
      <Taken model={model} />
      {model.isAsking && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Checking with the kernel (waiting for the running cell)…')}
        </p>
      )}
      <Facts model={model} />
      {model.tooBig && <TooBig model={model} />}
      {(model.target?.warnings ?? []).map(warning => (
        <Notice key={warning} tone="warn">
          <p>{warning}</p>
        </Notice>
      ))}
      <ProblemNotice
        problem={model.target?.error ? toProblem(model.target.error) : null}
      />
      <Trust model={model} />
      <ProblemNotice problem={problem} />
      {!model.model && !problem && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Fetching %1…', model.name)}
        </p>
      )}
      {model.isBeginning && (
        <p className="jp-Models-pending" role="status">
          {trans.__('Asking the server…')}
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

/** The whole model, or its weights alone. */
function PartField({ model }: IProps): JSX.Element | null {
  const { trans } = model;
  if (!model.hasParts) {
    return null;
  }
  return (
    <Field
      id="jp-models-load-part"
      label={trans.__('Part to load')}
      hint={
        model.part &&
        trans.__('Nothing of the model’s code is read. The rest stays behind.')
      }
      control={attributes => (
        <HTMLSelect
          {...attributes}
          value={model.part ?? ''}
          onChange={event => {
            model.part = event.target.value === 'weights' ? 'weights' : null;
          }}
        >
          <option value="">{trans.__('The whole model')}</option>
          <option value="weights">{trans.__('Weights as a dict')}</option>
        </HTMLSelect>
      )}
    />
  );
}

function VariableField({ model }: IProps): JSX.Element {
  const { trans, destination, variableProblem } = model;
  return (
    <TextField
      id="jp-models-load-variable"
      label={trans.__('Variable')}
      problems={variableProblem ? [variableProblem] : []}
      hint={destination && trans.__('In the kernel of %1', destination)}
      value={model.variable}
      onChange={variable => {
        model.variable = variable;
      }}
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
        {trans.__('%1 already exists (%2).', model.variable, shortClass(taken))}
      </p>
      <Tick
        label={trans.__('Overwrite')}
        checked={model.overwrite}
        onChange={overwrite => {
          model.overwrite = overwrite;
        }}
      />
    </Notice>
  );
}

/** What comes of it: type, size, memory, risk. */
function Facts({ model }: IProps): JSX.Element | null {
  const { trans, version, risk, part } = model;
  if (!version || !risk) {
    return null;
  }
  return (
    <dl className="jp-Models-facts" aria-label={trans.__('What is loaded')}>
      <dt>{trans.__('Type')}</dt>
      <dd>
        <code title={part ? DICT : version.class}>
          {part ? DICT : shortClass(version.class)}
        </code>
      </dd>
      <dt>{trans.__('Restored as')}</dt>
      <dd>
        {part ? (
          trans.__('A dict of the tensors by their names')
        ) : (
          <Restores {...version} />
        )}
      </dd>
      <dt>{trans.__('Size')}</dt>
      <dd>{formatBytes(version.bytes)}</dd>
      <Memory model={model} />
      <dt>{trans.__('Risk of loading')}</dt>
      <dd>
        <RiskBadge
          risk={risk}
          judged={part ? undefined : version.judged}
          trans={trans}
        />
      </dd>
    </dl>
  );
}

function Memory({ model }: IProps): JSX.Element | null {
  const { trans, target } = model;
  if (!target?.memory) {
    return null;
  }
  const { needed, free } = target.memory;
  return (
    <>
      <dt>{trans.__('Memory')}</dt>
      <dd>
        {free === null
          ? trans.__('At least %1', formatBytes(needed))
          : trans.__(
              'At least %1; %2 are free for the kernel',
              formatBytes(needed),
              formatBytes(free)
            )}
      </dd>
    </>
  );
}

/** A kernel that runs out of memory is ended by the system, with all its variables. */
function TooBig({ model }: IProps): JSX.Element {
  const { trans, target } = model;
  return (
    <Notice tone="warn">
      <p>
        {trans.__(
          'It needs at least %1 of memory, and the kernel has %2 left: it would most likely die. Delete variables or shut down other kernels first.',
          formatBytes(target?.memory?.needed ?? 0),
          formatBytes(target?.memory?.free ?? 0)
        )}
      </p>
    </Notice>
  );
}

/** A program or code that somebody else saved: author and digest are named, and the user agrees or not. */
function Trust({ model }: IProps): JSX.Element | null {
  const { trans, confirm } = model;
  if (!confirm) {
    return null;
  }
  return (
    <Notice tone={model.forbidden ? 'error' : 'warn'}>
      <p>
        {confirm.risk === 'program'
          ? trans.__(
              '%1 (%2) saved this version. Loading it runs a program in the file, which can read and write your files.',
              visible(confirm.author.name),
              visible(confirm.author.username)
            )
          : trans.__(
              '%1 (%2) saved this version. Loading it can run any code in your kernel.',
              visible(confirm.author.name),
              visible(confirm.author.username)
            )}
      </p>
      <p>
        {trans.__('SHA-256')}{' '}
        <code className="jp-Models-digest">{confirm.sha256}</code>
      </p>
      <Sources
        sources={model.sources}
        problem={model.sourcesProblem}
        trans={trans}
        onRetry={() => void model.fetchSources()}
      />
      {model.forbidden ? (
        <p>
          {trans.__(
            'This server does not allow loading programs or code that other users saved.'
          )}
        </p>
      ) : (
        <Tick
          label={trans.__(
            'I trust %1 and this file',
            visible(confirm.author.name)
          )}
          checked={model.trusted}
          disabled={!model.canTrust}
          onChange={trusted => {
            model.trusted = trusted;
          }}
        />
      )}
    </Notice>
  );
}
