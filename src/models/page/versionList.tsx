import React from 'react';
import type { Version } from '../../contract/schemas';
import { Age } from '../../ui/age';
import { Button } from '../../ui/button';
import { formatBytes } from '../../ui/units';
import { visible } from '../../ui/visible';
import { Chips } from './chips';
import type { PageModel } from './model';

/** All versions of the model; the row menu works on them as on models. */
export function VersionList(props: { model: PageModel }): JSX.Element | null {
  const { model } = props;
  const { trans } = model;
  const items = model.model?.items ?? [];
  return (
    <section aria-label={trans.__('Versions')}>
      <h2>{trans.__('Versions')}</h2>
      <div className="jp-Models-tableScroll">
        <table className="jp-Models-table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Version')}</th>
              <th scope="col">{trans.__('Created')}</th>
              <th scope="col">{trans.__('Creator')}</th>
              <th scope="col">{trans.__('Format')}</th>
              <th scope="col" className="jp-Models-number">
                {trans.__('Size')}
              </th>
              <th scope="col" className="jp-Models-tableAction">
                <span className="jp-Models-srOnly">{trans.__('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(item => (
              <VersionRow key={item.version} item={item} model={model} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function VersionRow(props: { item: Version; model: PageModel }): JSX.Element {
  const { item, model } = props;
  const { trans } = model;
  const shown = item.version === model.version?.version;
  return (
    <tr
      className="jp-Models-versionRow"
      data-jp-models-name={model.name}
      data-jp-models-version={item.version}
      aria-current={shown}
    >
      <td>
        <Button
          look="link"
          title={trans.__('Show version %1', item.version)}
          onClick={() => model.choose(item.version)}
        >
          {trans.__('Version %1', item.version)}
        </Button>
        {item.tags.length > 0 && (
          <span className="jp-Models-versionTags">
            <Chips texts={item.tags} />
          </span>
        )}
      </td>
      <td>
        <Age time={item.created} />
      </td>
      <td title={visible(item.creator.username)}>
        {visible(item.creator.name)}
      </td>
      <td>
        <span className="jp-Models-chip">{item.format}</span>
      </td>
      <td className="jp-Models-number">{formatBytes(item.bytes)}</td>
      <td className="jp-Models-tableAction">
        <Button
          disabled={!model.canWrite}
          aria-label={trans.__('Delete version %1', item.version)}
          onClick={() => model.delete(item.version)}
        >
          {trans.__('Delete')}
        </Button>
      </td>
    </tr>
  );
}
