/**
 * Wait for a promise, but not for ever.
 *
 * @param promise - what to wait for; its rejection passes through
 * @param milliseconds - how long to wait
 * @returns its value, or null when the time is up first
 */
export async function withTimeout<T>(
  promise: Promise<T>,
  milliseconds: number
): Promise<T | null> {
  let timer = 0;
  const timeout = new Promise<null>(resolve => {
    timer = window.setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    window.clearTimeout(timer);
  }
}
