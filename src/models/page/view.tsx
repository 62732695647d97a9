import { HTMLSelect, VDomRenderer } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import { FamilyMark } from '../../ui/familyMark';
import { EmptyState, Notice } from '../../ui/notice';
import { formatDate, relativeTime } from '../../ui/units';
import { Editable } from './editable';
import type { PageModel } from './model';
import { VersionDetails } from './versionDetails';
import { VersionFacts } from './versionFacts';
import { VersionList } from './versionList';

/** The page of one model in the main area. */
export class PageView extends VDomRenderer<PageModel> {
  constructor(model: PageModel) {
    super(model);
    this.addClass('jp-Models-page');
    this.node.tabIndex = -1;
  }

  override dispose(): void {
    this.model?.dispose();
    super.dispose();
  }

  protected override render(): JSX.Element {
    return <Page model={this.model} />;
  }
}

interface IProps {
  model: PageModel;
}

/** Everything about a model and the chosen version of it. */
export function Page({ model }: IProps): JSX.Element {
  const { trans, problem, version } = model;
  return (
    <section className="jp-Models-pageBody" aria-label={model.name}>
      {model.gone && <Gone model={model} />}
      {problem && (
        <Notice tone="error">
          <p>{problemText(problem)}</p>
          <div className="jp-Models-noticeActions">
            <Button onClick={() => void model.tryAgain()}>
              {trans.__('Try again')}
            </Button>
          </div>
        </Notice>
      )}
      {model.model && version ? (
        <>
          <Head model={model} />
          <VersionDetails model={model} version={version} />
          <VersionList model={model} />
          <VersionFacts key={version.version} version={version} trans={trans} />
        </>
      ) : (
        !model.gone &&
        !problem && (
          <EmptyState
            title={model.name}
            text={trans.__('Fetching the model …')}
          />
        )
      )}
    </section>
  );
}

function Gone({ model }: IProps): JSX.Element {
  const { trans } = model;
  return (
    <Notice tone="warn">
      <p>
        {trans.__(
          'There is no model named “%1”. If it was deleted, it may still be in the trash.',
          model.name
        )}
      </p>
      <div className="jp-Models-noticeActions">
        <Button onClick={() => void model.restore()}>
          {trans.__('Restore')}
        </Button>
      </div>
    </Notice>
  );
}

/** Name, actions, description and tags. */
function Head({ model }: IProps): JSX.Element | null {
  const { trans } = model;
  const head = model.model;
  if (!head) {
    return null;
  }
  return (
    <header className="jp-Models-pageHead">
      <div className="jp-Models-pageTitle">
        <FamilyMark family={head.latest && model.family(head.latest.family)} />
        <h1 title={head.name}>{head.name}</h1>
        <VersionPicker model={model} />
        <Actions model={model} />
      </div>
      <Editable
        label={trans.__('Description')}
        value={head.description}
        placeholder={trans.__('No description yet')}
        multiline
        maxLength={5000}
        disabled={!model.canWrite}
        trans={trans}
        onKeep={value => model.describe(value)}
      />
      <Editable
        label={trans.__('Tags, separated by commas')}
        value={head.tags.join(', ')}
        placeholder={trans.__('No tags yet')}
        maxLength={2200}
        disabled={!model.canWrite}
        trans={trans}
        onKeep={value => model.tag(value)}
      >
        {head.tags.map(tag => (
          <span key={tag} className="jp-Models-chip" title={tag}>
            {tag}
          </span>
        ))}
      </Editable>
    </header>
  );
}

function VersionPicker({ model }: IProps): JSX.Element {
  const { trans, version } = model;
  const items = model.model?.items ?? [];
  return (
    <HTMLSelect
      aria-label={trans.__('Version')}
      title={version ? formatDate(version.created) : undefined}
      value={version?.version}
      onChange={event => {
        const chosen = Number(event.target.value);
        model.choose(chosen === items[0]?.version ? null : chosen);
      }}
    >
      {items.map((item, index) => (
        <option key={item.version} value={item.version}>
          {index === 0
            ? trans.__('Version %1 (latest)', item.version)
            : trans.__(
                'Version %1, %2',
                item.version,
                relativeTime(item.created)
              )}
        </option>
      ))}
    </HTMLSelect>
  );
}

function Actions({ model }: IProps): JSX.Element {
  const { trans, canWrite, gone } = model;
  return (
    <div className="jp-Models-pageActions">
      <Button tone="accept" disabled={gone} onClick={() => model.load()}>
        {trans.__('Load')}
      </Button>
      <Button
        disabled={gone}
        title={trans.__(
          'Into the notebook, console or file that was used last'
        )}
        onClick={() => model.insertLoadCode()}
      >
        {trans.__('Insert load code')}
      </Button>
      <Button
        tone="danger"
        disabled={!canWrite}
        title={trans.__('Move the model with all its versions to the trash')}
        onClick={() => model.delete()}
      >
        {trans.__('Delete')}
      </Button>
    </div>
  );
}
