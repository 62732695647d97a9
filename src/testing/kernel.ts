import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { KernelMessage as Messages } from '@jupyterlab/services';
import { UUID } from '@lumino/coreutils';
import type { JSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import type { KernelListing, Schemas } from '../contract/schemas';
import { FakeFuture } from './future';

const MIME = 'application/vnd.jupyterlab-models+json';
const PROBE = '__jupyterlab_models_probe__';
const CHANGES = '__jupyterlab_models_changes__';

/** What a kernel answers to the evaluation of an expression; with `never` it goes on computing. */
export type Reply =
  { data: JSONObject } | { error: string } | 'aborted' | 'never';

/** The source of the kernel's half; a fake kernel knows the parts by their texts. */
export const SOURCE: Schemas['KernelSource'] = {
  digest: 'd1',
  probe: 'the_probe()',
  agent: 'the_agent()'
};

/** A Python kernel that knows the probe and the agent, and nothing else. */
export class FakeKernel {
  constructor(readonly id: string = UUID.uuid4()) {}

  /** As the code under test sees it. */
  get connection(): Kernel.IKernelConnection {
    return this as unknown as Kernel.IKernelConnection;
  }

  readonly name = 'python3';
  readonly clientId = UUID.uuid4();
  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly iopubMessage = new Signal<this, KernelMessage.IIOPubMessage>(this);
  readonly disposed = new Signal<this, void>(this);
  readonly connectionStatusChanged = new Signal<this, Kernel.ConnectionStatus>(
    this
  );
  status: Kernel.Status = 'idle';
  connectionStatus: Kernel.ConnectionStatus = 'connected';
  isDisposed = false;
  spec: Promise<unknown> = Promise.resolve({ language: 'python' });
  info: Promise<unknown> = Promise.resolve({
    supported_features: ['debugger'],
    language_info: { name: 'python' }
  });

  /** What was put into it. */
  hasProbe = false;
  hasAgent = false;
  /** What the probe answers. */
  listing: KernelListing = {
    protocol: 2,
    boot: UUID.uuid4(),
    revision: 0,
    types: [],
    names: [],
    kinds: [],
    bound: [],
    truncated: false
  };
  /** What the agent answers. */
  agent: (request: JSONObject) => unknown = () => ({ ok: true });
  /** What it does instead with the next requests. */
  readonly instead: Reply[] = [];
  /** Whether the debugger answers. */
  debugs = true;
  /** Whether the debugger holds it at a breakpoint. */
  isPaused = false;
  /** Identity of its process. */
  process = UUID.uuid4();

  /** How many of the next requests for its info are lost. */
  losesInfo = 0;
  /** How many requests for its info there were. */
  infos = 0;

  /** All that was sent. */
  readonly sent: { channel: 'shell' | 'debug'; content: JSONObject }[] = [];

  /** Variables of these names from now on, all of one class and all bound anew. */
  setVariables(names: string[], ...mro: string[]): void {
    const old = this.listing.names;
    const revision = this.listing.revision + 1;
    const types = [[...mro, 'builtins:object']];
    const kinds = names.map(() => 0);
    const bound = names.map(() => revision);
    this.listing = { ...this.listing, revision, types, names, kinds, bound };
    this._types.push(types[0]);
    const kind = this._types.length - 1;
    this._changes.push([
      revision,
      Object.fromEntries(names.map(name => [name, kind])),
      old.filter(name => !names.includes(name))
    ]);
  }

  setStatus(status: Kernel.Status): void {
    this.status = status;
    this._isIdle = status === 'idle';
    this.statusChanged.emit(status);
    if (status === 'idle') {
      this._queue.splice(0).forEach(run => run());
    }
  }

  /** The process is another one, and nobody has told it. */
  renew(): void {
    this.hasProbe = this.hasAgent = false;
    this.process = UUID.uuid4();
    this._changes.length = 0;
    this.setVariables([]);
    this.listing.boot = UUID.uuid4();
  }

  /** The debugger holds it at a breakpoint. */
  pause(): void {
    this.isPaused = true;
    this._say('debug_event', { event: 'stopped' }, UUID.uuid4());
  }

  /** The process ends, as another page has asked; the statuses tell nothing of it, and the next one is not heard. */
  end(): void {
    this._say('shutdown_reply', { restart: true }, '');
    this.speak();
    this.lose();
  }

  /** The process is another one, and what the last one was asked is lost with it. */
  lose(): void {
    this.renew();
    this._queue.length = 0;
    this._isIdle = true;
  }

  /** It answers somebody else's request for its info: the status does not change. */
  speak(): void {
    this._say('status', { execution_state: 'idle' }, '');
  }

  /** The server has connected to it. */
  welcome(): void {
    this._say('iopub_welcome', { subscription: '' }, '');
  }

  /** The server tells something in the name of the page. */
  tellOfServer(): void {
    this._say('stream', { name: 'stderr', text: '' }, '', this.clientId);
  }

  /** A restart, whoever asked for it. */
  restart(): void {
    this.renew();
    this._queue.length = 0;
    this.setStatus('restarting');
    this._futures.forEach(future => future.dispose());
    this.setStatus('idle');
    this.speak();
  }

  /** A cell begins; the function returned lets it end. */
  beginCell(): () => void {
    const msg_id = UUID.uuid4();
    this.setStatus('busy');
    this._say('execute_input', { code: '', execution_count: 1 }, msg_id);
    return () => {
      this.setStatus('idle');
      this._say('status', { execution_state: 'idle' }, msg_id);
    };
  }

  /** A whole cell. */
  runCell(): void {
    this.beginCell()();
  }

  dispose(): void {
    this.isDisposed = true;
    this._futures.forEach(future => future.dispose());
    this.disposed.emit();
  }

  async requestKernelInfo(): Promise<object> {
    this.infos++;
    if (this.losesInfo > 0) {
      this.losesInfo--;
      return new Promise(() => undefined);
    }
    return this._reply({ status: 'ok' });
  }

  requestExecute(content: JSONObject): FakeFuture {
    this.sent.push({ channel: 'shell', content });
    const future = this._future(content);
    const run = (): void => {
      const msg_id = UUID.uuid4();
      this.status = 'busy';
      this.statusChanged.emit('busy');
      const answer = this._execute(content);
      if (!answer) {
        return;
      }
      future.delegate.resolve(this._reply(answer));
      this.status = 'idle';
      this.statusChanged.emit('idle');
      this._say('status', { execution_state: 'idle' }, msg_id);
    };
    if (this._isIdle) {
      void Promise.resolve().then(run);
    } else {
      this._queue.push(run);
    }
    return future;
  }

  requestDebug(content: JSONObject): FakeFuture {
    this.sent.push({ channel: 'debug', content });
    const future = this._future(content);
    const info = content['command'] === 'debugInfo';
    if (this.debugs && (info || !this.isPaused)) {
      const stoppedThreads = this.isPaused ? [1] : [];
      const { variableName } = content['arguments'] as JSONObject;
      const data = this.hasProbe ? this._look(variableName === CHANGES) : {};
      const body = info ? { stoppedThreads } : { data, metadata: {} };
      future.delegate.resolve(this._reply({ success: true, body }));
    } else {
      this._unanswered.push(future);
    }
    return future;
  }

  /** Its debugger answers again: also what was asked long ago, with nothing of use. */
  wakeDebugger(): void {
    this.debugs = true;
    const reply = this._reply({ success: true, body: {} });
    this._unanswered.splice(0).forEach(({ delegate }) => {
      delegate.resolve(reply);
    });
  }

  private _execute(content: JSONObject): JSONObject | null {
    const reply = this.instead.shift() ?? this._evaluate(content);
    if (reply === 'never') {
      return null;
    }
    if (reply === 'aborted') {
      return { status: 'aborted' };
    }
    const answer: JSONObject =
      'error' in reply
        ? { status: 'error', ename: 'Error', evalue: reply.error }
        : { status: 'ok', data: reply.data, metadata: {} };
    return { status: 'ok', user_expressions: { answer } };
  }

  private _evaluate(content: JSONObject): Reply {
    const { answer = '' } = (content['user_expressions'] ?? {}) as {
      answer?: string;
    };
    if (answer === '') {
      return { data: {} };
    }
    this.hasProbe ||= answer.includes(SOURCE.probe);
    this.hasAgent ||= answer.includes(SOURCE.agent);
    if (answer.includes(PROBE) || answer.includes(CHANGES)) {
      return this.hasProbe
        ? { data: this._look(answer.includes(CHANGES)) }
        : { data: { 'text/plain': 'None' } };
    }
    const [, literal] =
      /lambda r: None\)\((".*?")\)(?:\)\[1\])?$/s.exec(answer) ?? [];
    const request = JSON.parse(JSON.parse(literal as string)) as JSONObject;
    const said = this.hasAgent ? this.agent(request) : undefined;
    return {
      data:
        said === undefined
          ? { 'text/plain': 'None' }
          : { [MIME]: said as JSONObject }
    };
  }

  /** What the probe answers under one of its names. */
  private _look(changes: boolean): JSONObject {
    const { protocol, boot, revision, truncated } = this.listing;
    const since = (this._changes[0]?.[0] ?? 1) - 1;
    const types = this._types;
    const said = { protocol, boot, revision, since, types, truncated };
    const answer = changes ? { ...said, changes: this._changes } : this.listing;
    return { [MIME]: answer as unknown as JSONObject };
  }

  private _reply(content: object): object {
    return { content, header: { session: this.process } };
  }

  private _future(content: JSONObject): FakeFuture {
    const future = new FakeFuture(content);
    this._futures.push(future);
    return future;
  }

  private _say(
    msgType:
      | 'execute_input'
      | 'status'
      | 'stream'
      | 'debug_event'
      | 'shutdown_reply'
      | 'iopub_welcome',
    content: object,
    parent: string,
    session = this.process
  ): void {
    const message = Messages.createMessage({
      channel: 'iopub',
      msgType,
      session,
      content
    } as unknown as Messages.IOptions<KernelMessage.IStatusMsg>);
    const msg_type = parent ? 'execute_request' : 'kernel_info_request';
    const parent_header = { ...message.header, msg_type, msg_id: parent };
    this.iopubMessage.emit({ ...message, parent_header } as never);
  }

  /** Whether it runs nothing, whatever status is shown. */
  private _isIdle = true;
  private readonly _futures: FakeFuture[] = [];
  private readonly _types: string[][] = [];
  private readonly _changes: [number, Record<string, number>, string[]][] = [];
  private readonly _queue: (() => void)[] = [];
  private readonly _unanswered: FakeFuture[] = [];
}
