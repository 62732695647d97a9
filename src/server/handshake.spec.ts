import { contract, readJson } from '../testing/contract';
import { CONTRACT, VERSION } from './handshake';

describe('version', () => {
  it('is that of the package', () => {
    expect(VERSION).toBe(readJson<{ version: string }>('package.json').version);
  });

  it('names the contract', () => {
    expect(CONTRACT).toBe(contract.info.version);
  });
});
