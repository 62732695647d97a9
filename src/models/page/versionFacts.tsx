import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas, Version } from '../../contract/schemas';
import { formatCount } from '../../ui/units';
import { NameList, TextTable } from './section';

/**
 * What the object knew of itself: tables that the adapter made, signature, metrics, parameters, features.
 *
 * Where the adapter has a table of its own about the same, that one tells more.
 */
export function VersionFacts(props: {
  version: Version;
  trans: TranslationBundle;
}): JSX.Element {
  const { version, trans } = props;
  const { facts = {}, summary } = version;
  const { inputs = [], outputs = [], features = [] } = facts;
  // Adapters write titles in English, and tables have no other key.
  const own = new Set(summary.map(({ title }) => title));
  const columns = [trans.__('Name'), trans.__('Value')];
  const metrics = Object.entries(facts.metrics ?? {}).map(([name, value]) => [
    name,
    String(value)
  ]);
  const tables = [
    ...summary,
    ...(own.has('Metrics') || metrics.length === 0
      ? []
      : [{ title: trans.__('Metrics'), columns, rows: metrics }]),
    ...(own.has('Parameters') || !facts.parameters
      ? []
      : [
          {
            title: trans.__('Parameters'),
            columns,
            rows: Object.entries(facts.parameters)
          }
        ])
  ];
  const arrays = [
    ...inputs.map(array => [trans.__('Input'), ...arrayWords(array)]),
    ...outputs.map(array => [trans.__('Output'), ...arrayWords(array)])
  ];
  return (
    <>
      {arrays.length > 0 && (
        <TextTable
          title={trans.__('Inputs and outputs')}
          columns={[
            trans.__('Kind'),
            trans.__('Name'),
            trans.__('Type'),
            trans.__('Shape')
          ]}
          rows={arrays}
          trans={trans}
        />
      )}
      {tables.map((table, index) => (
        <TextTable key={index} {...table} trans={trans} />
      ))}
      {features.length > 0 && (
        <NameList
          title={
            facts.features_total === undefined
              ? trans.__('Features (%1)', features.length)
              : trans.__(
                  'Features (%1 of %2)',
                  formatCount(features.length),
                  formatCount(facts.features_total)
                )
          }
          names={features}
          trans={trans}
        />
      )}
    </>
  );
}

/** Name, type and shape; `?` where any length fits. */
function arrayWords({ name, dtype, shape }: Schemas['Array']): string[] {
  const lengths = shape.map(length => (length === null ? '?' : length));
  return [name, dtype, `(${lengths.join(', ')})`];
}
