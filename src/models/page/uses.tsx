import React from 'react';
import type { PageModel } from './model';
import { visible } from '../../ui/visible';

/** What uses the model at present. */
export function Uses({ model }: { model: PageModel }): JSX.Element | null {
  const { trans, uses } = model;
  if (uses.length === 0) {
    return null;
  }
  return (
    <section aria-label={trans.__('Used by')}>
      <h2>{trans.__('Used by')}</h2>
      <ul className="jp-Models-uses">
        {uses.map(use => (
          <li key={`${use.kind} ${use.id}`}>
            {visible(use.label)}
            {use.blocks.length > 0 && (
              <span className="jp-Models-blocks">
                {blockWords(use.blocks, model)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a use does not allow. */
function blockWords(
  blocks: readonly ('delete' | 'rename')[],
  { trans }: PageModel
): string {
  if (blocks.length > 1) {
    return trans.__('Cannot be renamed or deleted until it ends');
  }
  return blocks[0] === 'rename'
    ? trans.__('Cannot be renamed until it ends')
    : trans.__('Cannot be deleted until it ends');
}
