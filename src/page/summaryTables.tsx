import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import type { Schemas } from '../tokens';

/** Rows shown before the user asks for all. */
const FEW = 20;

/** The tables that the adapter made about the structure. */
export function SummaryTables(props: {
  tables: readonly Schemas['SummaryTable'][];
  trans: TranslationBundle;
}): JSX.Element {
  return (
    <>
      {props.tables.map(table => (
        <SummaryTable key={table.title} table={table} trans={props.trans} />
      ))}
    </>
  );
}

function SummaryTable(props: {
  table: Schemas['SummaryTable'];
  trans: TranslationBundle;
}): JSX.Element {
  const { table, trans } = props;
  const [all, setAll] = useState(false);
  const rows = all ? table.rows : table.rows.slice(0, FEW);
  return (
    <section aria-label={table.title}>
      <h2>{table.title}</h2>
      <div className="jp-Models-tableScroll">
        <table className="jp-Models-table">
          <thead>
            <tr>
              {table.columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length < table.rows.length && (
        <button
          type="button"
          className="jp-Models-button"
          onClick={() => setAll(true)}
        >
          {trans.__('Show all %1 rows', table.rows.length)}
        </button>
      )}
    </section>
  );
}
