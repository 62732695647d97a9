import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { ModelHead, Schemas, Transfer } from '../../contract/schemas';
import { Button } from '../../ui/button';
import { FamilyMark } from '../../ui/familyMark';
import { RowMenuButton } from '../../ui/rowMenu';
import { formatBytes, formatCount, relativeTime } from '../../ui/units';
import { visible } from '../../ui/visible';
import { failureText, Making, stateWord } from '../list/making';
import { Loads } from '../list/row';
import { type ColumnId, isNumber } from './columns';
import type { Editing } from './editing';
import { CellEditor, EditProblem, problemOf } from './editor';
import type { CellColumn, TableState } from './state';
import { NOTHING, originWord, typeWord, utc } from './words';

/** What a row is drawn from; it is drawn again only when one of these changes. */
export interface IRowProps {
  readonly table: TableState;
  readonly index: number;
  /** Undefined while its page is on the way. */
  readonly head: ModelHead | undefined;
  readonly columns: readonly ColumnId[];
  /** The column that the keyboard is on, in this row. */
  readonly active: CellColumn | null;
  readonly isSelected: boolean;
  readonly canWrite: boolean;
  readonly uses: readonly Schemas['Use'][];
  readonly loads: readonly Transfer[];
  readonly editing: Editing | null;
  /** Where it stands in px, below the headings. */
  readonly top: number;
  /** Whether its cells are drawn, or will be in one of the next frames. */
  readonly isDrawn: boolean;
  /** The moment as of which ages are told. */
  readonly now: number;
  /** Another number when what is under way in this row has moved. */
  readonly tick: number;
  /** Measures a row whose height depends on what it says. */
  readonly measure?: (node: HTMLElement | null) => void;
}

/** Whether a row has something to say below its cells. */
export function hasDetail(props: {
  head: ModelHead | undefined;
  loads: readonly Transfer[];
  editing: Editing | null;
}): boolean {
  const { head, loads, editing } = props;
  return (
    (head !== undefined && head.state !== 'ready') ||
    loads.length > 0 ||
    (editing !== null && problemOf(editing) !== null)
  );
}

/** The row of one model. */
export const TableRow = React.memo(function TableRow(
  props: IRowProps
): JSX.Element {
  const { index, head, editing, top, measure } = props;
  return (
    <div
      ref={measure}
      role="row"
      className="jp-Models-tableRow"
      aria-rowindex={index + 2}
      aria-selected={props.isSelected}
      data-index={index}
      data-row={index}
      data-state={head?.state}
      data-detailed={measure !== undefined}
      data-jp-models-name={head?.name}
      // Nothing of it can be loaded yet.
      data-jp-models-empty={head && !head.latest ? '' : undefined}
      draggable={Boolean(head?.latest) && editing === null}
      style={{ top }}
    >
      {props.isDrawn ? (
        <Cells {...props} />
      ) : (
        <div role="gridcell" aria-colindex={1} className="jp-Models-cell" />
      )}
    </div>
  );
});

function Cells(props: IRowProps): JSX.Element {
  const { table, index, head, columns, active, editing } = props;
  const { trans } = table;
  const tabIndex = active === null ? -1 : 0;
  return (
    <>
      <div
        role="gridcell"
        aria-colindex={1}
        className="jp-Models-cell"
        data-column="select"
        tabIndex={active === 'select' ? 0 : -1}
      >
        {head && (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={props.isSelected}
            aria-label={trans.__('Select %1', head.name)}
            onChange={() => table.toggle(index)}
          />
        )}
      </div>
      {columns.map((id, place) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={place + 2}
          className="jp-Models-cell"
          data-column={id}
          data-number={isNumber(id) || undefined}
          tabIndex={active === id ? 0 : -1}
        >
          {head &&
            (editing?.column === id ? (
              <CellEditor editing={editing} trans={trans} />
            ) : (
              <Value {...props} id={id} head={head} tabIndex={tabIndex} />
            ))}
        </div>
      ))}
      {head && hasDetail(props) && (
        <div
          role="gridcell"
          className="jp-Models-cellDetail"
          aria-colindex={1}
          aria-colspan={columns.length + 1}
        >
          {editing && <EditProblem editing={editing} trans={trans} />}
          <Making head={head} model={table.list} />
          <Loads name={head.name} model={table.list} />
        </div>
      )}
    </>
  );
}

interface IValueProps extends IRowProps {
  readonly id: ColumnId;
  readonly head: ModelHead;
  readonly tabIndex: number;
}

/** The value of a cell. What people or kernels wrote is text, whatever is in it. */
function Value(props: IValueProps): JSX.Element {
  const { id, head, table } = props;
  const { trans } = table;
  const { latest } = head;
  switch (id) {
    case 'name':
      return <Name {...props} />;
    case 'type':
      return <>{typeWord(head.type, trans)}</>;
    case 'family': {
      const family = latest && table.list.family(latest.family).label;
      return <Text text={family} />;
    }
    case 'format':
      return <Text text={latest?.format} />;
    case 'version':
      return <>{latest ? latest.version : NOTHING}</>;
    case 'bytes':
      return latest ? (
        <span title={trans.__('%1 bytes', formatCount(latest.bytes))}>
          {formatBytes(latest.bytes)}
        </span>
      ) : (
        <>{NOTHING}</>
      );
    case 'state':
      return <State head={head} trans={trans} />;
    case 'origin':
      return <>{head.origin ? originWord(head.origin, trans) : NOTHING}</>;
    case 'variable':
      return <Text text={latest?.variable} />;
    case 'author':
      return <Text text={head.author.name} title={head.author.username} />;
    case 'notebook':
      return <Text text={latest?.notebook} />;
    case 'created':
    case 'updated':
      return (
        <time dateTime={head[id]} title={utc(head[id])}>
          {relativeTime(head[id], props.now)}
        </time>
      );
    case 'tags':
      return <Tags tags={head.tags} />;
    case 'uses':
      return <Uses uses={props.uses} />;
  }
}

function Text(props: {
  text: string | null | undefined;
  title?: string;
}): JSX.Element {
  const text = visible(props.text || NOTHING);
  const title = props.title === undefined ? text : visible(props.title);
  return <span title={title}>{text}</span>;
}

function Name(props: IValueProps): JSX.Element {
  const { head, table, tabIndex } = props;
  const { trans } = table;
  const { latest, name } = head;
  return (
    <>
      <FamilyMark family={latest && table.list.family(latest.family)} />
      <Button
        look="link"
        title={[name, visible(head.description)].filter(Boolean).join('\n')}
        tabIndex={tabIndex}
        onClick={() => table.list.open(name)}
      >
        {name}
      </Button>
      {latest && (
        <span
          className="jp-Models-version"
          title={trans._n('%1 version', '%1 versions', head.versions)}
        >
          {trans.__('v%1', latest.version)}
        </span>
      )}
      <RowMenuButton
        label={trans.__('More actions for %1', name)}
        active={tabIndex === 0}
      />
    </>
  );
}

function State(props: {
  head: ModelHead;
  trans: TranslationBundle;
}): JSX.Element {
  const { head, trans } = props;
  const isFailed = head.state === 'failed';
  return (
    <span
      className="jp-Models-state"
      data-state={head.state}
      title={isFailed ? failureText(head, trans) : undefined}
    >
      {stateWord(head.state, trans)}
    </span>
  );
}

function Tags(props: { tags: readonly string[] }): JSX.Element {
  const tags = props.tags.map(visible);
  return (
    <span className="jp-Models-rowChips" title={tags.join(', ')}>
      {tags.map((tag, index) => (
        <span key={index} className="jp-Models-chip">
          {tag}
        </span>
      ))}
    </span>
  );
}

function Uses(props: { uses: readonly Schemas['Use'][] }): JSX.Element {
  const labels = props.uses.map(({ label }) => visible(label));
  const [first = NOTHING, ...others] = labels;
  return (
    <span title={labels.join('\n') || undefined}>
      {others.length > 0 ? `${first} +${others.length}` : first}
    </span>
  );
}
