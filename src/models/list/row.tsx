import React from 'react';
import type { ModelHead } from '../../contract/schemas';
import { Age } from '../../ui/age';
import { toProblem } from '../../ui/errors';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/notice';
import { FamilyMark } from '../../ui/familyMark';
import { RowMenuButton } from '../../ui/rowMenu';
import { TransferProgress } from '../../transfers/progress';
import { formatBytes, formatCount, formatDate } from '../../ui/units';
import { visible } from '../../ui/visible';
import { Making, stateWord } from './making';
import type { ModelListModel } from './model';

/** One model of the list; a gap while its page is on the way. */
export function ModelRow(props: {
  head: ModelHead | undefined;
  model: ModelListModel;
  active: boolean;
}): JSX.Element {
  const { head, model, active } = props;
  const { trans } = model;
  if (!head) {
    return <div className="jp-Models-rowGap" />;
  }
  return (
    <>
      <div className="jp-Models-rowMain">
        <FamilyMark family={head.latest && model.family(head.latest.family)} />
        <div className="jp-Models-rowBody">
          <div className="jp-Models-rowText">
            <span className="jp-Models-rowTitle">
              <Button
                look="link"
                title={[head.name, visible(head.description)]
                  .filter(Boolean)
                  .join('\n')}
                tabIndex={active ? 0 : -1}
                onClick={() => model.open(head.name)}
              >
                {head.name}
              </Button>
              {head.latest && (
                <span
                  className="jp-Models-version"
                  title={trans._n('%1 version', '%1 versions', head.versions)}
                >
                  {trans.__('v%1', head.latest.version)}
                </span>
              )}
            </span>
            <Tags tags={head.tags} />
            <Facts head={head} model={model} />
          </div>
          {head.latest && (
            <Button
              aria-label={trans.__('Load %1', head.name)}
              title={trans.__('Load into a variable of the current kernel')}
              tabIndex={active ? 0 : -1}
              onClick={() => model.load(head.name)}
            >
              {trans.__('Load')}
            </Button>
          )}
        </div>
        <RowMenuButton
          label={trans.__('More actions for %1', head.name)}
          active={active}
        />
      </div>
      <Making head={head} model={model} />
      <Loads name={head.name} model={model} />
    </>
  );
}

/** What is known of the latest version; of a model without one its state. */
function Facts(props: { head: ModelHead; model: ModelListModel }): JSX.Element {
  const { head, model } = props;
  const { latest, updated } = head;
  if (!latest) {
    const word = stateWord(head.state, model.trans);
    return (
      <span className="jp-Models-rowFacts" data-state={head.state}>
        <span className="jp-Models-state">{word}</span>
        <Age time={updated} />
      </span>
    );
  }
  const { bytes } = latest;
  const { label } = model.family(latest.family);
  const all = [label, formatBytes(bytes), formatDate(updated)];
  return (
    <span className="jp-Models-rowFacts" title={all.join(', ')}>
      <span>{label}</span>
      <span title={`${formatCount(bytes)} B`}>{formatBytes(bytes)}</span>
      <Age time={updated} />
    </span>
  );
}

/** As many tags as there is room for beside the name; the tooltip and the model's page have all. */
function Tags(props: { tags: readonly string[] }): JSX.Element {
  const tags = props.tags.map(visible);
  return (
    <span className="jp-Models-rowChips" title={tags.join(', ')}>
      {tags.map(tag => (
        <span key={tag} className="jp-Models-chip">
          {tag}
        </span>
      ))}
    </span>
  );
}

/** Loads of this model that are under way or have failed. */
export function Loads(props: {
  name: string;
  model: ModelListModel;
}): JSX.Element {
  const { name, model } = props;
  return (
    <>
      {model.work
        .loadsOf(name)
        .map(transfer =>
          transfer.state === 'failed' ? (
            <Failure
              key={transfer.id}
              problem={toProblem(transfer.error)}
              trans={model.trans}
              onRetry={() => void model.work.retry(transfer)}
              onDismiss={() => model.work.dismiss(transfer)}
            />
          ) : (
            <TransferProgress
              key={transfer.id}
              transfer={transfer}
              trans={model.trans}
              onCancel={() => model.work.cancel(transfer)}
            />
          )
        )}
    </>
  );
}
