import {
  caretDownIcon,
  caretRightIcon,
  UseSignal
} from '@jupyterlab/ui-components';
import React, { useState } from 'react';
import type { TrashEntry } from '../tokens';
import { Age } from '../ui/age';
import { Failure } from '../ui/transferStatus';
import { formatBytes, formatDate } from '../ui/units';
import type { TrashModel } from './trashModel';

/** *Trash (3)* at the foot of the list; opens the entries above it. */
export function TrashFoot(props: { model: TrashModel }): JSX.Element {
  const { model } = props;
  return (
    <UseSignal signal={model.stateChanged}>
      {() => <Trash model={model} />}
    </UseSignal>
  );
}

function Trash(props: { model: TrashModel }): JSX.Element | null {
  const { model } = props;
  const { entries, trans } = model;
  const [open, setOpen] = useState(false);
  if (entries.length === 0 && !model.problem) {
    return null;
  }
  const Caret = open ? caretDownIcon : caretRightIcon;
  return (
    <div className="jp-Models-trash">
      <button
        type="button"
        className="jp-Models-trashToggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Caret.react tag="span" className="jp-Models-caret" />
        {trans.__('Trash (%1)', entries.length)}
      </button>
      {model.problem && (
        <Failure
          problem={model.problem}
          trans={trans}
          onDismiss={() => model.dismiss()}
        />
      )}
      {open && <Entries model={model} />}
    </div>
  );
}

function Entries(props: { model: TrashModel }): JSX.Element {
  const { model } = props;
  const { entries, trans, canWrite } = model;
  return (
    <>
      <ul className="jp-Models-trashList" aria-label={trans.__('Trash')}>
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} model={model} />
        ))}
      </ul>
      {canWrite && (
        <Sure
          className="jp-Models-trashEmpty"
          label={trans.__('Empty trash')}
          sure={trans.__('Remove all for good?')}
          no={trans.__('Keep')}
          onSure={() => void model.empty()}
        />
      )}
    </>
  );
}

function Entry(props: { entry: TrashEntry; model: TrashModel }): JSX.Element {
  const { entry, model } = props;
  const { trans, canWrite } = model;
  return (
    <li className="jp-Models-trashEntry">
      <span className="jp-Models-rowText">
        <span className="jp-Models-rowName" title={entry.name}>
          {entry.name}
        </span>
        <span className="jp-Models-rowFacts">
          <span>
            {entry.version === null
              ? trans._n('%1 version', '%1 versions', entry.versions)
              : trans.__('version %1', entry.version)}
          </span>
          <span>{formatBytes(entry.bytes)}</span>
          <Age
            time={entry.deleted}
            title={trans.__(
              'Deleted by %1 on %2. Removed for good after %3.',
              entry.deleted_by.name,
              formatDate(entry.deleted),
              formatDate(entry.purge_after)
            )}
          />
        </span>
      </span>
      {canWrite && (
        <span className="jp-Models-trashActions">
          <button
            type="button"
            className="jp-Models-button"
            aria-label={trans.__('Restore %1', entry.name)}
            onClick={() => void model.restore(entry)}
          >
            {trans.__('Restore')}
          </button>
          <Sure
            label={trans.__('Remove')}
            name={trans.__('Remove %1 for good', entry.name)}
            sureName={trans.__('Remove %1 for good?', entry.name)}
            sure={trans.__('For good?')}
            no={trans.__('Keep')}
            onSure={() => void model.purge(entry)}
          />
        </span>
      )}
    </li>
  );
}

/** A button that asks once more in its own place before it does what cannot be undone. */
function Sure(props: {
  label: string;
  name?: string;
  sureName?: string;
  sure: string;
  no: string;
  className?: string;
  onSure(): void;
}): JSX.Element {
  const [asking, setAsking] = useState(false);
  return (
    <span className={`jp-Models-sure ${props.className ?? ''}`}>
      {asking && (
        <button
          type="button"
          className="jp-Models-button"
          onClick={() => setAsking(false)}
        >
          {props.no}
        </button>
      )}
      <button
        type="button"
        className="jp-Models-button"
        data-tone={asking ? 'danger' : undefined}
        aria-label={asking ? props.sureName : props.name}
        onClick={() => {
          setAsking(!asking);
          if (asking) {
            props.onSure();
          }
        }}
      >
        {asking ? props.sure : props.label}
      </button>
    </span>
  );
}
