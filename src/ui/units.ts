const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people, in powers of 1000: `532 B`, `1.0 MB`, `12 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 and more would be rounded up to 1000 of the same unit.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** A time span for people, in its largest unit: `5 s`, `12 min`, `3 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.5) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Bytes to the last one, digits grouped: `1,048,576`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/**
 * A moment in the long form `July 18, 2023, 14:23`.
 *
 * @param time - ISO 8601
 * @param timeZone - `UTC`, or a name of the IANA table; default the browser's zone
 */
export function formatDate(time: string, timeZone?: string): string {
  const date = new Date(time);
  const day = new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone
  }).format(date);
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone
  }).format(date);
  return `${day}, ${clock}`;
}

/** The short name of the browser's time zone at a moment, as in `GMT+2`. */
export function zoneName(time: string, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZoneName: 'short',
    timeZone
  }).formatToParts(new Date(time));
  return parts.find(part => part.type === 'timeZoneName')?.value ?? '';
}

/** Language of ages; JupyterLab loads its page anew when the user takes another. */
let pageLanguage = 'en';

/** Made once: it takes longer than all that is done with it in a row of a long list. */
let ages: Intl.RelativeTimeFormat | null = null;

/** Tell ages in a language of JupyterLab's, such as `fr_FR`. */
export function setLanguage(code: string): void {
  pageLanguage = code.replace('_', '-');
  ages = null;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['week', 7 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60]
];

/**
 * How long ago something was, in the largest unit that fits: `now`, `5 minutes ago`, `yesterday`.
 *
 * @param time - ISO 8601; a future moment (clocks differ) counts as now
 */
export function relativeTime(time: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  const format = (ages ??= new Intl.RelativeTimeFormat(pageLanguage, {
    numeric: 'auto'
  }));
  for (const [unit, length] of STEPS) {
    if (seconds >= length) {
      return format.format(-Math.floor(seconds / length), unit);
    }
  }
  return format.format(0, 'second');
}

/** The last part of a class's full name, without modules and outer classes. */
export function shortClass(fullName: string): string {
  return fullName.slice(
    Math.max(fullName.lastIndexOf('.'), fullName.lastIndexOf(':')) + 1
  );
}
