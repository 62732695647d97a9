import {
  formatBytes,
  formatDate,
  formatDuration,
  relativeTime,
  setLanguage,
  shortClass,
  zoneName
} from './units';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [532, '532 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1048576, '1.0 MB'],
    [9949999, '9.9 MB'],
    [9990000, '10 MB'],
    [999500, '1.0 MB'],
    [12_300_000_000, '12 GB'],
    [3e18, '3000 PB']
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.2, '1 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [3540, '59 min'],
    [3590, '1 h'],
    [7300, '2 h']
  ])('%d is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatDate', () => {
  it('has the long form, in UTC and in another zone', () => {
    expect(formatDate('2023-07-18T14:23:05.120Z', 'UTC')).toBe(
      'July 18, 2023, 14:23'
    );
    expect(formatDate('2023-07-18T22:23:05.120Z', 'Asia/Tokyo')).toBe(
      'July 19, 2023, 07:23'
    );
  });

  it('writes midnight as 00, not 24', () => {
    expect(formatDate('2023-01-01T00:05:00.000Z', 'UTC')).toBe(
      'January 1, 2023, 00:05'
    );
  });

  it('names the zone', () => {
    expect(zoneName('2023-01-01T00:05:00.000Z', 'UTC')).toBe('UTC');
  });
});

describe('relativeTime', () => {
  const now = Date.parse('2026-07-20T12:00:00.000Z');

  it.each([
    ['2026-07-20T12:00:05.000Z', 'now'],
    ['2026-07-20T11:59:31.000Z', 'now'],
    ['2026-07-20T11:58:59.000Z', '1 minute ago'],
    ['2026-07-20T09:00:00.000Z', '3 hours ago'],
    ['2026-07-19T12:00:00.000Z', 'yesterday'],
    ['2026-07-13T12:00:00.000Z', 'last week'],
    ['2026-05-01T12:00:00.000Z', '2 months ago'],
    ['2023-07-18T14:23:05.120Z', '3 years ago']
  ])('%s was %s', (time, text) => {
    expect(relativeTime(time, now)).toBe(text);
  });

  it('speaks the language of the page', () => {
    setLanguage('de_DE');
    expect(relativeTime('2026-07-19T12:00:00.000Z', now)).toBe('gestern');
    setLanguage('en');
  });
});

describe('shortClass', () => {
  it.each([
    ['catboost.core.CatBoostClassifier', 'CatBoostClassifier'],
    ['catboost.core:CatBoostClassifier', 'CatBoostClassifier'],
    ['__main__:Outer.Inner', 'Inner'],
    ['int', 'int']
  ])('%s is %s', (full, short) => {
    expect(shortClass(full)).toBe(short);
  });
});
