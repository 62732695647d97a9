import { rowAt } from './row';

describe('rowAt', () => {
  it('reads the row around a node', () => {
    document.body.innerHTML = `
      <div data-jp-models-name="churn" data-jp-models-version="2"><b></b></div>
      <div data-jp-models-variable="tumours"><i></i></div><u></u>`;
    expect(rowAt(document.querySelector('b'))).toEqual({
      name: 'churn',
      version: 2
    });
    expect(rowAt(document.querySelector('i'))).toEqual({ variable: 'tumours' });
    expect(rowAt(document.querySelector('u'))).toEqual({});
  });
});
