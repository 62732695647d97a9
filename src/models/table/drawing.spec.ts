import { Drawing } from './drawing';

describe('Rows in sight', () => {
  let frame = 0;

  beforeAll(() => {
    Object.defineProperty(document, 'timeline', {
      configurable: true,
      get: () => ({ currentTime: frame })
    });
  });

  afterAll(() => {
    Reflect.deleteProperty(document, 'timeline');
  });

  it('get their cells a few in each frame, the most urgent ones first', () => {
    const drawing = new Drawing();
    const wanted = [7, 0, 1, 2, 3, 4, 5, 6];
    expect([...drawing.choose(wanted)]).toEqual([7, 0, 1, 2, 3]);
    expect(drawing.hasTime).toBe(false);
    expect(drawing.choose(wanted).size).toBe(5);
    frame += 1;
    expect(drawing.hasTime).toBe(true);
    expect(drawing.choose(wanted).size).toBe(8);
  });

  it('that come into sight again start anew, and the first one is never late', () => {
    const drawing = new Drawing();
    frame += 1;
    drawing.choose([0, 1, 2, 3, 4]);
    expect([...drawing.choose([9, 10, 0])]).toEqual([0, 9]);
    frame += 1;
    expect([...drawing.choose([1, 9])].sort()).toEqual([1, 9]);
  });
});
