import { nullTranslator } from '@jupyterlab/translation';
import { emptyVariables } from './texts';

const trans = nullTranslator.load('jupyterlab_models');

describe('emptyVariables', () => {
  it.each([
    ['', 'The list follows when the debugger goes on.'],
    ['<module>', 'In the code of a cell. What you save now'],
    ['train', 'In train; its local variables come first. What you save now']
  ])('says where the debugger stands: %j', (frame, start) => {
    const { text } = emptyVariables('ready', 'paused', frame, 0, trans);
    expect(text.slice(0, start.length)).toBe(start);
  });
});
