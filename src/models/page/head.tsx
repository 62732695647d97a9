import { HTMLSelect } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../../ui/button';
import { FamilyMark } from '../../ui/familyMark';
import { formatDate, relativeTime } from '../../ui/units';
import { Editable } from './editable';
import type { PageModel } from './model';
import { Chips } from './chips';

interface IProps {
  model: PageModel;
}

/** Name, actions, description and tags. */
export function Head({ model }: IProps): JSX.Element | null {
  const { trans, fields } = model;
  const head = model.model;
  if (!head) {
    return null;
  }
  const common = { disabled: !model.canWrite, trans };
  return (
    <header className="jp-Models-pageHead">
      <div className="jp-Models-pageTitle">
        <FamilyMark family={head.latest && model.family(head.latest.family)} />
        <Editable
          {...common}
          label={trans.__('Name')}
          editor={fields.name}
          placeholder=""
          maxLength={256}
        >
          <h1 title={head.name}>{head.name}</h1>
        </Editable>
        {head.latest && <VersionPicker model={model} />}
        <Actions model={model} />
      </div>
      <Editable
        {...common}
        label={trans.__('Description')}
        editor={fields.description}
        placeholder={trans.__('No description yet')}
        rows={3}
        maxLength={5000}
      />
      <Editable
        {...common}
        label={trans.__('Tags')}
        hint={trans.__('Separated by commas')}
        editor={fields.tags}
        placeholder={trans.__('No tags yet')}
        maxLength={2200}
      >
        <Chips texts={head.tags} />
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
  const isReady = model.version !== null;
  return (
    <div className="jp-Models-pageActions">
      {isReady && (
        <>
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
        </>
      )}
      <Button
        tone="danger"
        disabled={!canWrite}
        title={
          isReady
            ? trans.__('Move the model with all its versions to the trash')
            : trans.__('Remove the model, which has no version')
        }
        onClick={() => model.delete()}
      >
        {isReady ? trans.__('Delete') : trans.__('Remove')}
      </Button>
    </div>
  );
}
