import { FakeKernel } from '../../testing/kernel';
import { KernelProcess } from './process';

describe('KernelProcess', () => {
  let kernel: FakeKernel;
  let process: KernelProcess;
  let told: number;

  beforeEach(() => {
    kernel = new FakeKernel();
    process = KernelProcess.of(kernel.connection);
    told = 0;
    process.changed.connect(() => told++);
  });

  it('is the same for all who follow one connection', () => {
    expect(KernelProcess.of(kernel.connection)).toBe(process);
  });

  it('is there, and not new, as long as nothing else is heard', () => {
    kernel.runCell();
    kernel.setStatus('starting');
    kernel.speak();
    expect([process.isThere, process.isNew, told]).toEqual([true, false, 0]);
  });

  it('is not there from its end until the next one is heard', () => {
    kernel.speak();
    kernel.end();
    expect([process.isThere, process.isNew, told]).toEqual([false, false, 1]);
    kernel.speak();
    expect([process.isThere, process.isNew, told]).toEqual([true, true, 2]);
  });

  it('is new until it runs something', () => {
    kernel.end();
    kernel.speak();
    kernel.speak();
    expect(process.isNew).toBe(true);
    kernel.beginCell();
    expect(process.isNew).toBe(false);
  });

  it('is there again, and not new, when a restart fails', () => {
    kernel.speak();
    kernel.setStatus('restarting');
    expect(process.isThere).toBe(false);
    kernel.speak();
    expect([process.isThere, process.isNew]).toEqual([true, false]);
  });

  it('is not there when the old one is heard late', () => {
    kernel.speak();
    const late = kernel.process;
    kernel.end();
    const { process: next } = kernel;
    kernel.process = late;
    kernel.speak();
    expect([process.isThere, told]).toEqual([false, 1]);
    kernel.process = next;
    kernel.speak();
    kernel.process = late;
    kernel.speak();
    expect([process.isThere, told]).toEqual([true, 2]);
  });

  it('asks the next one, but not without end', async () => {
    kernel.end();
    kernel.losesInfo = Infinity;
    for (let i = 0; i < 100 && !process.isThere; i++) {
      process.ask();
      await Promise.resolve();
    }
    expect(process.isThere).toBe(true);
    expect(kernel.infos).toBe(60);
    kernel.speak();
    expect([process.isNew, told]).toEqual([true, 2]);
  });
});
