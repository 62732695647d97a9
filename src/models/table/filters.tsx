import { closeIcon, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import type { Schemas } from '../../contract/schemas';
import { LONGEST_QUERY } from '../../registry/names';
import { Button } from '../../ui/button';
import { ProblemNotice } from '../../ui/notice';
import { formatCount } from '../../ui/units';
import { visible } from '../../ui/visible';
import { FacetModel } from '../list/facets';
import { type Field, FIELDS } from '../list/filters';
import { stateWord } from '../list/making';
import type { ModelListModel } from '../list/model';
import { Popup } from './popup';
import { typeWord } from './words';

/** A button for each field that models are filtered by. */
export function FilterButtons(props: { list: ModelListModel }): JSX.Element {
  const { list } = props;
  return (
    <div
      className="jp-Models-filters"
      role="group"
      aria-label={list.trans.__('Filter models by')}
    >
      {FIELDS.map(field => {
        const label = fieldLabel(field, list.trans);
        const { length } = list.filters.of(field);
        return (
          <Popup
            key={field}
            label={label}
            text={
              length > 0 ? list.trans.__('%1 (%2)', label, length) : undefined
            }
            isOn={length > 0}
          >
            {() => <Facet list={list} field={field} />}
          </Popup>
        );
      })}
    </div>
  );
}

/** What is chosen, each with a button to take it back; nothing where nothing is. */
export function FilterChips(props: {
  list: ModelListModel;
}): JSX.Element | null {
  const { list } = props;
  const { trans } = list;
  if (list.filters.isEmpty) {
    return null;
  }
  return (
    <div
      className="jp-Models-filterChips"
      role="group"
      aria-label={trans.__('Filters')}
    >
      {FIELDS.flatMap(field =>
        list.filters.of(field).map(value => {
          const text = trans.__(
            '%1: %2',
            fieldLabel(field, trans),
            valueLabel(field, value, list)
          );
          return (
            <span key={`${field} ${value}`} className="jp-Models-filterChip">
              <span className="jp-Models-filterChipText" title={text}>
                {text}
              </span>
              <Button
                look="icon"
                aria-label={trans.__('Remove the filter “%1”', text)}
                title={trans.__('Remove')}
                onClick={() => list.choose(field, value, false)}
              >
                <closeIcon.react tag={null} />
              </Button>
            </span>
          );
        })
      )}
      <Button look="link" onClick={() => list.clearFilters()}>
        {trans.__('Clear filters')}
      </Button>
    </div>
  );
}

/** The values of a field with how many models each would leave. */
function Facet(props: {
  list: ModelListModel;
  field: Field;
}): JSX.Element | null {
  const { list, field } = props;
  const [model, setModel] = useState<FacetModel | null>(null);
  useEffect(() => {
    const facet = new FacetModel(list, field);
    setModel(facet);
    return () => facet.dispose();
  }, [list, field]);
  return (
    model && (
      <UseSignal signal={model.stateChanged}>
        {() => <Values model={model} list={list} />}
      </UseSignal>
    )
  );
}

function Values(props: {
  model: FacetModel;
  list: ModelListModel;
}): JSX.Element {
  const { model, list } = props;
  const { trans } = list;
  const { field, values } = model;
  const isSearched = model.isLong || model.query !== '';
  const label = fieldLabel(field, trans);
  // What is chosen can be taken back here, too, when the answer does not have it.
  const missing = isSearched
    ? []
    : list.filters
        .of(field)
        .filter(value => !values?.some(each => each.value === value))
        .map(value => ({
          value,
          label: list.filters.labelOf(field, value),
          count: 0
        }));
  return (
    <>
      {isSearched && (
        <input
          type="search"
          className="jp-Models-facetSearch"
          aria-label={trans.__('Search values of %1', label)}
          placeholder={trans.__('Search')}
          maxLength={LONGEST_QUERY}
          value={model.query}
          onChange={event => {
            model.query = event.target.value;
          }}
        />
      )}
      <ProblemNotice problem={model.problem} />
      <ul className="jp-Models-facet" aria-label={label}>
        {[...(values ?? []), ...(values ? missing : [])].map(value => (
          <Value
            key={value.value}
            value={value}
            label={valueLabel(field, value.value, list, value.label)}
            model={model}
          />
        ))}
      </ul>
      <p className="jp-Models-facetFoot" role="status">
        {values === null && !model.problem
          ? trans.__('Counting …')
          : footOf(model, trans)}
      </p>
    </>
  );
}

function footOf(model: FacetModel, trans: TranslationBundle): string {
  const { limit, total, values } = model;
  if (limit !== null) {
    return trans.__('%1 values can be chosen at most.', limit);
  }
  if (total === 0) {
    return model.query ? trans.__('No such value') : trans.__('No values');
  }
  const shown = values?.length ?? 0;
  return total > shown
    ? trans.__('%1 of %2 values. Search for others.', shown, formatCount(total))
    : '';
}

function Value(props: {
  value: Schemas['FacetValue'];
  label: string;
  model: FacetModel;
}): JSX.Element {
  const { value, label, model } = props;
  return (
    <li>
      <label className="jp-Models-facetValue" title={label}>
        <input
          type="checkbox"
          checked={model.isChosen(value.value)}
          disabled={model.limit !== null && !model.isChosen(value.value)}
          onChange={event => model.choose(value, event.target.checked)}
        />
        <span className="jp-Models-facetLabel">{label}</span>
        <span className="jp-Models-facetCount">{formatCount(value.count)}</span>
      </label>
    </li>
  );
}

function fieldLabel(field: Field, trans: TranslationBundle): string {
  const labels: Record<Field, string> = {
    type: trans.__('Type'),
    state: trans.__('State'),
    family: trans.__('Family'),
    author: trans.__('Author'),
    tag: trans.__('Tag'),
    notebook: trans.__('Notebook')
  };
  return labels[field];
}

/** A value as people know it. */
function valueLabel(
  field: Field,
  value: string,
  list: ModelListModel,
  label = list.filters.labelOf(field, value)
): string {
  switch (field) {
    case 'type':
      return value === 'none'
        ? list.trans.__('None')
        : typeWord(value as Schemas['ModelType'], list.trans);
    case 'state':
      return stateWord(value as Schemas['VersionState'], list.trans);
    case 'family':
      return list.family(value).label;
    default:
      return visible(label);
  }
}
