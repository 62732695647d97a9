import { VDomRenderer } from '@jupyterlab/ui-components';
import React, { useCallback } from 'react';
import { carryModel } from '../drag';
import { Failure } from '../../ui/notice';
import { VirtualList } from '../../ui/virtualList';
import { NoModels } from './empty';
import { ModelListHead } from './head';
import type { ModelListModel } from './model';
import { ModelRow } from './row';
import { TrashFoot } from '../trash/view';
import type { TrashModel } from '../trash/model';
import { UndoBar } from '../undoBar';
import type { Undo } from '../undo';

/** The list of models with its trash, in the side panel. */
export class ModelsView extends VDomRenderer<ModelListModel> {
  constructor(
    model: ModelListModel,
    private _trash: TrashModel,
    private _undo: Undo
  ) {
    super(model);
    this.addClass('jp-Models-section');
  }

  override dispose(): void {
    this.model?.dispose();
    this._trash.dispose();
    super.dispose();
  }

  protected override render(): JSX.Element {
    return (
      <>
        <Models model={this.model} />
        <UndoBar undo={this._undo} trans={this.model.trans} />
        <TrashFoot model={this._trash} />
      </>
    );
  }
}

/** Search, order and rows, or what is to be said instead of rows. */
export function Models(props: { model: ModelListModel }): JSX.Element {
  const { model } = props;
  const { trans } = model;
  const onRange = useCallback(
    (first: number, last: number) => model.show(first, last),
    [model]
  );
  const onOpen = (index: number) => {
    const head = model.at(index);
    if (head) {
      model.open(head.name);
    }
  };
  return (
    <>
      <ModelListHead model={model} />
      {model.problem && (
        <Failure
          problem={model.problem}
          trans={trans}
          onRetry={() => void model.refresh()}
        />
      )}
      {model.total === 0 ? (
        <NoModels model={model} />
      ) : (
        <VirtualList
          label={trans.__('Models')}
          count={model.total}
          rowHeight={50}
          keyOf={index => model.at(index)?.id ?? `row-${index}`}
          rowAttributes={index => {
            const head = model.at(index);
            return {
              'data-jp-models-name': head?.name,
              'data-jp-models-empty': head && !head.latest ? '' : undefined,
              draggable: Boolean(head?.latest),
              onDragStart: (event: React.DragEvent) =>
                head && carryModel(event.dataTransfer, head.name)
            } as React.HTMLAttributes<HTMLDivElement>;
          }}
          renderRow={(index, active) => (
            <ModelRow head={model.at(index)} model={model} active={active} />
          )}
          onOpen={onOpen}
          onRange={onRange}
        />
      )}
      <p className="jp-Models-srOnly" role="status">
        {model.isFresh && trans._n('%1 model', '%1 models', model.total)}
      </p>
    </>
  );
}
