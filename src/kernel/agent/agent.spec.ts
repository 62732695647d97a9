import { nullTranslator } from '@jupyterlab/translation';
import type { JSONObject } from '@lumino/coreutils';
import fc from 'fast-check';
import { example } from '../../testing/contract';
import { FakeKernel, SOURCE } from '../../testing/kernel';
import type { Schemas } from '../../contract/schemas';
import { KernelAgent } from './agent';
import { KernelError } from '../error';

const trans = nullTranslator.load('jupyterlab_models');
const { ticket } = example<Schemas['TransferBegun']>('POST', '/transfers');

/** The agent's answer to a check that went well. */
const CHECK = {
  ok: true,
  variable: 'model',
  id: '7f',
  class: 'catboost.core.CatBoostClassifier',
  format: 'cbm',
  choices: [
    {
      format: 'cbm',
      encoding: 'catboost-cbm',
      risk: 'parser',
      restores: 'A CatBoostClassifier',
      lost: [],
      files: ['model.cbm']
    }
  ],
  bytes: 1048576,
  libraries: { catboost: '1.2.10' }
};

describe('KernelAgent', () => {
  let kernel: FakeKernel;
  let agent: KernelAgent;

  beforeEach(() => {
    kernel = new FakeKernel();
    kernel.agent = () => CHECK;
    agent = new KernelAgent(() => Promise.resolve(SOURCE), trans);
  });

  function check(variable = 'model'): Promise<unknown> {
    return agent.check(kernel.connection, { op: 'check', variable });
  }

  it('is put in with the first request, and only then', async () => {
    await check();
    await check();
    const begins = kernel.sent.map(
      ({ content }) => Object(content['user_expressions']).answer
    );
    expect(begins).toEqual([
      expect.stringMatching(/^getattr/),
      expect.stringMatching(/^\(the_agent\(\), getattr/),
      expect.stringMatching(/^getattr/)
    ]);
  });

  it('is put in again when it is of another server', async () => {
    kernel.hasAgent = true;
    const digests: unknown[] = [];
    kernel.agent = request => {
      digests.push(request['digest']);
      return digests.length === 1 ? undefined : CHECK;
    };
    expect(await check()).toEqual(CHECK);
    expect(digests).toEqual(['d1', 'd1']);
    expect(kernel.sent).toHaveLength(2);
  });

  it('leaves no trace: silent, not in the history, no input asked for', async () => {
    await check();
    expect(kernel.sent[0].content).toMatchObject({
      code: '',
      silent: true,
      store_history: false,
      allow_stdin: false,
      stop_on_error: false
    });
  });

  it('gets the request as it was, whatever is in it', async () => {
    const requests: JSONObject[] = [];
    kernel.agent = request => {
      requests.push(request);
      return CHECK;
    };
    const name = fc
      .string({ unit: 'binary', maxLength: 30 })
      .filter(text => !/\p{Surrogate}/u.test(text));
    await fc.assert(
      fc.asyncProperty(name, async variable => {
        await check(variable);
        expect(requests.pop()).toEqual({
          op: 'check',
          variable,
          digest: 'd1'
        });
        const { answer } = kernel.sent.pop()?.content['user_expressions'] as {
          answer: string;
        };
        // One line, one string literal: nothing of the name is read as code.
        expect(answer).toMatch(
          /^[^\n\r]*\("(?:[^"\\\n\r]|\\.)*"\)(?:\)\[1\])?$/
        );
      })
    );
  });

  it('tells why a variable cannot be saved, as an answer', async () => {
    const error = { code: 'not_fitted', message: 'It is not fitted yet.' };
    kernel.agent = () => ({ ok: false, variable: 'm', error });
    expect(await check()).toMatchObject({ ok: false, error });
  });

  it('fails when a transfer failed in the kernel', async () => {
    const error = { code: 'disk_full', message: 'No space.', hint: 'Clean.' };
    kernel.agent = () => ({ ok: false, error });
    const { signal } = new AbortController();
    const request = {
      op: 'load' as const,
      variable: 'm',
      overwrite: false,
      ticket
    };
    await expect(
      agent.transfer(kernel.connection, request, signal)
    ).rejects.toMatchObject(error);
  });

  describe('when the kernel', () => {
    async function failure(): Promise<KernelError> {
      const reason = await check().then(
        () => null,
        (error: unknown) => error
      );
      expect(reason).toBeInstanceOf(KernelError);
      return reason as KernelError;
    }

    it('is not of Python, says so', async () => {
      kernel.spec = Promise.resolve({ language: 'R' });
      expect((await failure()).message).toBe('The kernel’s language is r.');
      expect(kernel.sent).toEqual([]);
    });

    it('aborts the request, tells why', async () => {
      kernel.instead.push('aborted');
      expect((await failure()).code).toBe('aborted');
    });

    it('fails, says what it said', async () => {
      kernel.instead.push({ error: 'out of order' });
      expect((await failure()).message).toBe(
        'The kernel failed: Error: out of order'
      );
    });

    it('is busy, waits', async () => {
      const end = kernel.beginCell();
      let done = false;
      const checked = check().then(() => (done = true));
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(done).toBe(false);
      end();
      await checked;
    });

    it.each([['restarting'], ['dead'], ['starting']] as const)(
      'is %s before it answered, tells that it is gone',
      async status => {
        kernel.beginCell();
        const failed = failure();
        await new Promise(resolve => setTimeout(resolve, 5));
        kernel.setStatus(status);
        expect((await failed).code).toBe('kernel_gone');
      }
    );

    it('ends while its status tells nothing of it, tells that it is gone', async () => {
      kernel.beginCell();
      const failed = failure();
      await new Promise(resolve => setTimeout(resolve, 5));
      kernel.end();
      expect((await failed).code).toBe('kernel_gone');
    });

    it('was shut down, tells that it is gone', async () => {
      kernel.dispose();
      expect((await failure()).code).toBe('kernel_gone');
    });

    it.each([
      [null],
      ['ok'],
      [[]],
      [{}],
      [{ ok: 'yes' }],
      [{ ok: false }],
      [{ ok: false, error: { code: 1 } }],
      [{ ok: true, variable: 'm' }],
      [{ ...CHECK, choices: [] }],
      [{ ...CHECK, choices: [{ ...CHECK.choices[0], risk: 'none' }] }],
      [{ ...CHECK, bytes: -1 }],
      [{ ...CHECK, cell: { source: 1, count: 1 } }],
      [{ ...CHECK, choices: [{ ...CHECK.choices[0], format: null }] }],
      [{ ...CHECK, id: 5 }]
    ])('answers %j, does not believe it', async answer => {
      kernel.agent = () => answer;
      expect((await failure()).code).toBe('bad_reply');
    });
  });

  it('stops waiting when it is told to', async () => {
    kernel.beginCell();
    const giveUp = new AbortController();
    const request = {
      op: 'save' as const,
      variable: 'm',
      format: 'cbm',
      encoding: 'catboost-cbm',
      cell: false,
      ticket
    };
    const transfer = agent.transfer(kernel.connection, request, giveUp.signal);
    transfer.catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 5));
    giveUp.abort();
    await expect(transfer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
