import { nullTranslator } from '@jupyterlab/translation';
import { act, render } from '@testing-library/react';
import React from 'react';
import { CommandIds } from '../contract/commands';
import type { Model } from '../contract/schemas';
import { PageModel } from '../models/page/model';
import { Page } from '../models/page/view';
import { Undo } from '../models/undo';
import { fakeCommands, FakeRegistry, model as example } from './fakes';
import { FakeFormats } from './formats';
import { until } from './wait';

/** The page of the contract's model `churn` in two versions, changed, over fakes. */
export async function showPage(change: Partial<Model> = {}) {
  const trans = nullTranslator.load('');
  const registry = new FakeRegistry();
  const churn = example();
  const items = [
    churn.items[0],
    { ...churn.items[0], version: 1, variable: 'first' }
  ];
  registry.models.set('churn', { ...churn, items, ...change });
  const { commands, executed } = fakeCommands(
    ...Object.values(CommandIds),
    'docmanager:open'
  );
  const undo = new Undo(trans);
  const model = new PageModel({
    registry,
    formats: new FakeFormats(),
    commands,
    undo,
    rendermime: null,
    trans,
    name: 'churn'
  });
  await until(() => model.model !== null);
  const view = render(<Page model={model} />);
  model.stateChanged.connect(() => {
    act(() => view.rerender(<Page model={model} />));
  });
  return { registry, commands, executed, model, undo };
}
