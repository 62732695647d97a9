import { nullTranslator } from '@jupyterlab/translation';
import type { JSONObject } from '@lumino/coreutils';
import { KernelAgent } from '../kernel/agent/agent';
import type { Breakpoint } from '../kernel/debugger/breakpoint';
import { KernelFinder } from '../kernel/session/finder';
import { KernelLocals } from '../kernel/debugger/locals';
import { KernelSource } from '../kernel/client';
import { ModelsServer } from '../server/connection';
import { ModelRegistry } from '../registry/client';
import type {
  ILoaded,
  ILoadOptions,
  ISaved,
  ISaveOptions
} from '../transfers/token';
import { ModelTransfers } from '../transfers/transfers';
import { FakeKernel, SOURCE } from './kernel';
import { FakeServer } from './server';
import { FakeTransfers } from './transfers';

const trans = nullTranslator.load('jupyterlab_models');

const CHOICE = {
  format: 'skops',
  risk: 'parser',
  restores: 'It',
  lost: [],
  files: ['m']
};

/** What the agent answers to a check. */
export const CHECK = {
  ok: true,
  variable: 'model',
  id: '7f',
  class: 'sklearn.pipeline.Pipeline',
  format: 'skops',
  choices: [
    { ...CHOICE, encoding: 'skops' },
    { ...CHOICE, encoding: 'pickle' }
  ],
  bytes: 1000
};

/** Transfers between a server and a kernel that are none. */
export class TransferRig {
  /** One that has reached its server. */
  static async make(): Promise<TransferRig> {
    const rig = new TransferRig();
    rig.part.start();
    await rig.part.ready;
    return rig;
  }

  private constructor() {
    this.server.on('GET', '/kernel-source', SOURCE);
    this.there = new FakeTransfers(this.server);
    this.kernel.agent = request => {
      this.requests.push(request);
      return request['op'] === 'check'
        ? CHECK
        : request['op'] === 'release'
          ? { ok: true }
          : this.carryOut(request);
    };
    const { settings: serverSettings, events } = this.server;
    this.part = new ModelsServer({ serverSettings, events, trans });
    this.registry = new ModelRegistry(this.part);
    this.transfers = this._transfers();
  }

  readonly server = new FakeServer();
  readonly there: FakeTransfers;
  readonly kernel = new FakeKernel('k1');
  /** The server part as the page sees it. */
  readonly part: ModelsServer;
  readonly registry: ModelRegistry;
  transfers: ModelTransfers;
  loaded = 0;

  /** What the agent got. */
  readonly requests: JSONObject[] = [];

  /** What the debugger does. */
  readonly copyToGlobals = jest.fn(async () => undefined);

  /** What the agent answers to a save or a load. */
  carryOut: (request: JSONObject) => JSONObject = request => {
    const { transfer } = request['ticket'] as { transfer: string };
    this.there.end(transfer, 'done');
    return { ok: true };
  };

  /** As after a reload of the page. */
  make(): void {
    this.transfers = this._transfers();
  }

  /** Save, and wait for the end. */
  async save(options: ISaveOptions): Promise<ISaved> {
    return (await this.transfers.save(options)).done;
  }

  /** Load, and wait for the end. */
  async load(options: ILoadOptions): Promise<ILoaded> {
    return (await this.transfers.load(options)).done;
  }

  states(): string[] {
    return this.transfers.current.map(({ state }) => state);
  }

  dispose(): void {
    this.transfers.dispose();
    this.registry.dispose();
    this.part.dispose();
  }

  private _transfers(): ModelTransfers {
    const variables = {
      kernel: this.kernel.connection,
      path: 'work/churn.ipynb'
    };
    const source = new KernelSource(this.part);
    const agent = new KernelAgent(() => source.load(), trans);
    const breakpoint = {
      copyToGlobals: this.copyToGlobals
    } as unknown as Breakpoint;
    return new ModelTransfers({
      registry: this.registry,
      agent,
      locals: new KernelLocals(breakpoint, agent, trans),
      kernels: new KernelFinder(variables, {} as never, trans),
      trans,
      onLoaded: () => this.loaded++,
      patience: 200
    });
  }
}
