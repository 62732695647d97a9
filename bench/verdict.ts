/** What is said of a figure that should be at most `goal`. */
export function verdict(value: number, goal: number): string {
  return value <= goal ? 'met' : 'MISSED';
}
