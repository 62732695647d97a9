import { nullTranslator } from '@jupyterlab/translation';
import { SaveHistory } from '../transfers/saveHistory';
import { CommandIds } from '../contract/commands';
import { VariablesModel } from '../variables/model';
import { fakeCommands, FakeRegistry, FakeTransfers } from './fakes';
import { FakeFormats } from './formats';
import { FakeVariables } from './variables';

/** The model of the section Variables, with fakes of all that it works with. */
export function variablesSection() {
  const registry = new FakeRegistry();
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const { commands, executed } = fakeCommands(CommandIds.save);
  const saveHistory = new SaveHistory({ registry, variables, transfers });
  const trans = nullTranslator.load('');
  const options = {
    registry,
    variables,
    formats: new FakeFormats(),
    transfers,
    saveHistory,
    commands,
    trans
  };
  const model = new VariablesModel({ ...options, showAll: false });
  return { registry, variables, transfers, executed, model };
}
