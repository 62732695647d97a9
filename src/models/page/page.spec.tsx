import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { CommandIds } from '../../contract/commands';
import {
  fakeCommands,
  FakeRegistry,
  model as example
} from '../../testing/fakes';
import { FakeFormats } from '../../testing/formats';
import { until } from '../../testing/wait';
import { Undo } from '../undo';
import { showPage } from '../../testing/page';
import { PageModel } from './model';
import { Page } from './view';

const trans = nullTranslator.load('');

describe('The page of a model', () => {
  it('tells everything about the latest version', async () => {
    await showPage();
    const sheet = screen.getByRole('region', { name: 'churn' });
    for (const fact of [
      'Who leaves within 30 days',
      'telecom',
      'July 19, 2026, 09:00 (UTC',
      'Ada',
      'work/churn.ipynb',
      'catboost.core.CatBoostClassifier',
      '1.0 MB (1,048,576 bytes)',
      'A CatBoostClassifier with its labels, parameters and feature names',
      'Parser',
      '3.11.7 · Linux x86_64',
      'catboost 1.2.10, numpy 2.4.6'
    ]) {
      expect(sheet.textContent).toContain(fact);
    }
    const files = screen.getByRole('region', { name: 'Files' });
    within(files).getByText('model.cbm');
    within(files).getByRole('button', {
      name: 'Copy the SHA-256 of model.cbm'
    });
    within(screen.getByRole('region', { name: 'Structure' })).getByText(
      'Trees'
    );
  });

  it('writes characters that would turn its texts as their numbers', async () => {
    const evil = '\u202egnp.exe';
    const { registry } = await showPage();
    const churn = registry.models.get('churn')!;
    const items = churn.items.map(item => ({
      ...item,
      tags: [evil],
      notebook: evil,
      variable: evil,
      class: evil,
      creator: { username: evil, name: evil },
      files: [{ ...item.files[0], path: evil }],
      summary: [{ title: 'S', columns: ['C'], rows: [[evil]] }],
      facts: { features: [evil] }
    }));
    registry.models.set('churn', {
      ...churn,
      tags: [evil],
      description: evil,
      items
    });
    act(() => registry.change());
    const sheet = screen.getByRole('region', { name: 'churn' });
    await until(() => sheet.textContent!.includes('\\u202egnp.exe'));
    expect(sheet.textContent).not.toContain('\u202e');
  });

  it('says when and why the risk of a version changed', async () => {
    const { registry, model } = await showPage();
    const churn = registry.models.get('churn')!;
    const judged = {
      rules: 2,
      time: '2026-03-04T12:00:00.000Z',
      reason: 'The check of the files crashed.',
      before: 'parser' as const
    };
    registry.models.set('churn', {
      ...churn,
      items: [{ ...churn.items[0], risk: 'code', judged }, churn.items[1]]
    });
    act(() => registry.change());
    await until(() => model.version?.risk === 'code');
    const sheet = screen.getByRole('region', { name: 'churn' });
    expect(sheet.textContent).toMatch(
      /Judged again on March 4, 2026.* by newer rules: Parser → Code\./
    );
    expect(sheet.textContent).toContain('The check of the files crashed.');
  });

  it('shows what the object knew of itself, long lists cut', async () => {
    const { registry, model } = await showPage();
    const churn = registry.models.get('churn')!;
    const features = Array.from({ length: 300 }, (_, i) => `feature ${i}`);
    const facts = {
      device: 'cuda:0',
      dtypes: { float32: 12, int64: 1 },
      features,
      inputs: [{ name: 'x', dtype: 'float32', shape: [null, 3] }],
      parameters: { depth: '6' },
      metrics: { 'validation: AUC': 0.91 }
    };
    const cell = { source: 'model = fit(X)', count: 7 };
    const commit = '8c1f2b7d9e0a4c5b6d7e8f90a1b2c3d4e5f60718';
    const summary = [
      { title: 'Parameters', columns: ['Name'], rows: [['own table']] }
    ];
    const known = { ...churn.items[0], facts, cell, commit, summary };
    registry.models.set('churn', { ...churn, items: [known] });
    act(() => registry.change());
    await until(() => model.version?.commit === commit);
    const sheet = screen.getByRole('region', { name: 'churn' });
    for (const fact of [
      ...['cuda:0', 'float32 (12 tensors), int64', '8c1f2b7d9e0a'],
      ...['model = fit(X)', 'validation: AUC', '0.91', 'x', '(?, 3)'],
      ...['own table', 'feature 19']
    ]) {
      expect(sheet.textContent).toContain(fact);
    }
    expect(sheet.textContent).not.toContain('depth');
    expect(sheet.textContent).not.toContain('feature 20');
    const list = screen.getByRole('region', { name: 'Features (300)' });
    within(list).getByRole('button', { name: 'Copy: Features (300)' });
    await userEvent.click(within(list).getByText('Show all 300'));
    within(list).getByText('feature 299');
    const more = { ...known, facts: { ...facts, features_total: 4213 } };
    registry.models.set('churn', { ...churn, items: [more] });
    act(() => registry.change());
    await screen.findByRole('region', { name: 'Features (300 of 4,213)' });
  });

  it('fetches the code that a version holds when somebody wants to read it', async () => {
    const { registry, model } = await showPage();
    expect(screen.queryByText('Code in it')).toBeNull();
    const churn = registry.models.get('churn')!;
    const [latest] = churn.items;
    const files = [
      ...latest.files,
      { ...latest.files[0], path: 'sources.json' }
    ];
    const items = [3, 2].map(version => ({
      ...latest,
      version,
      files,
      sha256: `${version}`
    }));
    registry.models.set('churn', { ...churn, items });
    act(() => registry.change());
    await until(() => model.version?.version === 3);
    const sources = jest.spyOn(registry, 'sources');
    const source = 'class Net(nn.Module): ...';
    registry.code.code.push({
      kind: 'class',
      module: '__main__',
      name: 'Net',
      source
    });
    sources.mockRejectedValueOnce(new Error('The disk is gone.'));

    fireEvent.click(screen.getByText('Code in it'));
    await screen.findByText(/could not be fetched .* The disk is gone/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(source);
    screen.getByText('Class Net of __main__');
    expect(sources.mock.calls).toEqual([
      ['churn', 3],
      ['churn', 3]
    ]);

    act(() => model.choose(2));
    expect(screen.queryByText(source)).toBeNull();
    fireEvent.click(screen.getByText('Code in it'));
    await screen.findByText(source);
    expect(sources).toHaveBeenLastCalledWith('churn', 2);
  });

  it('shows another version, and acts on the one that is shown', async () => {
    const { executed } = await showPage();
    fireEvent.change(screen.getByRole('combobox', { name: 'Version' }), {
      target: { value: '1' }
    });
    screen.getByText('first');
    await userEvent.click(screen.getByRole('button', { name: 'Load' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Insert load code' })
    );
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Delete version 1' })
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'work/churn.ipynb' })
    );
    const shown = { name: 'churn', version: 1 };
    expect(executed).toEqual([
      [CommandIds.load, shown],
      // As by hand, so that the command asks for trust.
      [CommandIds.insertLoadCode, { ...shown, row: true }],
      [CommandIds.delete, { name: 'churn' }],
      [CommandIds.delete, shown],
      ['docmanager:open', { path: 'work/churn.ipynb' }]
    ]);
  });

  it('follows a new version', async () => {
    const { registry, model } = await showPage();
    const churn = registry.models.get('churn')!;
    const third = { ...churn.items[0], version: 3 };
    registry.models.set('churn', { ...churn, items: [third, ...churn.items] });
    act(() => registry.change());
    await until(() => model.version?.version === 3);
    screen.getByRole('heading', { name: 'Version 3' });
  });

  it('says that the model is gone, and restores it', async () => {
    const { registry, executed, model } = await showPage();
    registry.models.clear();
    act(() => registry.change());
    await until(() => model.gone);
    screen.getByText(/There is no model named “churn”/);
    expect(screen.getByRole('button', { name: 'Load' })).toHaveProperty(
      'disabled',
      true
    );
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
    expect(executed).toEqual([[CommandIds.restore, { name: 'churn' }]]);
  });

  it('says why a command did nothing', async () => {
    const { commands } = await showPage();
    jest
      .spyOn(commands, 'execute')
      .mockRejectedValueOnce(new Error('No file there.'));
    await userEvent.click(screen.getByRole('button', { name: 'Load' }));
    await screen.findByText('No file there.');
  });

  it('says why nothing comes without the server part, and asks it again', async () => {
    const registry = new FakeRegistry();
    registry.server.set({ status: 'missing', message: 'Restart the server.' });
    const { commands } = fakeCommands();
    const model = new PageModel({
      registry,
      formats: new FakeFormats(),
      commands,
      undo: new Undo(trans),
      rendermime: null,
      trans,
      name: 'churn'
    });
    render(<Page model={model} />);
    screen.getByText('Restart the server.');
    expect(screen.queryByText(/^Fetching/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(registry.server.refreshes).toBe(1);
    registry.models.set('churn', example());
    registry.server.set({ status: 'ready' });
    await until(() => model.model !== null);
    expect(model.problem).toBeNull();
    model.dispose();
  });

  it('lets nobody change it who may not write', async () => {
    const { registry, model } = await showPage();
    registry.server.permissions = { read: true, write: false };
    act(() => model.choose(null));
    expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
    expect(screen.getByRole('button', { name: 'Delete' })).toHaveProperty(
      'disabled',
      true
    );
  });
});
