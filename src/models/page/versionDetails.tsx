import React from 'react';
import type { Version } from '../../contract/schemas';
import { CopyButton } from '../../ui/copyButton';
import { Button } from '../../ui/button';
import { Restores, RiskBadge } from '../../ui/loadFacts';
import { Source } from '../../ui/source';
import { Sources } from '../sources';
import { formatBytes, formatCount, formatDate, zoneName } from '../../ui/units';
import { visible } from '../../ui/visible';
import { Chips } from './chips';
import { Editable } from './editable';
import { FileTable } from './fileTable';
import type { PageModel } from './model';
import { Note } from './note';

/** File of a version with the text of the code that it holds. */
const SOURCES = 'sources.json';

interface IProps {
  model: PageModel;
  version: Version;
}

/** The facts of one version. */
export function VersionDetails({ model, version }: IProps): JSX.Element {
  const { trans } = model;
  return (
    <>
      <section aria-label={trans.__('Version %1', version.version)}>
        <h2>{trans.__('Version %1', version.version)}</h2>
        <Remarks key={version.version} model={model} version={version} />
        <dl className="jp-Models-facts">
          <Origin model={model} version={version} />
          <Content model={model} version={version} />
          <Environment model={model} version={version} />
        </dl>
        {version.cell && (
          <Source
            title={trans.__('Cell [%1] that made it', version.cell.count)}
            source={version.cell.source}
            trans={trans}
          />
        )}
        <Code model={model} version={version} />
      </section>
      <FileTable version={version} trans={trans} />
    </>
  );
}

/** What people wrote about it: tags and a note. */
function Remarks({ model, version }: IProps): JSX.Element {
  const { trans, fields } = model;
  const common = {
    disabled: !model.canWrite,
    trans,
    // A newer version must not take the place of the one that is edited.
    onOpen: () => model.choose(version.version)
  };
  return (
    <div className="jp-Models-remarks">
      <Editable
        {...common}
        label={trans.__('Tags of version %1', version.version)}
        hint={trans.__('Separated by commas')}
        editor={fields.versionTags(version)}
        placeholder={trans.__('No tags on this version yet')}
        maxLength={2200}
      >
        <Chips texts={version.tags} />
      </Editable>
      <Editable
        {...common}
        label={trans.__('Note on version %1', version.version)}
        editor={fields.note(version)}
        placeholder={trans.__('No note on this version yet')}
        hint={trans.__('Markdown. Ctrl+Enter saves.')}
        rows={10}
        maxLength={20000}
      >
        <Note text={version.note} rendermime={model.rendermime} />
      </Editable>
    </div>
  );
}

/** The code that it holds by value, fetched when somebody wants to read it. */
function Code({ model, version }: IProps): JSX.Element | null {
  const { trans } = model;
  if (!version.files.some(({ path }) => path === SOURCES)) {
    return null;
  }
  return (
    <details
      key={version.version}
      className="jp-Models-source"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && !model.sources) {
          void model.fetchSources();
        }
      }}
    >
      <summary>{trans.__('Code in it')}</summary>
      <div className="jp-Models-sourceList">
        <Sources
          sources={model.sources}
          problem={model.sourcesProblem}
          trans={trans}
          onRetry={() => void model.fetchSources()}
        />
      </div>
    </details>
  );
}

/** Where it came from: when, by whom, which notebook and variable. */
function Origin({ model, version }: IProps): JSX.Element {
  const { trans } = model;
  const { created, creator, notebook, variable, commit } = version;
  return (
    <>
      <dt>{trans.__('Created')}</dt>
      <dd>
        <time dateTime={created}>
          {zoneName(created) === 'UTC' ? (
            trans.__('%1 (UTC and local time)', formatDate(created, 'UTC'))
          ) : (
            <>
              {trans.__('%1 (UTC)', formatDate(created, 'UTC'))}
              <br />
              {trans.__('%1 (%2)', formatDate(created), zoneName(created))}
            </>
          )}
        </time>
      </dd>
      <dt>{trans.__('Creator')}</dt>
      <dd title={visible(creator.username)}>{visible(creator.name)}</dd>
      <dt>{trans.__('Notebook')}</dt>
      <dd>
        {notebook === null ? (
          trans.__('Not saved from a notebook')
        ) : (
          <Button
            look="link"
            title={trans.__('Open the notebook')}
            onClick={() => model.openNotebook(notebook)}
          >
            {visible(notebook)}
          </Button>
        )}
      </dd>
      {commit && (
        <>
          <dt>{trans.__('Git commit')}</dt>
          <dd className="jp-Models-copied">
            <code title={commit}>{commit.slice(0, 12)}</code>
            <CopyButton
              text={commit}
              label={trans.__('Copy the commit %1', commit)}
              copied={trans.__('Copied')}
            />
          </dd>
        </>
      )}
      <dt>{trans.__('Variable')}</dt>
      <dd>{variable === null ? '–' : <code>{visible(variable)}</code>}</dd>
    </>
  );
}

/** What it is: class, format, size, what comes back, risk. */
function Content({ model, version }: IProps): JSX.Element {
  const { trans } = model;
  return (
    <>
      <dt>{trans.__('Class')}</dt>
      <dd>
        <code>{visible(version.class)}</code>
      </dd>
      <dt>{trans.__('Library')}</dt>
      <dd>{model.family(version.family).label}</dd>
      <dt>{trans.__('Format')}</dt>
      <dd>
        <span className="jp-Models-chip">{version.format}</span>{' '}
        {version.encoding !== version.format && version.encoding}
      </dd>
      <dt>{trans.__('Size')}</dt>
      <dd>
        {trans.__(
          '%1 (%2 bytes)',
          formatBytes(version.bytes),
          formatCount(version.bytes)
        )}
      </dd>
      <dt>{trans.__('Restored as')}</dt>
      <dd>
        <Restores {...version} />
      </dd>
      <dt>{trans.__('Risk of loading')}</dt>
      <dd>
        <RiskBadge risk={version.risk} judged={version.judged} trans={trans} />
      </dd>
    </>
  );
}

/** What it was made with and needs. */
function Environment({ model, version }: IProps): JSX.Element {
  const { trans } = model;
  const libraries = Object.entries(version.libraries);
  const { device, dtypes = {} } = version.facts ?? {};
  const types = Object.entries(dtypes).map(([name, count]) =>
    count === 1 ? name : trans.__('%1 (%2 tensors)', name, formatCount(count))
  );
  return (
    <>
      {device && (
        <>
          <dt>{trans.__('Device')}</dt>
          <dd>{device}</dd>
        </>
      )}
      {types.length > 0 && (
        <>
          <dt>{trans.__('Data types')}</dt>
          <dd>{types.join(', ')}</dd>
        </>
      )}
      <dt>{trans.__('Python')}</dt>
      <dd>
        {version.python}
        {version.platform && ` · ${version.platform}`}
      </dd>
      <dt>{trans.__('Libraries')}</dt>
      <dd>
        {libraries.length === 0
          ? '–'
          : libraries.map(([name, number]) => `${name} ${number}`).join(', ')}
      </dd>
    </>
  );
}
