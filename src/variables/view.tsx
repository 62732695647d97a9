import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../ui/button';
import { EmptyState, Failure } from '../ui/notice';
import { toProblem } from '../ui/errors';
import { FamilyMark } from '../ui/familyMark';
import { RowMenuButton } from '../ui/rowMenu';
import { TransferProgress } from '../transfers/progress';
import { shortClass } from '../ui/units';
import { kindWords } from './texts';
import { VirtualList } from '../ui/virtualList';
import type { IVariableRow, VariablesModel } from './model';

/** The section Variables. */
export class VariablesView extends VDomRenderer<VariablesModel> {
  constructor(model: VariablesModel) {
    super(model);
    this.addClass('jp-Models-section');
  }

  protected override render(): JSX.Element {
    return <Variables model={this.model} />;
  }

  override dispose(): void {
    this.model?.dispose();
    super.dispose();
  }
}

/** Head line and rows, or what is to be said instead of rows. */
export function Variables(props: { model: VariablesModel }): JSX.Element {
  const { model } = props;
  const { empty, notice, rows, trans } = model;
  return (
    <>
      <Head model={model} />
      <p className="jp-Models-srOnly" role="status">
        {model.said}
      </p>
      {notice && (
        <div
          className="jp-Models-notice"
          data-tone="info"
          data-jp-models-old={model.isOld}
          role="status"
        >
          <p>{trans.__('%1. %2', notice.title, notice.text)}</p>
        </div>
      )}
      <Strays model={model} />
      {empty ? (
        <EmptyState {...empty} />
      ) : (
        <VirtualList
          label={trans.__('Variables')}
          count={rows.length}
          rowHeight={50}
          keyOf={index => rows[index].variable.name}
          rowAttributes={index =>
            ({
              'data-jp-models-variable': rows[index].variable.name,
              'data-jp-models-kind': kindOf(rows[index])
            }) as React.HTMLAttributes<HTMLDivElement>
          }
          renderRow={(index, active) => (
            <Row row={rows[index]} model={model} active={active} />
          )}
          onOpen={index => {
            if (rows[index].reason === '' && model.canSave) {
              void model.save(rows[index]);
            }
          }}
        />
      )}
    </>
  );
}

/** What the menu goes by: only `other` cannot be saved. */
function kindOf({ variable, reason }: IVariableRow): string {
  return variable.format?.kind ?? (reason === '' ? 'model' : 'other');
}

/** Saves whose variable is not listed, such as those of a kernel that died. */
function Strays(props: { model: VariablesModel }): JSX.Element {
  const { model } = props;
  const { trans } = model;
  return (
    <>
      {model.strays.map(transfer =>
        transfer.state === 'failed' ? (
          <Failure
            key={transfer.id}
            problem={{
              ...toProblem(transfer.error),
              // There is no row with a button to try again.
              ...(transfer.error?.code === 'aborted' && {
                hint: trans.__('Save it again when it is listed.')
              }),
              message: trans.__(
                '%1 was not saved as %2. %3',
                transfer.variable,
                transfer.model,
                transfer.error?.message ?? ''
              )
            }}
            trans={trans}
            onDismiss={() => model.dismissStray(transfer)}
          />
        ) : (
          <TransferProgress
            key={transfer.id}
            transfer={transfer}
            trans={trans}
            onCancel={() => model.cancel(transfer)}
          />
        )
      )}
    </>
  );
}

/** Which kernel it is; where there are several, one can be pinned. */
function Head(props: { model: VariablesModel }): JSX.Element | null {
  const { path, kernel, kernelName, choices, pinned, trans } = props.model;
  if (!path && !kernelName && choices.length === 0) {
    return null;
  }
  const file = path.slice(path.lastIndexOf('/') + 1);
  const label = choices.find(({ id }) => id === kernel)?.label;
  const name = file || label || kernelName;
  const isAlone = !pinned && choices.every(({ id }) => id === kernel);
  return (
    <div className="jp-Models-head" title={[path, kernelName].join('\n')}>
      <span className="jp-Models-headMain">
        {isAlone ? (
          <span className="jp-Models-headName">{name}</span>
        ) : (
          <select
            className="jp-Models-headName"
            aria-label={trans.__('Kernel whose variables are shown')}
            value={pinned}
            onChange={event => {
              props.model.pinned = event.target.value;
            }}
          >
            <option value="">
              {pinned
                ? trans.__('Follow the active document')
                : name || trans.__('Choose a kernel')}
            </option>
            <optgroup label={trans.__('Stay at')}>
              {choices.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </optgroup>
          </select>
        )}
        {pinned && (
          <span
            className="jp-Models-chip"
            title={trans.__('It stays here whatever document is active')}
          >
            {trans.__('pinned')}
          </span>
        )}
      </span>
      {name !== kernelName && (
        <span className="jp-Models-headMore">{kernelName}</span>
      )}
    </div>
  );
}

interface IRowProps {
  row: IVariableRow;
  model: VariablesModel;
  active: boolean;
}

function Row(props: IRowProps): JSX.Element {
  const { row, model, active } = props;
  const { variable } = row;
  const { format } = variable;
  const canBeSaved = row.reason === '';
  return (
    <>
      <div className="jp-Models-rowMain">
        <FamilyMark family={format && model.family(format.family)} />
        <div className="jp-Models-rowBody">
          <div className="jp-Models-rowText">
            <span className="jp-Models-rowTitle">
              <span className="jp-Models-rowName" title={variable.name}>
                {variable.name}
              </span>
            </span>
            <span className="jp-Models-rowChips">
              {format && (
                <span className="jp-Models-chip">{format.format}</span>
              )}
            </span>
            <Facts row={row} trans={model.trans} />
          </div>
          {canBeSaved && <SaveButton {...props} />}
        </div>
        {canBeSaved && (
          <RowMenuButton
            label={model.trans.__('More actions for %1', variable.name)}
            active={active}
          />
        )}
      </div>
      {row.waiting && (
        <div className="jp-Models-progress">
          <progress aria-label={model.trans.__('Saving %1', variable.name)} />
          <span className="jp-Models-progressWords" role="status">
            {model.trans.__('Waiting for the running cell')}
          </span>
        </div>
      )}
      {row.transfer && (
        <TransferProgress
          transfer={row.transfer}
          trans={model.trans}
          onCancel={() => row.transfer && model.cancel(row.transfer)}
        />
      )}
      {row.problem && (
        <Failure
          problem={row.problem}
          trans={model.trans}
          onRetry={() => void model.retry(row)}
          onDismiss={() => model.dismiss(row)}
        />
      )}
    </>
  );
}

/** Class, library, and what it is if it is no model; of what cannot be saved, why not. */
function Facts(props: {
  row: IVariableRow;
  trans: TranslationBundle;
}): JSX.Element {
  const { variable, reason } = props.row;
  const { format } = variable;
  const type = variable.type.replace(/^:/, '').replace(':', '.');
  return (
    <span className="jp-Models-rowFacts" title={type}>
      {variable.frame !== undefined && <span>{props.trans.__('local')}</span>}
      {reason === '' ? (
        <>
          <span>{shortClass(type)}</span>
          {format ? (
            <span>{format.label}</span>
          ) : (
            <span className="jp-Models-reason">
              {props.trans.__('its format is found out when it is saved')}
            </span>
          )}
          {format && format.kind !== 'model' && (
            <span>{kindWords(format.kind, props.trans).one}</span>
          )}
        </>
      ) : (
        <span className="jp-Models-reason">{reason}</span>
      )}
    </span>
  );
}

/** *Save*, or once it was saved *Save v2*; the name for screen readers begins alike and tells of which model. */
function SaveButton(props: IRowProps): JSX.Element {
  const { row, model, active } = props;
  const { trans } = model;
  const { target } = row;
  return (
    <Button
      className="jp-Models-saveButton"
      aria-label={
        target
          ? trans.__('Save v%1 of %2', target.next, target.name)
          : trans.__('Save %1', row.variable.name)
      }
      title={
        target
          ? trans.__('Save version %1 of %2', target.next, target.name)
          : trans.__('Save %1 as a model', row.variable.name)
      }
      disabled={!model.canSave || row.waiting || row.transfer !== null}
      tabIndex={active ? 0 : -1}
      onClick={() => void model.save(row)}
    >
      {target ? trans.__('Save v%1', target.next) : trans.__('Save')}
    </Button>
  );
}
