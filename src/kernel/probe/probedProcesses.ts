/** Where a page keeps, over a reload, which processes of which kernels have the probe. */
const KEY = 'jupyterlab-models:probes';

/** So many kernels are remembered. */
const MOST = 50;

/** The process of this kernel into which this page has put the probe, or null. */
export function rememberedProcess(kernel: string): string | null {
  return entries().find(([id]) => id === kernel)?.[1] ?? null;
}

/** Remember that the probe is in this process. */
export function rememberProcess(kernel: string, process: string): void {
  const others = entries().filter(([id]) => id !== kernel);
  const kept = [[kernel, process], ...others].slice(0, MOST);
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

function entries(): [string, string][] {
  const kept = sessionStorage.getItem(KEY);
  return kept === null ? [] : (JSON.parse(kept) as [string, string][]);
}
