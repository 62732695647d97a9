import { PageConfig } from '@jupyterlab/coreutils';
import { KernelManager } from '@jupyterlab/services';
import type { Kernel } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { ModelsServer } from '../server/connection';
import { KernelSource } from './client';
import { JupyterServer, nextRequest } from '../testing/jupyter';
import { FakeEvents } from '../testing/server';
import { sleep, until } from '../testing/wait';
import { KernelAgent } from './agent/agent';
import type { IListing } from './probe/listing';
import { KernelProbe } from './probe/probe';
import type { Reading } from './probe/probe';

const trans = nullTranslator.load('jupyterlab_models');

jest.setTimeout(300_000);

describe('a real kernel', () => {
  const server = new JupyterServer();
  let manager: KernelManager;
  let source: KernelSource;
  let part: ModelsServer;
  let kernel: Kernel.IKernelConnection;
  let probe: KernelProbe;

  beforeAll(async () => {
    // The services tell of each connection.
    jest.spyOn(console, 'debug').mockImplementation();
    jest.spyOn(console, 'warn').mockImplementation();
    // The server puts this into its page: requests to the debugger do not count as work.
    PageConfig.setOption('untracked_message_types', '["debug_request"]');
    await server.start();
    const serverSettings = server.settings;
    const events = new FakeEvents();
    part = new ModelsServer({ serverSettings, events, trans });
    source = new KernelSource(part);
    manager = new KernelManager({ serverSettings });
    await manager.ready;
  });

  afterAll(async () => {
    manager.dispose();
    part.dispose();
    await server.stop();
  });

  beforeEach(async () => {
    kernel = await manager.startNew({ name: 'python3' });
    await kernel.info;
    await until(() => kernel.status === 'idle');
    probe = new KernelProbe(kernel, () => source.load(), trans);
  });

  afterEach(async () => {
    probe.dispose();
    await kernel.shutdown();
  });

  /** Read the probe once the kernel is idle, so that there is something to read. */
  async function read(): Promise<IListing> {
    await until(() => kernel.status === 'idle');
    return listed(await probe.read());
  }

  function listed(reading: Reading): IListing {
    if (reading.kind !== 'listed') {
      throw new Error(`Not listed: ${reading.kind}`);
    }
    return reading.listing;
  }

  /** Run a cell; resolves with what it printed, or its error. */
  async function run(code: string): Promise<string> {
    const future = kernel.requestExecute({ code, stop_on_error: true });
    let said = '';
    future.onIOPub = ({ content }) => {
      const { text, evalue, data } = content as Record<string, unknown>;
      const plain = (data as Record<string, string>)?.['text/plain'];
      said += text ?? evalue ?? plain ?? '';
    };
    await future.done;
    return said.trim();
  }

  function names({ variables }: IListing): string[] {
    return [...variables.keys()].sort();
  }

  describe('probe', () => {
    it('lists variables with the names of their classes', async () => {
      await run('import collections\nx = 1\nc = collections.OrderedDict()');
      const listing = await read();
      expect(names(listing)).toEqual(['c', 'x']);
      expect(listing.variables.get('c')?.mro).toEqual([
        'collections:OrderedDict',
        'builtins:dict',
        'builtins:object'
      ]);
    });

    it('is read while a cell runs', async () => {
      await run('x = 1');
      await read();
      const { line, letGo } = server.hold();
      const cell = run(`y = 2\n${line}\nz = 3`);
      await until(() => kernel.status === 'busy');
      let reading: Reading;
      do {
        // A slow machine may not have come to `y`, or answer too late.
        await sleep(100);
        reading = await probe.read();
      } while (reading.kind === 'later' || !listed(reading).variables.has('y'));
      expect(names(listed(reading))).toEqual(['x', 'y']);
      expect(kernel.status).toBe('busy');
      letGo();
      await cell;
    });

    it('leaves no trace in the session', async () => {
      await run('7 * 6');
      const before = await run('print(sorted(globals()), _, len(In), Out)');
      for (let i = 0; i < 3; i++) {
        await read();
      }
      const after = await run('print(sorted(globals()), _, len(In), Out)');
      // The cells that looked are in the history; nothing else is.
      const counted = (said: string): string =>
        said.replace(/'_i+\d*',? ?/g, '').replace(/\d+ \{/, '{');
      expect(counted(after)).toBe(counted(before));
      expect(await run('import sys; print(hasattr(sys, "last_value"))')).toBe(
        'False'
      );
    });

    it('does not raise where it is not', async () => {
      // What another page does: a restart that we do not hear of.
      await read();
      await run(
        'import builtins; del builtins.__jupyterlab_models_probe__; a = 1'
      );
      // The debugger's request finds nothing, and the probe is put in again.
      expect(names(await read())).toContain('a');
    });

    it('is put in again after a restart', async () => {
      await read();
      await kernel.restart();
      expect(probe.isIn).toBe(false);
      await until(() => kernel.status === 'idle');
      await run('fresh = 1');
      expect(names(await read())).toEqual(['fresh']);
    });

    it('is not put into a busy kernel', async () => {
      const { line, letGo } = server.hold();
      const cell = run(line);
      await until(() => kernel.status === 'busy');
      expect(await probe.read()).toEqual({ kind: 'later' });
      expect(probe.isIn).toBe(false);
      letGo();
      await cell;
    });
  });

  describe('agent', () => {
    let agent: KernelAgent;

    beforeEach(() => {
      agent = new KernelAgent(() => source.load(), trans);
    });

    it('checks a model', async () => {
      await run(
        'import numpy as np, sklearn.linear_model as m\n' +
          'x = m.LinearRegression().fit(np.eye(3), [1, 2, 3])'
      );
      const check = await agent.check(kernel, { op: 'check', variable: 'x' });
      expect(check).toMatchObject({ ok: true, variable: 'x', format: 'skops' });
      expect(check.choices?.[0].encoding).toBe('skops');
      expect(await run('print(*sorted(n for n in dir() if n[0] != "_"))')).toBe(
        'In Out exit get_ipython m np open quit x'
      );
    });

    it('says why a variable cannot be saved', async () => {
      const check = await agent.check(kernel, { op: 'check', variable: 'no' });
      expect(check.ok).toBe(false);
      expect(check.error?.message).toContain('no');
    });

    it.each([
      ['x"; import os; os.environ["hit"] = "1"; "'],
      ['x\'\\\n\u2028\0"""'],
      ['__import__("os").abort()']
    ])('takes %j as data', async variable => {
      const check = await agent.check(kernel, { op: 'check', variable });
      expect(check.ok).toBe(false);
      expect(await run('import os; print("hit" in os.environ)')).toBe('False');
    });

    it('does not send half a character', async () => {
      await expect(
        agent.check(kernel, { op: 'check', variable: '\ud800' })
      ).rejects.toMatchObject({ code: 'invalid_variable' });
    });

    it('tells that a cell before it failed', async () => {
      const { line, letGo } = server.hold();
      const cell = run(`${line}\n1 / 0`);
      await until(() => kernel.status === 'busy');
      const requested = nextRequest(kernel);
      const check = agent.check(kernel, { op: 'check', variable: 'x' });
      check.catch(() => undefined);
      await requested;
      letGo();
      await expect(check).rejects.toMatchObject({ code: 'aborted' });
      await cell;
    });

    it('tells that the kernel was restarted', async () => {
      const cell = run(server.hold().line).catch(() => 'gone');
      await until(() => kernel.status === 'busy');
      const requested = nextRequest(kernel);
      const check = agent.check(kernel, { op: 'check', variable: 'x' });
      check.catch(() => undefined);
      await requested;
      await kernel.restart();
      await expect(check).rejects.toMatchObject({ code: 'kernel_gone' });
      expect(await cell).toBe('gone');
    });
  });
});
