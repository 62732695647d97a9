import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { loadSettings } from './settings';

describe('loadSettings', () => {
  it('goes on without settings that cannot be read, and warns', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const reason = new Error('pollInterval must be number');
    const registry = {
      load: () => Promise.reject(reason)
    } as unknown as ISettingRegistry;
    expect(await loadSettings(registry, 'some:plugin')).toBeNull();
    expect(warn).toHaveBeenCalledWith(
      expect.stringContaining('some:plugin'),
      reason
    );
    warn.mockRestore();
  });

  it('gives what was loaded, or null without a registry', async () => {
    const settings = {} as ISettingRegistry.ISettings;
    const registry = {
      load: () => Promise.resolve(settings)
    } as unknown as ISettingRegistry;
    expect(await loadSettings(registry, 'some:plugin')).toBe(settings);
    expect(await loadSettings(null, 'some:plugin')).toBeNull();
  });
});
