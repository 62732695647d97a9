import {
  caretDownIcon,
  caretRightIcon,
  deleteIcon,
  UseSignal
} from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef, useState } from 'react';
import type { TrashEntry } from '../../contract/schemas';
import { Age } from '../../ui/age';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/notice';
import { formatBytes, formatDate } from '../../ui/units';
import type { TrashModel } from './model';

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
      <Button
        look="plain"
        className="jp-Models-trashToggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Caret.react tag="span" className="jp-Models-caret" />
        {trans.__('Trash (%1)', entries.length)}
      </Button>
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
        <div className="jp-Models-trashEmpty">
          <Purge
            question={trans.__('Permanently delete all')}
            trans={trans}
            onSure={() => void model.empty()}
          >
            {trans.__('Empty trash')}
          </Purge>
        </div>
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
        <span className="jp-Models-rowTitle">
          <span className="jp-Models-rowName" title={entry.name}>
            {entry.name}
          </span>
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
              'Deleted by %1 on %2. Permanently deleted after %3.',
              entry.deleted_by.name,
              formatDate(entry.deleted),
              formatDate(entry.purge_after)
            )}
          />
        </span>
      </span>
      {canWrite && (
        <span className="jp-Models-trashActions">
          <Button
            aria-label={trans.__('Restore %1', entry.name)}
            onClick={() => void model.restore(entry)}
          >
            {trans.__('Restore')}
          </Button>
          <Purge
            name={trans.__('Permanently delete %1', entry.name)}
            question={trans.__('Permanently delete')}
            trans={trans}
            onSure={() => void model.purge(entry)}
          >
            <deleteIcon.react tag={null} />
          </Purge>
        </span>
      )}
    </li>
  );
}

/**
 * A button that asks in its own place before it does what cannot be undone.
 *
 * The focus, and a second click, are then on *Cancel*.
 */
function Purge(
  props: React.PropsWithChildren<{
    /** Name and tooltip of a button without text. */
    name?: string;
    question: string;
    trans: TranslationBundle;
    onSure(): void;
  }>
): JSX.Element {
  const { name, question, trans } = props;
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !asking) {
      button.current?.focus();
    }
    wasAsking.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <Button
        ref={button}
        look={name ? 'icon' : 'text'}
        aria-label={name}
        title={name}
        onClick={() => setAsking(true)}
      >
        {props.children}
      </Button>
    );
  }
  return (
    <span className="jp-Models-sure">
      <Button
        tone="danger"
        aria-label={name}
        onClick={() => {
          setAsking(false);
          props.onSure();
        }}
      >
        {question}
      </Button>
      <Button autoFocus onClick={() => setAsking(false)}>
        {trans.__('Cancel')}
      </Button>
    </span>
  );
}
