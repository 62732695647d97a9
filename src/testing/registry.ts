import { Signal } from '@lumino/signaling';
import type { FormatRow, IModelRegistry, IServerState } from '../tokens';
import { formatTable } from './contract';
import { SOURCE } from './kernel';

/** What the variables need of the registry. */
export class FakeRegistry {
  readonly serverChanged = new Signal<IModelRegistry, IServerState>(
    this as unknown as IModelRegistry
  );
  failure: Error | null = null;
  async formats(): Promise<FormatRow[]> {
    return formatTable().rows;
  }
  async kernelSource(): Promise<typeof SOURCE> {
    if (this.failure) {
      throw this.failure;
    }
    return SOURCE;
  }
}
