/** Wait until a condition holds; with fake timers, time goes on meanwhile. */
export async function until(
  condition: () => boolean,
  what = condition.toString()
): Promise<void> {
  const stop = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > stop) {
      throw new Error(`In vain waited for: ${what}`);
    }
    await sleep(2);
  }
}

/** Wait some milliseconds. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
