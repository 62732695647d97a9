import { CommandIds } from '../contract/commands';
import { commandRig } from '../testing/commands';
import { PANEL_ID } from './panel';

describe('The commands', () => {
  it('describe their arguments', async () => {
    const { commands } = commandRig();
    const pages: string[] = [CommandIds.openModel, CommandIds.browse];
    for (const id of Object.values<string>(CommandIds).filter(
      each => !pages.includes(each)
    )) {
      const { args } = await commands.describedBy(id);
      expect(args).toMatchObject({ type: 'object' });
    }
  });

  it('are off without the right to write', () => {
    const { registry, commands } = commandRig();
    expect(commands.isEnabled(CommandIds.delete)).toBe(true);
    registry.server.permissions = { read: true, write: false };
    for (const id of [CommandIds.save, CommandIds.delete, CommandIds.restore]) {
      expect(commands.isEnabled(id)).toBe(false);
    }
    expect(commands.isEnabled(CommandIds.load)).toBe(true);
  });

  it('show the panel, and ask server and kernel again', async () => {
    const { registry, activated, commands } = commandRig();
    await commands.execute(CommandIds.open);
    await commands.execute(CommandIds.refresh);
    expect(activated).toEqual([PANEL_ID]);
    expect(registry.server.refreshes).toBe(1);
  });
});
