/** Reject with an `AbortError`, as `fetch` does, when the signal has fired. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw new DOMException('The request was given up.', 'AbortError');
  }
}
