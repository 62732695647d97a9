import { caretDownIcon, caretUpIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../../ui/button';
import type { ModelListModel, SortKey } from './model';
import { SearchField } from './search';

/** Search field and order of a list of models. */
export function ModelListHead(props: { model: ModelListModel }): JSX.Element {
  const { model } = props;
  const { trans } = model;
  const keys: [SortKey, string][] = [
    ['name', trans.__('Name')],
    ['updated', trans.__('Date')],
    ['bytes', trans.__('Size')]
  ];
  return (
    <div className="jp-Models-listHead">
      <SearchField list={model} />
      <div
        className="jp-Models-sort"
        role="group"
        aria-label={trans.__('Sort models by')}
      >
        {keys.map(([key, label]) => (
          <SortButton key={key} model={model} sort={key} label={label} />
        ))}
      </div>
    </div>
  );
}

function SortButton(props: {
  model: ModelListModel;
  sort: SortKey;
  label: string;
}): JSX.Element {
  const { model, sort, label } = props;
  const { trans } = model;
  const pressed = model.sort === sort;
  const rising = model.order === 'asc';
  const Caret = rising ? caretUpIcon : caretDownIcon;
  const direction = rising ? trans.__('ascending') : trans.__('descending');
  return (
    <Button
      look="plain"
      className="jp-Models-sortButton"
      aria-pressed={pressed}
      aria-label={pressed ? trans.__('%1, %2', label, direction) : label}
      title={
        pressed
          ? trans.__('Sorted by %1, %2. Press to turn round.', label, direction)
          : trans.__('Sort by %1', label)
      }
      onClick={() => model.sortBy(sort)}
    >
      {label}
      {pressed && <Caret.react tag="span" className="jp-Models-caret" />}
    </Button>
  );
}
