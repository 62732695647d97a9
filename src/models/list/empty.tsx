import React from 'react';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/notice';
import type { ModelListModel } from './model';

/** What is to be said where there are no models; nothing while that is not known. */
export function NoModels(props: { model: ModelListModel }): JSX.Element | null {
  const { model } = props;
  const { isFresh, isOffline, query, trans, problem } = model;
  if (isOffline) {
    return (
      <EmptyState
        title={trans.__('Not available now')}
        text={trans.__('Models appear when the server part answers.')}
      />
    );
  }
  if (!isFresh || problem) {
    return null;
  }
  if (!model.filters.isEmpty) {
    return (
      <EmptyState
        title={trans.__('Nothing found')}
        text={trans.__('No model is left by the search and the filters.')}
      >
        <div className="jp-Models-noticeActions">
          <Button onClick={() => model.clearFilters()}>
            {trans.__('Clear search and filters')}
          </Button>
        </div>
      </EmptyState>
    );
  }
  if (query.trim()) {
    return (
      <EmptyState
        title={trans.__('Nothing found')}
        text={trans.__(
          'No name, tag or description has “%1” in it.',
          query.trim()
        )}
      />
    );
  }
  return (
    <EmptyState
      title={trans.__('No models yet')}
      text={trans.__(
        'Press Save beside a variable, give it a name, and it is kept here with all its versions. Load it into any notebook.'
      )}
    />
  );
}
