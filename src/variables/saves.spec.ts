import { screen } from '@testing-library/dom';
import { CommandIds } from '../contract/commands';
import { KernelError } from '../kernel/error';
import {
  head,
  model as example,
  KERNEL,
  NOTEBOOK,
  transfer,
  variable
} from '../testing/fakes';
import { variablesSection } from '../testing/variablesSection';
import { until } from '../testing/wait';

describe('Saves in the section Variables', () => {
  it('asks anew with the name kept when another page knows what was asked for', () => {
    const { variables, transfers, executed, model } = variablesSection();
    variables.show(variable('model'));
    const error = { code: 'aborted', message: 'A cell before it failed.' };
    transfers.move(transfer({ state: 'failed', error }));
    void model.retry(model.rows[0]);
    expect(transfers.calls).toEqual([]);
    expect(executed).toEqual([
      [CommandIds.save, { variable: 'model', name: 'churn', row: true }]
    ]);
  });

  it('keeps the failure of a retry that did not begin, and what it would repeat', async () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    const error = { code: 'aborted', message: 'A cell before it failed.' };
    const failed = transfer({ state: 'failed', error });
    transfers.wishes.set(failed.id, { variable: 'model', name: 'churn' });
    transfers.move(failed);
    transfers.begun = Promise.reject(new Error('The network is down.'));
    await model.retry(model.rows[0]);
    expect(model.rows[0].problem?.message).toBe('The network is down.');
    await model.retry(model.rows[0]);
    expect(transfers.calls).toHaveLength(2);
  });

  it('leaves it to the transfer to tell how it ended', async () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 1 }));
    let fail: (reason: Error) => void = () => undefined;
    transfers.saved = new Promise((_, reject) => {
      fail = reject;
    });
    const saved = model.save(model.rows[0]);
    const begun = transfer({ id: 'b'.repeat(32) });
    transfers.move(begun);
    transfers.move({ ...begun, state: 'cancelled' });
    fail(new Error('It was cancelled.'));
    await saved;
    expect(model.rows[0].problem).toBeNull();
  });

  it('forgets why a save did not begin when a later one begins', async () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 1 }));
    transfers.begun = Promise.reject(new Error('The network is down.'));
    await model.save(model.rows[0]);
    expect(model.rows[0].problem).not.toBeNull();
    transfers.move(transfer({ id: 'b'.repeat(32), state: 'done', version: 2 }));
    expect(model.rows[0].problem).toBeNull();
  });

  it('remembers in a console, or after the notebook got another name, what was saved from the kernel', async () => {
    const { registry, variables, transfers, model } = variablesSection();
    variables.path = null;
    variables.show(variable('model'));
    const done = transfer({ state: 'done', version: 1 });
    transfers.move(done);
    transfers.dismiss(done.id);
    registry.models.set('churn', example());
    registry.change();
    variables.path = 'renamed.ipynb';
    variables.show(variable('model'));
    await until(() => registry.queries.length > 0);
    expect(model.rows[0].target).toEqual(
      expect.objectContaining({ name: 'churn', next: 2 })
    );
    registry.models.clear();
    registry.change();
    await until(() => model.rows[0].target === null);
  });

  it('says why a save could not be cancelled', async () => {
    const { transfers, model } = variablesSection();
    jest
      .spyOn(transfers, 'cancel')
      .mockRejectedValueOnce(new Error('The network is down.'));
    model.cancel(transfer());
    await screen.findByText('The network is down.');
    document.querySelector<HTMLElement>('.jp-Dialog-button')!.click();
    await until(() => document.querySelector('.jp-Dialog') === null);
  });

  it('saves again into the model that this variable of this notebook was saved as', async () => {
    const { registry, variables, transfers, model } = variablesSection();
    const churn = head('churn');
    registry.heads = [
      { ...churn, latest: { ...churn.latest!, variable: 'tumours' } }
    ];
    registry.change();
    variables.show(variable('tumours', '7'), variable('other'));
    await until(() => model.rows[0].target !== null);
    expect(registry.queries[0]).toMatchObject({ notebook: [NOTEBOOK] });
    expect(model.rows[0].target).toMatchObject({ name: 'churn', next: 3 });
    expect(model.rows[1].target).toBeNull();

    void model.save(model.rows[0]);
    expect(transfers.saves).toEqual([
      { variable: 'tumours', name: 'churn', id: '7' }
    ]);
  });

  describe('saves one more version as the last one was', () => {
    const choices = { encoding: 'pickle', format: 'cbm', keepCell: false };
    const wish = { ...choices, variable: 'model', name: 'churn', tags: ['a'] };
    const type = 'catboost.core:CatBoostClassifier';
    const result = {
      version: 1,
      format: 'cbm',
      bytes: 9,
      sha256: 'f'.repeat(64),
      class: 'catboost.core.CatBoostClassifier'
    };
    const done = transfer({ state: 'done', version: 1, result });

    /** What a save with one click asks for, of a variable of this type. */
    function resave(now: string, name = 'churn', isOurs = true) {
      const { variables, transfers, model } = variablesSection();
      variables.show({ ...variable('model', '7'), type: now });
      if (isOurs) {
        transfers.wishes.set(done.id, { ...wish, name });
      }
      transfers.move({ ...done, model: name });
      transfers.wishes.clear();
      transfers.dismiss(done.id);
      void model.save(model.rows[0]);
      return transfers.saves;
    }

    it.each([type, 'catboost:CatBoostClassifier', ':CatBoostClassifier'])(
      'when it is a %s still',
      now => {
        expect(resave(now)).toEqual([
          { variable: 'model', name: 'churn', id: '7', ...choices }
        ]);
      }
    );

    it('but for the encoding when it is of another class by now', () => {
      const { keepCell } = choices;
      for (const now of ['catboost:CatBoost', 'own:CatBoostClassifier']) {
        expect(resave(now)).toEqual([
          { variable: 'model', name: 'churn', id: '7', keepCell }
        ]);
      }
    });

    it('as far as it is known', () => {
      expect(resave(type, 'churn', false)).toEqual([
        { variable: 'model', name: 'churn', id: '7' }
      ]);
    });
  });

  it('asks in the dialog where to save what was never saved', async () => {
    const { variables, transfers, executed, model } = variablesSection();
    variables.show(variable('tumours'));
    await model.save(model.rows[0]);
    expect(transfers.saves).toEqual([]);
    expect(executed).toEqual([[CommandIds.save, { variable: 'tumours' }]]);
  });

  it('knows a save of this session before the registry tells', () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 1 }));
    expect(model.rows[0].target).toMatchObject({ name: 'churn', next: 2 });
  });

  it('forgets what it knew of another notebook', async () => {
    const { registry, variables, model } = variablesSection();
    const churn = head('churn');
    registry.heads = [churn];
    registry.change();
    variables.show(variable('model'));
    await until(() => model.rows[0].target !== null);
    registry.heads = [];
    variables.path = 'other.ipynb';
    variables.show(variable('model'));
    expect(model.rows[0].target).toBeNull();
  });

  it('shows the save of a variable under way, but not that of another kernel', () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ kernel: { id: 'other' } }));
    expect(model.rows[0].transfer).toBeNull();
    transfers.move(transfer({ id: 'b'.repeat(32) }));
    expect(model.rows[0].transfer?.kernel.id).toBe(KERNEL);
    model.cancel(model.rows[0].transfer!);
    expect(transfers.calls).toEqual([`cancel(${'b'.repeat(32)})`]);
  });

  it('keeps the reason of a failed save in the row until it is dismissed', () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    const error = { code: 'kernel_gone', message: 'The kernel died.' };
    transfers.move(transfer({ state: 'failed', error }));
    expect(model.rows[0].problem?.message).toBe('The kernel died.');
    model.dismiss(model.rows[0]);
    expect(model.rows[0].problem).toBeNull();
  });

  it('tells why a one-click save was refused before it began', async () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 1 }));
    transfers.begun = Promise.reject(
      new KernelError({ code: 'rebound', message: 'It was bound anew.' })
    );
    await model.save(model.rows[0]);
    expect(model.rows[0].problem).toMatchObject({
      code: 'rebound',
      message: 'It was bound anew.'
    });
  });

  it('says at once that a save waits for the kernel, and saves only once', async () => {
    const { variables, transfers, model } = variablesSection();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 1 }));
    void model.save(model.rows[0]);
    expect(model.rows[0].waiting).toBe(true);
    await model.save(model.rows[0]);
    expect(transfers.saves).toHaveLength(1);
    transfers.move(transfer({ id: 'b'.repeat(32), state: 'waiting' }));
    expect(model.rows[0].waiting).toBe(false);
    expect(model.rows[0].transfer?.state).toBe('waiting');
  });

  it('tells a screen reader of the save that ended last', () => {
    const { transfers, model } = variablesSection();
    expect(model.said).toBe('');
    transfers.move(transfer({ state: 'done', version: 4 }));
    expect(model.said).toBe('Saved model as version 4 of churn.');
  });
});
