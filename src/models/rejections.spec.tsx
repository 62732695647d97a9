import { nullTranslator } from '@jupyterlab/translation';
import type { Kernel } from '@jupyterlab/services';
import { screen } from '@testing-library/react';
import { Widget } from '@lumino/widgets';
import { ModelListModel } from './list/model';
import { ModelsView } from './list/view';
import { TrashModel } from './trash/model';
import { VariablesModel } from '../variables/model';
import { VariablesView } from '../variables/view';
import { variable } from '../testing/fakes';
import { layOut } from '../testing/layout';
import { TransferRig } from '../testing/transferRig';
import { FakeVariables } from '../testing/variables';
import { sleep, until } from '../testing/wait';
import { SaveHistory } from '../transfers/saveHistory';
import { CommandIds } from '../contract/commands';
import { addAllCommands } from '../testing/commands';
import { FakeFormats } from '../testing/formats';

const trans = nullTranslator.load('');

beforeAll(() => layOut());

/** The panel's lists and the commands, over real transfers. */
async function setUp() {
  const rig = await TransferRig.make();
  const { registry, transfers } = rig;
  const variables = new FakeVariables();
  variables.kernel = { id: 'k1' } as Kernel.IKernelConnection;
  const saveHistory = new SaveHistory({ registry, variables, transfers });
  const parts = { registry, variables, transfers };
  const { commands, undo } = addAllCommands(parts);
  const formats = new FakeFormats();
  const options = { ...parts, formats, commands, trans };
  const variablesView = new VariablesView(
    new VariablesModel({ ...options, saveHistory, showAll: false })
  );
  const modelsView = new ModelsView(
    new ModelListModel(options),
    new TrashModel(registry, trans),
    undo
  );
  Widget.attach(variablesView, document.body);
  Widget.attach(modelsView, document.body);
  variables.show(variable('model'));
  await screen.findByText('model');
  await screen.findByRole('list', { name: 'Models' });
  dispose = () => {
    variablesView.dispose();
    modelsView.dispose();
    rig.dispose();
  };
  return { rig, commands, saveHistory };
}

let observer: MutationObserver;
let dispose: () => void;

afterEach(() => {
  observer.disconnect();
  dispose();
});

/** Every alert that the document shows from now on, also for a moment. */
function watchAlerts(): string[] {
  const alerts: string[] = [];
  observer = new MutationObserver(() => {
    document
      .querySelectorAll('[role=alert], .jp-Dialog')
      .forEach(({ textContent }) => alerts.push(textContent ?? ''));
  });
  const all = { subtree: true, childList: true, characterData: true };
  observer.observe(document.body, all);
  return alerts;
}

const REFUSED = { code: 'broken', message: 'The kernel could not do it.' };

describe('A command with all arguments that fails', () => {
  it.each([
    ['save', CommandIds.save, { variable: 'model', name: 'churn' }],
    ['load', CommandIds.load, { name: 'churn', variable: 'model' }]
  ])(
    'shows its progress, then only rejects: %s',
    async (kind, command, args) => {
      const { rig, commands } = await setUp();
      const alerts = watchAlerts();
      let fail: (() => void) | undefined;
      rig.carryOut = request => {
        const { transfer } = request['ticket'] as { transfer: string };
        fail = () => rig.there.end(transfer, 'failed', REFUSED);
        rig.there.move(transfer, { state: 'running' });
        return { ok: true };
      };
      const done = commands.execute(command, args);
      await screen.findByRole('progressbar');
      await until(() => fail !== undefined);
      fail!();
      await expect(done).rejects.toThrow(REFUSED.message);
      await until(() => screen.queryByRole('progressbar') === null);
      expect(rig.there.all[0]).toMatchObject({ kind, state: 'failed' });
      expect(alerts).toEqual([]);
    }
  );

  it.each([
    ['DELETE', '/models/{name}', CommandIds.delete, { confirmed: true }],
    ['POST', '/trash/{entry}/restore', CommandIds.restore, {}],
    ['GET', '/models/{name}', CommandIds.insertLoadCode, {}]
  ])('only rejects: %s %s', async (method, path, command, args) => {
    const { rig, commands } = await setUp();
    const alerts = watchAlerts();
    rig.server.on(method, path, REFUSED, 409);
    const done = commands.execute(command, { name: 'churn', ...args });
    await expect(done).rejects.toThrow(REFUSED.message);
    await sleep(50);
    expect(alerts).toEqual([]);
  });
});

it('A save that the user began in the panel keeps its failure there', async () => {
  const { rig, saveHistory } = await setUp();
  watchAlerts();
  rig.carryOut = () => ({ ok: false, error: REFUSED });
  await expect(rig.save({ variable: 'model', name: 'churn' })).rejects.toThrow(
    REFUSED.message
  );
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain(REFUSED.message);
  expect(saveHistory.problemOf('model')).toMatchObject(REFUSED);
});
