import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import React, { useState } from 'react';
import { Progress } from '../../operations/progress';
import { tagProblems } from '../../registry/names';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import { Notice } from '../../ui/notice';
import { visible } from '../../ui/visible';
import type { BulkChange } from './bulk';
import { MOST } from './selection';
import type { TableState } from './state';

/** Refusals that are listed at first. */
const LISTED = 5;

/** What can be done with the models that are selected, how far it is, and which models refused. */
export function BulkBar(props: { table: TableState }): JSX.Element | null {
  const { table } = props;
  const { bulk, selection, trans } = table;
  const { progress } = bulk;
  return (
    <>
      <Refusals bulk={bulk} trans={trans} />
      {progress ? (
        <div className="jp-Models-bulk">
          <Progress
            label={progress.label}
            words={trans.__('%1 of %2', progress.done, progress.total)}
            status={progress.label}
            done={progress.done}
            total={progress.total}
            trans={trans}
            onCancel={() => bulk.stop()}
          />
        </div>
      ) : (
        selection.size > 0 && <Actions table={table} />
      )}
    </>
  );
}

function Actions(props: { table: TableState }): JSX.Element {
  const { table } = props;
  const { bulk, list, selection, trans } = table;
  const [asks, setAsks] = useState<'add' | 'remove' | null>(null);
  const { size } = selection;
  const done = (action: Promise<void> | null) => {
    setAsks(null);
    void action;
  };
  return (
    <div
      className="jp-Models-bulk"
      role="toolbar"
      aria-label={trans.__('Selected models')}
    >
      <span className="jp-Models-bulkCount">
        {size === MOST
          ? trans.__('%1 selected, the most at once', size)
          : trans.__('%1 selected', size)}
      </span>
      {asks === null ? (
        <>
          <Button
            tone="danger"
            disabled={!list.canWrite}
            onClick={() => void table.delete()}
          >
            {trans.__('Delete…')}
          </Button>
          <Button disabled={!list.canWrite} onClick={() => setAsks('add')}>
            {trans.__('Add tag')}
          </Button>
          <Button
            disabled={!list.canWrite || tagsOf(table).length === 0}
            onClick={() => setAsks('remove')}
          >
            {trans.__('Remove tag')}
          </Button>
        </>
      ) : asks === 'add' ? (
        <NewTag
          trans={trans}
          onEnd={tag =>
            done(
              tag === null
                ? null
                : table.change(heads => bulk.addTag(heads, tag))
            )
          }
        />
      ) : (
        <OldTag
          tags={tagsOf(table)}
          trans={trans}
          onEnd={tag =>
            done(
              tag === null
                ? null
                : table.change(heads => bulk.removeTag(heads, tag))
            )
          }
        />
      )}
      <Button onClick={() => table.clearSelection()}>
        {trans.__('Clear')}
      </Button>
    </div>
  );
}

interface ITagProps {
  trans: TranslationBundle;
  /** The tag, or null when the user gave up. */
  onEnd(tag: null | string): void;
}

function NewTag({ trans, onEnd }: ITagProps): JSX.Element {
  const [tag, setTag] = useState('');
  const text = tag.trim();
  const problems = text.includes(',')
    ? [trans.__('Add one tag at a time, without commas.')]
    : tagProblems([text], trans);
  const isGood = text !== '' && problems.length === 0;
  return (
    <form
      className="jp-Models-bulkTag"
      onSubmit={event => {
        event.preventDefault();
        if (isGood) {
          onEnd(text);
        }
      }}
      onKeyDown={event => onEscape(event, onEnd)}
    >
      <input
        type="text"
        autoFocus
        aria-label={trans.__('Tag to add')}
        placeholder={trans.__('Tag')}
        aria-invalid={problems.length > 0}
        value={tag}
        onChange={event => setTag(event.target.value)}
      />
      <Button tone="accept" disabled={!isGood} onClick={() => onEnd(text)}>
        {trans.__('Add')}
      </Button>
      <Button onClick={() => onEnd(null)}>{trans.__('Cancel')}</Button>
      {problems.length > 0 && <span role="alert">{problems[0]}</span>}
    </form>
  );
}

function OldTag({
  tags,
  trans,
  onEnd
}: ITagProps & { tags: readonly string[] }): JSX.Element {
  const [tag, setTag] = useState(tags[0]);
  return (
    <form
      className="jp-Models-bulkTag"
      onSubmit={event => event.preventDefault()}
      onKeyDown={event => onEscape(event, onEnd)}
    >
      <HTMLSelect
        autoFocus
        aria-label={trans.__('Tag to remove')}
        value={tag}
        onChange={event => setTag(event.target.value)}
      >
        {tags.map(each => (
          <option key={each} value={each}>
            {visible(each)}
          </option>
        ))}
      </HTMLSelect>
      <Button tone="accept" onClick={() => onEnd(tag)}>
        {trans.__('Remove')}
      </Button>
      <Button onClick={() => onEnd(null)}>{trans.__('Cancel')}</Button>
    </form>
  );
}

function onEscape(event: React.KeyboardEvent, onEnd: (tag: null) => void) {
  if (event.key === 'Escape') {
    event.stopPropagation();
    onEnd(null);
  }
}

/** The tags of what is selected. */
function tagsOf({ selection }: TableState): string[] {
  return [...new Set(selection.heads.flatMap(({ tags }) => tags))].sort();
}

function Refusals(props: {
  bulk: BulkChange;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { bulk, trans } = props;
  const { refusals } = bulk;
  const [all, setAll] = useState(false);
  if (refusals.length === 0) {
    return null;
  }
  const shown = all ? refusals : refusals.slice(0, LISTED);
  return (
    <Notice tone="error">
      <p>
        {trans._n(
          '%1 model was not changed:',
          '%1 models were not changed:',
          refusals.length
        )}
      </p>
      <ul className="jp-Models-refusals">
        {shown.map(({ id, name, problem }) => (
          <li key={id}>{trans.__('%1: %2', name, problemText(problem))}</li>
        ))}
      </ul>
      <div className="jp-Models-noticeActions">
        {shown.length < refusals.length && (
          <Button onClick={() => setAll(true)}>{trans.__('Show all')}</Button>
        )}
        <Button onClick={() => bulk.dismiss()}>{trans.__('Dismiss')}</Button>
      </div>
    </Notice>
  );
}
