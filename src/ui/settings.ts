import type { ISettingRegistry } from '@jupyterlab/settingregistry';

/**
 * Settings of a plugin; null where there are none, or where they cannot be read, as after a slip in the JSON editor.
 *
 * The plugin then goes on with its defaults.
 */
export async function loadSettings(
  settingRegistry: ISettingRegistry | null,
  id: string
): Promise<ISettingRegistry.ISettings | null> {
  try {
    return (await settingRegistry?.load(id)) ?? null;
  } catch (reason) {
    console.warn(
      `The settings of ${id} cannot be read; defaults are taken`,
      reason
    );
    return null;
  }
}

/** Take the settings of a plugin over, now and whenever they change; null where there are none. */
export async function followSettings(
  settingRegistry: ISettingRegistry | null,
  id: string,
  take: (settings: ISettingRegistry.ISettings | null) => void
): Promise<void> {
  const settings = await loadSettings(settingRegistry, id);
  settings?.changed.connect(() => take(settings));
  take(settings);
}
