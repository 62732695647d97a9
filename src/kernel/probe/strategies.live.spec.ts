import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { PageConfig } from '@jupyterlab/coreutils';
import { KernelAPI, KernelManager } from '@jupyterlab/services';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import type { Signal } from '@lumino/signaling';
import { ModelsServer } from '../../server/connection';
import { KernelSource } from '../client';
import { JupyterServer } from '../../testing/jupyter';
import { FakeEvents } from '../../testing/server';
import { sleep, until } from '../../testing/wait';
import { KernelAgent } from '../agent/agent';
import { KernelProbe } from './probe';
import { unsupportedLanguage } from '../session/kernelStatus';

const trans = nullTranslator.load('jupyterlab_models');

jest.setTimeout(300_000);

const LAUNCH = 'from ipykernel.kernelapp import launch_new_instance as go; go';

/** As where debugpy is not installed. */
const NO_DEBUGGER = `import sys; sys.modules['debugpy'] = None; ${LAUNCH}()`;

/** A kernel that echoes. */
const ECHO = `
from ipykernel.kernelbase import Kernel
class Echo(Kernel):
    implementation = language = banner = 'echo'
    implementation_version = '1'
    language_info = {'name': 'Echo', 'mimetype': 'text/plain', 'file_extension': '.txt'}
    async def do_execute(self, code, silent, *args, **kwargs):
        return {'status': 'ok', 'execution_count': 1, 'payload': [], 'user_expressions': {}}
${LAUNCH}(kernel_class=Echo)
`;

describe('the strategies to read the probe, with real kernels', () => {
  const server = new JupyterServer();
  let manager: KernelManager;
  let source: KernelSource;
  let part: ModelsServer;

  beforeAll(async () => {
    // The services tell of each connection.
    jest.spyOn(console, 'debug').mockImplementation();
    jest.spyOn(console, 'warn').mockImplementation();
    PageConfig.setOption('untracked_message_types', '["debug_request"]');
    addSpec('nodebugger', 'python', NO_DEBUGGER);
    addSpec('echo', 'Echo', ECHO);
    await server.start();
    const serverSettings = server.settings;
    const events = new FakeEvents();
    part = new ModelsServer({ serverSettings, events, trans });
    source = new KernelSource(part);
    manager = new KernelManager({ serverSettings });
    await manager.ready;
  });

  afterAll(async () => {
    await manager.shutdownAll();
    manager.dispose();
    part.dispose();
    await server.stop();
  });

  function addSpec(name: string, language: string, code: string): void {
    const folder = join(server.folder, 'data', 'kernels', name);
    mkdirSync(folder, { recursive: true });
    const argv = ['python', '-c', code, '-f', '{connection_file}'];
    // That of ipykernel says so whether debugpy is there or not.
    const metadata = { debugger: true };
    const spec = { argv, language, metadata, display_name: name };
    writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
  }

  async function start(name: string): Promise<Kernel.IKernelConnection> {
    const kernel = await manager.startNew({ name });
    await kernel.info;
    await until(() => kernel.status === 'idle');
    return kernel;
  }

  function open(kernel: Kernel.IKernelConnection): KernelProbe {
    return new KernelProbe(kernel, () => source.load(), trans);
  }

  async function names(probe: KernelProbe): Promise<string> {
    const reading = await probe.read();
    return reading.kind === 'listed'
      ? [...reading.listing.variables.keys()].join()
      : reading.kind;
  }

  async function run(
    kernel: Kernel.IKernelConnection,
    code: string
  ): Promise<string> {
    const future = kernel.requestExecute({ code });
    let said = '';
    future.onIOPub = ({ content }) => {
      said += (content as { text?: string }).text ?? '';
    };
    await future.done;
    await until(() => kernel.status === 'idle');
    return said.trim();
  }

  it('the debugger goes on after the page was loaded anew while a cell runs', async () => {
    const kernel = await start('python3');
    const probe = open(kernel);
    await run(kernel, 'x = 1');
    expect(await names(probe)).toBe('x');
    probe.dispose();
    const { line, letGo } = server.hold();
    const cell = kernel.requestExecute({ code: `y = 2\n${line}\nz = 3` });
    await until(() => kernel.status === 'busy');
    const model = { id: kernel.id, name: kernel.name };
    const fresh = manager.connectTo({ model, handleComms: false });
    await until(() => fresh.connectionStatus === 'connected');
    const again = open(fresh);
    let listed: string;
    do {
      // A slow machine may not have come to `y`, or answer too late.
      await sleep(100);
      listed = await names(again);
    } while (['later', 'x'].includes(listed));
    expect(listed).toBe('x,y');
    letGo();
    await cell.done;
    again.dispose();
    fresh.dispose();
  });

  it('the debugger never raises in a kernel that was restarted without our hearing of it', async () => {
    const kernel = await start('python3');
    const probe = open(kernel);
    await run(kernel, 'x = 1');
    expect(await names(probe)).toBe('x');
    // Nobody tells this connection of statuses any more.
    const signal = kernel.statusChanged as Signal<unknown, Kernel.Status>;
    const deaf = jest.spyOn(signal, 'emit').mockImplementation();
    await KernelAPI.restartKernel(kernel.id, server.settings);
    let listed: string;
    do {
      await sleep(100);
      listed = await names(probe);
    } while (listed !== '');
    deaf.mockRestore();
    expect(
      await run(kernel, 'import sys; print(hasattr(sys, "last_value"))')
    ).toBe('False');
    probe.dispose();
  });

  it.each([
    ['only that its process ended', 'shutdown_reply'],
    ['nothing', '']
  ])(
    'the debugger finds the new process when %s was heard of a restart',
    async (_, heard) => {
      const kernel = await start('python3');
      const probe = open(kernel);
      await run(kernel, 'x = 1');
      expect(await names(probe)).toBe('x');
      const statuses = kernel.statusChanged as Signal<unknown, unknown>;
      const messages = kernel.iopubMessage as Signal<
        unknown,
        KernelMessage.IIOPubMessage
      >;
      const deaf = jest.spyOn(statuses, 'emit').mockImplementation();
      const { emit } = messages;
      const lossy = jest.spyOn(messages, 'emit').mockImplementation(message => {
        if (message.header.msg_type === heard) {
          emit.call(messages, message);
        }
      });
      await KernelAPI.restartKernel(kernel.id, server.settings);
      let listed: string;
      do {
        await sleep(100);
        listed = await names(probe);
      } while (listed !== '');
      deaf.mockRestore();
      lossy.mockRestore();
      await run(kernel, 'y = 2');
      expect(await names(probe)).toBe('y');
      probe.dispose();
    }
  );

  it('the expression reads a kernel without debugger when it is idle, and only then', async () => {
    const kernel = await start('nodebugger');
    const probe = open(kernel);
    await run(kernel, 'x = 1');
    expect(await names(probe)).toBe('x');
    const { line, letGo } = server.hold();
    const cell = kernel.requestExecute({ code: `y = 2\n${line}` });
    await until(() => kernel.status === 'busy');
    expect(await names(probe)).toBe('later');
    expect(kernel.status).toBe('busy');
    letGo();
    await cell.done;
    await until(() => kernel.status === 'idle');
    expect(await names(probe)).toBe('x,y');
    probe.dispose();
  });

  it('nothing is sent to a kernel of another language', async () => {
    const kernel = await start('echo');
    const sent: KernelMessage.IMessage[] = [];
    kernel.anyMessage.connect((_, { direction, msg }) => {
      if (direction === 'send') {
        sent.push(msg);
      }
    });
    expect(await unsupportedLanguage(kernel)).toBe('echo');
    const agent = new KernelAgent(() => source.load(), trans);
    await expect(
      agent.check(kernel, { op: 'check', variable: 'x' })
    ).rejects.toMatchObject({ code: 'unsupported' });
    expect(sent).toEqual([]);
  });
});
