import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type {
  IKernelVariables,
  IModelRegistry,
  IModelTransfers,
  LoadPart
} from '../tokens';
import { problemText, toProblem } from '../ui/errors';
import { PANEL_ID } from './ids';
import type { IMenuRow } from '../panel/row';
import type { Undo } from '../models/trash/undo';

/** What the commands work with. */
export interface ICommandContext {
  readonly app: JupyterFrontEnd;
  readonly registry: IModelRegistry;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly undo: Undo;
  readonly trans: TranslationBundle;
  /** The row whose menu is open. */
  readonly row: IMenuRow;
  /** Whether to ask before deleting. */
  confirmDelete(): boolean;
}

/** What telling of the end of a command needs. */
export type ITellContext = Pick<ICommandContext, 'app' | 'trans'>;

/** Arguments of a command as they come in. */
export type Args = ReadonlyPartialJSONObject;

/** Arguments with what the row adds to them. */
export function withRow(args: Args, context: ICommandContext): Args {
  return args.row === true ? { ...context.row.current, ...args } : args;
}

/** A text argument, or undefined when it is missing or no text. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A version number, or undefined when it is missing. What is no number of a version never means the whole model. */
export function version(
  value: unknown,
  trans: TranslationBundle
): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new Error(
      trans.__(
        '“%1” is no number of a version. Give a whole number from 1 on, or none.',
        String(value)
      )
    );
  }
  return value;
}

/** What of a version is loaded; undefined for the whole. */
export function part(
  value: unknown,
  trans: TranslationBundle
): LoadPart | undefined {
  if (value !== undefined && value !== null && value !== 'weights') {
    throw new Error(
      trans.__(
        '“%1” is no part of a model. Give “weights”, or nothing for the whole.',
        String(value)
      )
    );
  }
  return value ?? undefined;
}

/** Run what a user started by hand: errors are shown, not thrown. */
export async function byHand<T>(
  title: string,
  action: () => Promise<T>
): Promise<T | null> {
  try {
    return await action();
  } catch (reason) {
    await showErrorMessage(title, problemText(toProblem(reason)));
    return null;
  }
}

/** Whether the panel is in sight, so that it needs no toast to tell what happens in it. */
export function panelVisible(app: JupyterFrontEnd): boolean {
  for (const area of ['right', 'left', 'main', 'down']) {
    for (const widget of app.shell.widgets(area)) {
      if (widget.id === PANEL_ID) {
        return widget.isVisible;
      }
    }
  }
  return false;
}

/** Tell how something ended that the user cannot see in the panel. */
export function tellElsewhere(
  context: ITellContext,
  type: 'success' | 'error',
  message: string,
  action?: { label: string; callback: () => void }
): void {
  if (!panelVisible(context.app)) {
    Notification.emit(message, type, {
      autoClose: type === 'success' ? 6000 : false,
      actions: action ? [action] : []
    });
  }
}
