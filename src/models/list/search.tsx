import { searchIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { LONGEST_QUERY } from '../../registry/names';
import type { ModelListModel } from './model';

/** The field in which models are searched for. */
export function SearchField(props: { list: ModelListModel }): JSX.Element {
  const { list } = props;
  const { trans } = list;
  return (
    <div className="jp-Models-search">
      <searchIcon.react tag="span" className="jp-Models-searchIcon" />
      <input
        type="search"
        maxLength={LONGEST_QUERY}
        value={list.query}
        placeholder={trans.__('Search models')}
        aria-label={trans.__('Search models by name, tag or description')}
        onChange={event => {
          list.query = event.target.value;
        }}
      />
    </div>
  );
}
