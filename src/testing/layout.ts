/** Give every element a size, as jsdom lays nothing out and virtual lists then show no rows. */
export function layOut(row = 46, height = 600): void {
  const sizes = {
    clientWidth: 400,
    clientHeight: height,
    offsetWidth: 400,
    offsetHeight: row
  };
  for (const [name, size] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get: () => size
    });
  }
}
