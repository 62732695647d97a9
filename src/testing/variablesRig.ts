import { nullTranslator } from '@jupyterlab/translation';
import type { Breakpoint } from '../kernel/debugger/breakpoint';
import { KernelChooser } from '../kernel/session/chooser';
import { CurrentSession } from '../kernel/session/current';
import type { KernelTracker } from '../kernel/session/current';
import { KernelVariables } from '../kernel/variables';
import { FakeKernel, SOURCE } from './kernel';
import { Signal } from '@lumino/signaling';
import type { IModelsServer, IServerState } from '../server/token';
import { FakeFormats } from './formats';
import { FakeServices, FakeSession, FakeTracker } from './session';
import { until } from './wait';

const trans = nullTranslator.load('jupyterlab_models');

/** The server part, of which the variables need the source alone. */
export class FakeSource {
  readonly stateChanged = new Signal<IModelsServer, IServerState>(
    this as unknown as IModelsServer
  );
  failure: Error | null = null;

  async load(): Promise<typeof SOURCE> {
    if (this.failure) {
      throw this.failure;
    }
    return SOURCE;
  }
}

/** The variables of a notebook's kernel that is none. */
export class VariablesRig {
  constructor() {
    this.tracker.add(this.session);
    this.variables = this._variables();
  }

  readonly kernel = new FakeKernel();
  readonly session = new FakeSession(this.kernel);
  readonly tracker = new FakeTracker();
  readonly server = new FakeSource();
  readonly formats = new FakeFormats();
  variables: KernelVariables;

  /** As after a reload of the page. */
  make(breakpoint?: Breakpoint): void {
    this.variables.dispose();
    this.variables = this._variables(breakpoint);
  }

  names(): string[] {
    return this.variables.variables.map(({ name }) => name);
  }

  /** Show the list and wait for the first look. */
  async show(): Promise<void> {
    this.variables.isActive = true;
    await until(() => this.variables.status === 'ready');
  }

  /** The connection breaks, or is there again. */
  connect(status: 'connecting' | 'connected'): void {
    this.kernel.connectionStatus = status;
    if (status === 'connecting') {
      this.kernel.setStatus('unknown');
    }
    this.kernel.connectionStatusChanged.emit(status);
    this.session.connectionStatusChanged.emit(status);
  }

  /** Requests by channel, without those that only ask which process there is. */
  sent(): string {
    return this.kernel.sent
      .filter(({ content }) => content['command'] !== 'debugInfo')
      .map(({ channel }) => channel)
      .join(' ');
  }

  dispose(): void {
    this.variables.dispose();
  }

  private _variables(breakpoint?: Breakpoint): KernelVariables {
    const trackers = [this.tracker] as unknown as KernelTracker[];
    const current = new CurrentSession(trackers, { currentWidget: null });
    const services = new FakeServices().manager;
    const chooser = new KernelChooser(current, services);
    const { formats, server } = this;
    return new KernelVariables({
      chooser,
      server,
      formats,
      source: server,
      trans,
      breakpoint
    });
  }
}
