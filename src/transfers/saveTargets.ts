import type { ModelHead, Transfer } from '../contract/schemas';

/** Where the next save of a variable goes: the model it was saved as before. */
export interface ISaveTarget {
  readonly name: string;
  /** Number that the next version will most likely get. */
  readonly next: number;
}

/**
 * Which variables of one notebook were saved before, and as what; the latest save of a variable counts.
 *
 * @param notebook - path of the notebook
 * @param kernel - id of its kernel, to match what was saved just now
 * @param heads - models with a version from this notebook
 * @param ended - transfers that have ended
 */
export function saveTargets(
  notebook: string | null,
  kernel: string | null,
  heads: readonly ModelHead[],
  ended: readonly Transfer[]
): Map<string, ISaveTarget> {
  const found = new Map<string, ISaveTarget & { time: string }>();
  const add = (
    variable: string,
    name: string,
    version: number,
    time: string
  ) => {
    const known = found.get(variable);
    if (!known || known.time < time) {
      found.set(variable, { name, next: version + 1, time });
    } else if (known.name === name && known.next <= version) {
      found.set(variable, { ...known, next: version + 1 });
    }
  };
  for (const { name, latest } of heads) {
    if (latest && latest.variable !== null && latest.notebook === notebook) {
      add(latest.variable, name, latest.version, latest.created);
    }
  }
  for (const transfer of ended) {
    if (
      transfer.kind === 'save' &&
      transfer.state === 'done' &&
      transfer.version !== null &&
      transfer.kernel.id === kernel
    ) {
      add(
        transfer.variable,
        transfer.model,
        transfer.version,
        transfer.updated
      );
    }
  }
  return found;
}
