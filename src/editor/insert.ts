import { Dialog, showDialog } from '@jupyterlab/apputils';
import { currentPlace, type IDocuments, type IPlace } from './places';
import { suggestVariable } from '../registry/names';
import type { Schemas } from '../tokens';
import { toProblem } from '../ui/errors';
import {
  type Args,
  byHand,
  type ICommandContext,
  text,
  version
} from '../commands/context';

/** What getting code from the registry needs. */
export type ICodeContext = Pick<ICommandContext, 'registry' | 'trans'>;

/** The command `insert-load-code`. */
export async function insertLoadCode(
  args: Args,
  context: ICommandContext,
  documents: IDocuments
): Promise<void> {
  const { app, registry, trans } = context;
  const name = text(args.name);
  const number = version(args.version, trans);
  const place = () => {
    const found = currentPlace(documents, app.shell.currentWidget);
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
    const { pickModel } = await import('../dialogs');
    const chosen =
      name ??
      (
        await pickModel(
          registry,
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
  place: IPlace,
  context: ICodeContext
): Promise<void> {
  await byHand(context.trans.__('Could not insert the code'), () =>
    fill(place, name, undefined, context)
  );
}

async function fill(
  place: IPlace,
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
  { registry }: ICodeContext,
  trust?: string
): Promise<Schemas['LoadCode']> {
  const model = await registry.get(name);
  const chosen = number ?? model.latest.version;
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
    const answer = await showDialog({
      title: trans.__('Code from somebody else'),
      body: trans.__(
        '%1 (%2) saved this version. Running the inserted code can run any code from the file with the SHA-256 %3.',
        confirm.author.name,
        confirm.author.username,
        confirm.sha256
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
