import { nullTranslator } from '@jupyterlab/translation';
import { screen, waitFor } from '@testing-library/dom';
import type { Risk } from '../contract/schemas';
import { RegistryError } from '../server/error';
import { FakeRegistry, model } from '../testing/fakes';
import { CommandIds } from '../contract/commands';
import { commandRig } from '../testing/commands';
import { dropLoadCode } from './insert';

const SHA = 'c'.repeat(64);

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', model());
  const inserted: string[] = [];
  const place = {
    mark: null,
    insert: (source: string) => inserted.push(source)
  };
  const context = { registry, trans: nullTranslator.load('') };
  const drop = () => dropLoadCode('churn', place, context);
  return { registry, inserted, drop };
}

/** The server does not give the code before the user trusts the file. */
function setUpGate(risk: Risk = 'code') {
  const parts = setUp();
  const author = { username: 'ada', name: 'Ada Lovelace' };
  parts.registry.failure = new RegistryError(
    {
      code: 'confirm_required',
      message: 'Somebody else saved it.',
      confirm: { author, sha256: SHA, risk }
    },
    409
  );
  return parts;
}

async function press(label: string): Promise<void> {
  const button = await waitFor(() => screen.getByText(label));
  expect(document.body.textContent).toContain('Ada Lovelace (ada)');
  expect(document.body.textContent).toContain(SHA);
  button.click();
}

describe('dropLoadCode', () => {
  it('puts the code of the latest version where it was dropped', async () => {
    const { inserted, drop } = setUp();
    await drop();
    expect(inserted).toEqual(['model = load()']);
  });

  it('asks before code is put that runs what somebody else saved', async () => {
    const { registry, inserted, drop } = setUpGate();
    const dropped = drop();
    await press('I trust it, insert');
    await dropped;
    expect(inserted).toEqual(['model = load()']);
    expect(registry.calls[1]).toContain(`"trust":"${SHA}"`);
  });

  it('says that a program can write files', async () => {
    const { inserted, drop } = setUpGate('program');
    const dropped = drop();
    await waitFor(() => screen.getByText('Program from somebody else'));
    expect(document.body.textContent).toContain(
      'can read and write your files'
    );
    await press('Cancel');
    await dropped;
    expect(inserted).toEqual([]);
  });

  it('puts nothing when the user does not trust it', async () => {
    const { registry, inserted, drop } = setUpGate();
    const dropped = drop();
    await press('Cancel');
    await dropped;
    expect(inserted).toEqual([]);
    expect(registry.calls).toHaveLength(1);
  });

  it('says why there is no code', async () => {
    const { registry, inserted, drop } = setUp();
    registry.failure = new RegistryError(
      { code: 'no_code', message: 'There is no plain code.' },
      409
    );
    const dropped = drop();
    await waitFor(() => screen.getByText('There is no plain code.'));
    document.querySelector<HTMLElement>('.jp-Dialog-button')!.click();
    await dropped;
    expect(inserted).toEqual([]);
  });
});

describe('The command that inserts code', () => {
  it('says that there is no place for code', async () => {
    const { registry, commands } = commandRig();
    await expect(
      commands.execute(CommandIds.insertLoadCode, { name: 'churn' })
    ).rejects.toThrow('no place for the code');
    expect(registry.calls).toEqual([
      'loadCode(churn, 2, {"variable":"model"})'
    ]);
  });
});
