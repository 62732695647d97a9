import { act, render, screen } from '@testing-library/react';
import React from 'react';
import { Age } from './age';

describe('Age', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is told as of the same moment whenever it came into sight, and goes on', () => {
    const time = '2026-07-19T09:00:10Z';
    jest.setSystemTime(new Date('2026-07-19T09:00:50Z'));
    const view = render(
      <>
        <Age key="old" time={time} />
      </>
    );
    jest.setSystemTime(new Date('2026-07-19T09:01:15Z'));
    view.rerender(
      <>
        <Age key="old" time={time} />
        <Age key="new" time={time} />
      </>
    );
    const [first, second] = screen.getAllByRole('time');
    expect(first.textContent).toBe('now');
    expect(second.textContent).toBe('now');
    act(() => {
      jest.setSystemTime(new Date('2026-07-19T09:01:30Z'));
      jest.advanceTimersByTime(30_000);
    });
    expect(first.textContent).toBe('1 minute ago');
    expect(second.textContent).toBe('1 minute ago');
  });
});
