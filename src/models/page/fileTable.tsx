import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Version } from '../../contract/schemas';
import { CopyButton } from '../../ui/copyButton';
import { formatBytes, formatCount } from '../../ui/units';
import { visible } from '../../ui/visible';

/** The files of a version with their digests. */
export function FileTable(props: {
  version: Version;
  trans: TranslationBundle;
}): JSX.Element {
  const { version, trans } = props;
  return (
    <section aria-label={trans.__('Files')}>
      <h2>{trans.__('Files')}</h2>
      <div className="jp-Models-tableScroll">
        <table className="jp-Models-table">
          <thead>
            <tr>
              <th scope="col">{trans.__('File')}</th>
              <th scope="col" className="jp-Models-number">
                {trans.__('Size')}
              </th>
              <th scope="col">{trans.__('SHA-256')}</th>
              <th scope="col" className="jp-Models-tableAction">
                <span className="jp-Models-srOnly">{trans.__('Copy')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {version.files.map(file => (
              <tr key={file.path}>
                <td>{visible(file.path)}</td>
                <td
                  className="jp-Models-number"
                  title={`${formatCount(file.bytes)} B`}
                >
                  {formatBytes(file.bytes)}
                </td>
                <td>
                  <code className="jp-Models-digest">{file.sha256}</code>
                </td>
                <td className="jp-Models-tableAction">
                  <CopyButton
                    text={file.sha256}
                    label={trans.__('Copy the SHA-256 of %1', file.path)}
                    copied={trans.__('Copied')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr
              title={trans.__(
                'What sha256sum gives for its own list of all files'
              )}
            >
              <th scope="row">{trans.__('All files')}</th>
              <td className="jp-Models-number">{formatBytes(version.bytes)}</td>
              <td>
                <code className="jp-Models-digest">{version.sha256}</code>
              </td>
              <td className="jp-Models-tableAction">
                <CopyButton
                  text={version.sha256}
                  label={trans.__('Copy the SHA-256 of the version')}
                  copied={trans.__('Copied')}
                />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
