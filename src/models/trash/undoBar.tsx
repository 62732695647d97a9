import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, UseSignal } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../../ui/button';
import { deletedWords, type Undo } from './undo';
import type { TrashEntry } from '../../contract/schemas';
import { problemText } from '../../ui/errors';

/** The message about the last deletion, with Undo. */
export function UndoBar(props: {
  undo: Undo;
  trans: TranslationBundle;
}): JSX.Element {
  const { undo, trans } = props;
  return (
    <UseSignal signal={undo.stateChanged}>
      {() => undo.entry && <Bar undo={undo} entry={undo.entry} trans={trans} />}
    </UseSignal>
  );
}

function Bar(props: {
  undo: Undo;
  entry: TrashEntry;
  trans: TranslationBundle;
}): JSX.Element {
  const { undo, entry, trans } = props;
  return (
    <div className="jp-Models-undo" role="status">
      <span className="jp-Models-undoText">
        {undo.problem ? problemText(undo.problem) : deletedWords(entry, trans)}
      </span>
      <Button onClick={() => void undo.undo(entry)}>{trans.__('Undo')}</Button>
      <Button
        look="icon"
        aria-label={trans.__('Dismiss')}
        title={trans.__('Dismiss')}
        onClick={() => undo.dismiss()}
      >
        <closeIcon.react tag={null} />
      </Button>
    </div>
  );
}
