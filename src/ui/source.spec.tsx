import { nullTranslator } from '@jupyterlab/translation';
import { render, screen } from '@testing-library/react';
import React from 'react';
import type { Schemas } from '../contract/schemas';
import { Source } from './source';
import { Sources } from '../models/sources';

const trans = nullTranslator.load('');

/** The text under its heading. */
function show(source: string): HTMLElement {
  render(<Source title="Net" source={source} open trans={trans} />);
  return screen.getByRole('group', { name: 'Net' });
}

describe('Source', () => {
  it.each([
    ['turns the order of what follows', 'if a:\u202e # }', '\\u202e'],
    ['has no width', 'ad\u200bmin', '\\u200b'],
    ['is a letter that nobody sees', 'x\u3164 = 1', '\\u3164'],
    ['looks like a space', 'x =\u00a01', '\\u00a0'],
    ['moves the cursor', 'safe\rrun()', '\\u000d'],
    ['lies beyond 16 bits', 'x\u{e0041}', '\\U000e0041']
  ])('shows what %s, marked', (_, source, shown) => {
    const text = show(source);
    expect(text.querySelector('mark')?.textContent).toBe(shown);
    expect(text.textContent).not.toMatch(/[\u202e\u200b\u3164\u00a0\r]/u);
    screen.getByText(/shown as their numbers/);
  });

  it('shows all else as it is', () => {
    const source = 'def f():\r\n\treturn "Grüße, \\u202e 你好"\n';
    const text = show(source);
    expect(text.textContent).toBe(source);
    expect(text.querySelector('mark')).toBeNull();
    expect(screen.queryByText(/shown as their numbers/)).toBeNull();
  });
});

describe('Sources', () => {
  it('name what is meant, hidden characters included', () => {
    const of = { module: 'tools', source: 'pass' };
    const code: Schemas['SourceText'][] = [
      { ...of, kind: 'class', name: 'Net' },
      { ...of, kind: 'function', name: 'f\u202e' },
      { ...of, kind: 'module', name: 'tools' },
      { ...of, kind: 'function', name: 'g\u200b', source: null }
    ];
    render(
      <Sources
        sources={{ python: '3.11.7', code }}
        problem={null}
        trans={trans}
        onRetry={() => undefined}
      />
    );
    screen.getByText('Class Net of tools');
    screen.getByText('Function f\\u202e of tools');
    screen.getByText('Module tools');
    screen.getByText(/^g\\u200b of tools: its text is not known/);
  });
});
