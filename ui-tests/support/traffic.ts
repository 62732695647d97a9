import type { Page, WebSocket } from '@playwright/test';

/** A message that the page sent to a kernel. */
export interface ISent {
  readonly channel: string;
  readonly type: string;
  readonly content: Record<string, unknown>;
  readonly bytes: number;
}

/** What the page sends to kernels, from when this is made on. */
export class Traffic {
  constructor(page: Page) {
    page.on('websocket', socket => this._follow(socket));
  }

  /** All messages so far, kernel's `kernel_info` left out: JupyterLab asks that itself. */
  get sent(): readonly ISent[] {
    return this._sent.filter(({ type }) => type !== 'kernel_info_request');
  }

  /** How often the list of variables was looked at through the debugger. */
  get looks(): number {
    return this._sent.filter(
      ({ type, content }) =>
        type === 'debug_request' && content.command === 'richInspectVariables'
    ).length;
  }

  /** Forget what was sent so far. */
  clear(): void {
    this._sent = [];
  }

  private _follow(socket: WebSocket): void {
    if (/\/api\/kernels\/[^/]+\/channels/.test(socket.url())) {
      socket.on('framesent', ({ payload }) => this._sent.push(decode(payload)));
    }
  }

  private _sent: ISent[] = [];
}

/** A frame of `v1.kernel.websocket.jupyter.org`, or of the older protocol of plain JSON. */
function decode(payload: string | Buffer): ISent {
  const bytes = payload.length;
  if (typeof payload === 'string') {
    const { channel, header, content } = JSON.parse(payload);
    return { channel, type: header.msg_type, content, bytes };
  }
  const offset = (index: number) => Number(payload.readBigUInt64LE(8 * index));
  const part = (index: number) =>
    payload.toString('utf-8', offset(index + 1), offset(index + 2));
  return {
    channel: part(0),
    type: JSON.parse(part(1)).msg_type,
    content: JSON.parse(part(4)),
    bytes
  };
}
