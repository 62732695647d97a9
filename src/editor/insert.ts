import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  currentInsertionPoint,
  type IDocuments,
  type IInsertionPoint
} from './insertionPoints';
import { suggestVariable } from '../kernel/pythonNames';
import type { Schemas } from '../contract/schemas';
import { byHand, toProblem } from '../ui/errors';
import {
  type Args,
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text,
  version
} from '../contract/commands';
import { withRow } from '../panel/row';
import type { IRowMenu } from '../panel/token';
import type { IFormats } from '../kernel/token';
import { latestOf } from '../registry/latest';
import type { IModelRegistry } from '../registry/token';

/** What getting code from the registry needs. */
interface ICodeContext {
  readonly registry: IModelRegistry;
  readonly trans: TranslationBundle;
}

/** What the command works with. */
export interface IInsertContext extends ICodeContext {
  readonly app: JupyterFrontEnd;
  readonly formats: IFormats;
  readonly rowMenu: IRowMenu;
  readonly documents: IDocuments;
}

/** Add the command that inserts the code that loads a model. */
export function addInsertCommand(context: IInsertContext): void {
  const { app, trans } = context;
  app.commands.addCommand(CommandIds.insertLoadCode, {
    label: trans.__('Insert Load Code'),
    caption: trans.__(
      'Insert Python that loads the model, without this extension'
    ),
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      version: ARGUMENTS.version,
      row: ARGUMENTS.row
    }),
    execute: args => insertLoadCode(withRow(args, context.rowMenu), context)
  });
}

async function insertLoadCode(
  args: Args,
  context: IInsertContext
): Promise<void> {
  const { app, documents, formats, registry, trans } = context;
  const name = text(args.name);
  const number = version(args.version, trans);
  const place = () => {
    const found = currentInsertionPoint(documents, app.shell.currentWidget);
    if (!found) {
      throw new Error(
        trans.__(
          'There is no place for the code. Open a notebook, console or text file, then try again.'
        )
      );
    }
    return found;
  };
  if (name && args.row !== true) {
    const code = await fetchCode(name, number, context);
    place().insert(sourceOf(code));
    return;
  }
  await byHand(trans.__('Could not insert the code'), async () => {
    const { pickModel } = await import('../models/dialogs');
    const chosen =
      name ??
      (
        await pickModel(
          registry,
          formats,
          trans,
          trans.__('Insert load code'),
          trans.__('Insert')
        )
      )?.name;
    return chosen ? fill(place(), chosen, number, context) : null;
  });
}

/** Put the code for the latest version of a model where the user dropped it. */
export async function dropLoadCode(
  name: string,
  place: IInsertionPoint,
  context: ICodeContext
): Promise<void> {
  await byHand(context.trans.__('Could not insert the code'), () =>
    fill(place, name, undefined, context)
  );
}

async function fill(
  place: IInsertionPoint,
  name: string,
  number: number | undefined,
  context: ICodeContext
): Promise<null> {
  const code = await fetchWithTrust(name, number, context);
  if (code) {
    place.insert(sourceOf(code));
  }
  return null;
}

async function fetchCode(
  name: string,
  number: number | undefined,
  { registry, trans }: ICodeContext,
  trust?: string
): Promise<Schemas['LoadCode']> {
  const model = await registry.get(name);
  const chosen = number ?? latestOf(model, trans).version;
  const saved = model.items.find(item => item.version === chosen)?.variable;
  const variable = saved || suggestVariable(model.name);
  return registry.loadCode(model.name, chosen, { variable, trust });
}

/** Code that loads what somebody else saved is given only after the user has agreed. */
async function fetchWithTrust(
  name: string,
  number: number | undefined,
  context: ICodeContext
): Promise<Schemas['LoadCode'] | null> {
  try {
    return await fetchCode(name, number, context);
  } catch (reason) {
    const { code, confirm } = toProblem(reason);
    if (code !== 'confirm_required' || !confirm) {
      throw reason;
    }
    const { trans } = context;
    const { author, sha256 } = confirm;
    const names = [author.name, author.username, sha256];
    const answer = await showDialog({
      title:
        confirm.risk === 'program'
          ? trans.__('Program from somebody else')
          : trans.__('Code from somebody else'),
      body:
        confirm.risk === 'program'
          ? trans.__(
              '%1 (%2) saved this version. The inserted code runs a program from the file with the SHA-256 %3, which can read and write your files.',
              ...names
            )
          : trans.__(
              '%1 (%2) saved this version. Running the inserted code can run any code from the file with the SHA-256 %3.',
              ...names
            ),
      buttons: [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.warnButton({ label: trans.__('I trust it, insert') })
      ]
    });
    return answer.button.accept
      ? fetchCode(name, number, context, confirm.sha256)
      : null;
  }
}

/** The code with what is to be known about it. */
function sourceOf({ code, note }: Schemas['LoadCode']): string {
  return note ? `# ${note.replace(/\s+/g, ' ')}\n${code}` : code;
}
