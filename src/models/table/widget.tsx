import { VDomRenderer } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { toProblem } from '../../ui/errors';
import { Failure } from '../../ui/notice';
import { formatCount } from '../../ui/units';
import { NoModels } from '../list/empty';
import { SearchField } from '../list/search';
import type { TrashModel } from '../trash/model';
import { TrashFoot } from '../trash/view';
import type { Undo } from '../undo';
import { UndoBar } from '../undoBar';
import { BulkBar } from './bulkBar';
import { ColumnsButton } from './columnsMenu';
import { FilterButtons, FilterChips } from './filters';
import { Grid } from './grid';
import type { TableState } from './state';

/** All models in a table: found, sorted, filtered, edited, deleted. */
export class ModelTable extends VDomRenderer<TableState> {
  constructor(
    model: TableState,
    private readonly _trash: TrashModel,
    private readonly _undo: Undo
  ) {
    super(model);
    this.addClass('jp-Models-section');
    this.addClass('jp-Models-tablePage');
    this.node.tabIndex = -1;
  }

  /** Bring a model into view, and open its page. Rejects for one that is not there. */
  async open(id: string): Promise<void> {
    const head = await this.model.reveal(id);
    this.model.list.open(head.name);
  }

  override dispose(): void {
    this.model?.dispose();
    this._trash.dispose();
    super.dispose();
  }

  protected override onActivateRequest(): void {
    const cell = this.node.querySelector<HTMLElement>(
      '.jp-Models-cell[tabindex="0"]'
    );
    (cell ?? this.node).focus();
  }

  protected override render(): JSX.Element {
    return (
      <>
        <TableView table={this.model} />
        <UndoBar undo={this._undo} trans={this.model.trans} />
        <TrashFoot model={this._trash} />
      </>
    );
  }
}

/** Search, filters, rows, and what can be done with those that are selected. */
export function TableView(props: { table: TableState }): JSX.Element {
  const { table } = props;
  const { layout, list, selection, trans } = table;
  const { server } = list.registry;
  return (
    <>
      <div className="jp-Models-tableTools">
        <SearchField list={list} />
        <FilterButtons list={list} />
        <ColumnsButton layout={layout} trans={trans} />
        <span className="jp-Models-tableCount">
          {list.isFresh && !list.isOffline && countText(list.total, trans)}
        </span>
      </div>
      <FilterChips list={list} />
      {list.isOffline && (
        <Failure
          problem={toProblem(server.state)}
          trans={trans}
          onRetry={() => void server.refresh()}
        />
      )}
      {list.problem && (
        <Failure
          problem={list.problem}
          trans={trans}
          onRetry={() => void list.refresh()}
        />
      )}
      {list.total === 0 ? (
        <div className="jp-Models-tableEmpty">
          <NoModels model={list} />
        </div>
      ) : (
        <Grid table={table} />
      )}
      <BulkBar table={table} />
      <p className="jp-Models-srOnly" role="status">
        {list.isFresh &&
          [
            countText(list.total, trans),
            selection.size > 0 && trans.__('%1 selected', selection.size)
          ]
            .filter(Boolean)
            .join(', ')}
      </p>
    </>
  );
}

function countText(count: number, trans: TranslationBundle): string {
  return trans._n('%2 model', '%2 models', count, formatCount(count));
}
