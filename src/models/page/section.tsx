import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copyButton';
import { visible } from '../../ui/visible';

/** Rows or names shown before the user asks for all. */
const FEW = 20;

/** A section of the page, whose content can be copied. */
export function Section(props: {
  title: string;
  /** What the button copies. */
  text: string;
  trans: TranslationBundle;
  children: React.ReactNode;
}): JSX.Element {
  const { title, text, trans, children } = props;
  return (
    <section aria-label={title}>
      <h2>
        {title}
        <CopyButton
          text={text}
          label={trans.__('Copy: %1', title)}
          copied={trans.__('Copied')}
        />
      </h2>
      {children}
    </section>
  );
}

/** A table of texts; a long one is cut until the user asks for all of it, and then scrolls. */
export function TextTable(props: {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  trans: TranslationBundle;
}): JSX.Element {
  const { title, columns, rows, trans } = props;
  const { shown, more } = useFew(rows, trans);
  const text = [columns, ...rows].map(row => row.join('\t')).join('\n');
  return (
    <Section title={title} text={text} trans={trans}>
      <Scroll label={title}>
        <table className="jp-Models-table">
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{visible(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {more}
    </Section>
  );
}

/** Names in the order that matters, numbered. */
export function NameList(props: {
  title: string;
  names: readonly string[];
  trans: TranslationBundle;
}): JSX.Element {
  const { title, names, trans } = props;
  const { shown, more } = useFew(names, trans);
  return (
    <Section title={title} text={names.join('\n')} trans={trans}>
      <Scroll label={title}>
        <ol className="jp-Models-names">
          {shown.map((name, index) => (
            <li key={index}>
              <code>{visible(name)}</code>
            </li>
          ))}
        </ol>
      </Scroll>
      {more}
    </Section>
  );
}

/** What does not fit into a screen scrolls in its own place. */
function Scroll(
  props: React.PropsWithChildren<{ label: string }>
): JSX.Element {
  return (
    // The keyboard has to reach what can be scrolled.
    <div
      className="jp-Models-tableScroll"
      role="group"
      aria-label={props.label}
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}

/** The first few, and a button for the rest. */
function useFew<T>(
  all: readonly T[],
  trans: TranslationBundle
): { shown: readonly T[]; more: React.ReactNode } {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? all : all.slice(0, FEW);
  const more = shown.length < all.length && (
    <Button className="jp-Models-more" onClick={() => setOpen(true)}>
      {trans.__('Show all %1', all.length)}
    </Button>
  );
  return { shown, more };
}
