import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, UseSignal } from '@jupyterlab/ui-components';
import React, { useEffect, useRef } from 'react';
import { Button } from '../ui/button';
import { problemText } from '../ui/errors';
import type { IUndoableChange, Undo } from './undo';

/** The message about the last change, with Undo. */
export function UndoBar(props: {
  undo: Undo;
  trans: TranslationBundle;
}): JSX.Element {
  const { undo, trans } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = place.current!;
    undo.addBar(node);
    return () => undo.removeBar(node);
  }, [undo]);
  return (
    <div ref={place} className="jp-Models-undoPlace" role="status">
      <UseSignal signal={undo.stateChanged}>
        {() =>
          undo.change && <Bar undo={undo} change={undo.change} trans={trans} />
        }
      </UseSignal>
    </div>
  );
}

function Bar(props: {
  undo: Undo;
  change: IUndoableChange;
  trans: TranslationBundle;
}): JSX.Element {
  const { undo, change, trans } = props;
  return (
    <div className="jp-Models-undo">
      <span className="jp-Models-undoText">
        {undo.problem ? problemText(undo.problem) : change.text}
      </span>
      <Button onClick={() => void undo.undo(change)}>{trans.__('Undo')}</Button>
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
