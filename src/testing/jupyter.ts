import { spawn } from 'child_process';
import type { ChildProcess } from 'child_process';
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { ServerConnection } from '@jupyterlab/services';
import type { Kernel } from '@jupyterlab/services';
import { sleep } from './wait';

/** A real Jupyter server with our server part, in a folder of its own. */
export class JupyterServer {
  /** Where it keeps everything; its notebooks too. */
  readonly folder = mkdtempSync(join(tmpdir(), 'jupyterlab-models-jest-'));
  settings = ServerConnection.makeSettings();

  /** Start it; the `jupyter` on the search path is taken. */
  async start(): Promise<void> {
    const token = 'jest';
    this._process = spawn(
      'jupyter',
      [
        'server',
        '--no-browser',
        '--allow-root',
        '--ServerApp.port=0',
        `--ServerApp.root_dir=${this.folder}`,
        `--IdentityProvider.token=${token}`,
        "--ServerApp.jpserver_extensions={'jupyterlab_models': True}"
      ],
      {
        cwd: this.folder,
        env: {
          ...process.env,
          PYTHONPATH: resolve(__dirname, '..', '..'),
          JUPYTER_CONFIG_DIR: join(this.folder, 'config'),
          JUPYTER_DATA_DIR: join(this.folder, 'data'),
          JUPYTER_RUNTIME_DIR: join(this.folder, 'runtime')
        },
        stdio: ['ignore', 'pipe', 'pipe']
      }
    );
    this._process.on('error', error => {
      this._log += `${error}: is the virtual environment active?`;
    });
    this._process.stderr?.on('data', data => (this._log += `${data}`));
    const url = await this._url();
    this.settings = ServerConnection.makeSettings({
      baseUrl: url,
      wsUrl: url.replace('http', 'ws'),
      token,
      appendToken: true
    });
  }

  /** A line of Python that holds a cell until `letGo` is called, however slow the machine is. */
  hold(): { line: string; letGo: () => void } {
    const file = join(this.folder, `go-${this._held++}`);
    const there = `__import__('os').path.exists(${JSON.stringify(file)})`;
    const line = `while not ${there}: __import__('time').sleep(0.02)`;
    return { line, letGo: () => writeFileSync(file, '') };
  }

  /** Stop it and its kernels, and remove its folder. */
  async stop(): Promise<void> {
    const process = this._process;
    if (process && process.exitCode === null) {
      const gone = new Promise(resolve => process.once('exit', resolve));
      process.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Where it listens; it says so in a file. */
  private async _url(): Promise<string> {
    const runtime = join(this.folder, 'runtime');
    for (let waited = 0; waited < 120_000; waited += 100) {
      if (this._process?.exitCode !== null) {
        break;
      }
      try {
        const [file] = readdirSync(runtime).filter(name =>
          /^jpserver-\d+\.json$/.test(name)
        );
        if (file) {
          const { url } = JSON.parse(readFileSync(join(runtime, file), 'utf8'));
          return url as string;
        }
      } catch (error) {
        // Not there yet, or written only in part.
        this._log += `\n${error}`;
      }
      await sleep(100);
    }
    throw new Error(`jupyter server did not start:\n${this._log}`);
  }

  private _process: ChildProcess | null = null;
  private _held = 0;
  private _log = '';
}

/** Resolves when the next request to execute something goes to a kernel. */
export function nextRequest(kernel: Kernel.IKernelConnection): Promise<void> {
  return new Promise(resolve => {
    kernel.anyMessage.connect(function listen(_, { direction, msg }) {
      if (direction === 'send' && msg.header.msg_type === 'execute_request') {
        kernel.anyMessage.disconnect(listen);
        resolve();
      }
    });
  });
}
