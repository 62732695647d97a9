import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { ConsolePanel, IConsoleTracker } from '@jupyterlab/console';
import type { IEditorTracker } from '@jupyterlab/fileeditor';
import type { INotebookTracker, Notebook } from '@jupyterlab/notebook';
import type { Widget } from '@lumino/widgets';

/** What keeps the documents that have code; a tracker is missing where its part of JupyterLab is. */
export interface IDocuments {
  readonly notebooks: INotebookTracker | null;
  readonly consoles: IConsoleTracker | null;
  readonly editors: IEditorTracker | null;
}

/** Where code can be put. */
export interface IInsertionPoint {
  /** What is marked while something is held over the place. */
  readonly mark: Element | null;
  insert(source: string): void;
}

/** The place that the user works at: below the active cell, or at the cursor. */
export function currentInsertionPoint(
  documents: IDocuments,
  current: Widget | null
): IInsertionPoint | null {
  const { notebooks, consoles, editors } = documents;
  const trackers = [notebooks, consoles, editors];
  const tracker =
    trackers.find(
      each => current !== null && each?.currentWidget === current
    ) ?? trackers.find(each => each?.currentWidget);
  if (tracker && tracker === notebooks) {
    const notebook = notebooks.currentWidget?.content;
    const next = (notebook?.activeCellIndex ?? -1) + 1;
    return notebook ? inNotebook(notebook, next) : null;
  }
  const editor =
    tracker === consoles
      ? promptOf(consoles?.currentWidget)
      : editors?.currentWidget?.content.editor;
  return editor ? inEditor(editor, null) : null;
}

/** The editor of a console's prompt. */
export function promptOf(
  panel: ConsolePanel | null | undefined
): CodeEditor.IEditor | null {
  return panel?.console.promptCell?.editor ?? null;
}

/** A new cell before the one of this index, wherever that one is by then. */
export function inNotebook(
  notebook: Notebook,
  index: number
): IInsertionPoint | null {
  if (!notebook.model || notebook.model.readOnly) {
    return null;
  }
  const next = notebook.widgets[index];
  return {
    mark: next?.node ?? null,
    insert: source => {
      const { model } = notebook;
      const now = next ? notebook.widgets.indexOf(next) : -1;
      const at = now < 0 ? notebook.widgets.length : now;
      model?.sharedModel.insertCell(at, {
        cell_type: 'code',
        source,
        metadata: { trusted: true }
      });
      notebook.activeCellIndex = at;
      void notebook.scrollToItem(at);
    }
  };
}

/** At a position of the text, or at the cursor. */
export function inEditor(
  editor: CodeEditor.IEditor,
  position: CodeEditor.IPosition | null
): IInsertionPoint | null {
  if (editor.getOption('readOnly') === true) {
    return null;
  }
  return {
    mark: editor.host,
    insert: source => {
      if (position) {
        editor.setCursorPosition(position);
      }
      editor.replaceSelection?.(source);
    }
  };
}
