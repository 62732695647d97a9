import type { IDisposable } from '@lumino/disposable';
import type { ModelHead } from '../../contract/schemas';
import { findModel } from '../../registry/byId';
import {
  modelNameProblems,
  splitTags,
  tagProblems
} from '../../registry/names';
import { byHand } from '../../ui/errors';
import { editModel, type IEditContext } from '../edits';
import type { ModelListModel } from '../list/model';
import { FieldEditor, type IField } from '../page/fieldEditor';

/** What can be edited in place. */
export type EditedColumn = 'name' | 'tags';

/** A cell while it is edited: the rows stand still until it is saved or given up. */
export class Editing {
  constructor(
    private readonly _list: ModelListModel,
    private readonly _context: IEditContext,
    private readonly _changed: () => void,
    private _head: ModelHead,
    readonly row: number,
    readonly column: EditedColumn
  ) {
    this._hold = _list.hold();
    const field = column === 'name' ? this._nameField() : this._tagsField();
    // Each field knows the type of its own values.
    this.field = new FieldEditor(field as IField<unknown>, () =>
      this._onField()
    );
    this.field.open();
  }

  readonly field: FieldEditor;

  /** Save the text over what somebody else saved meanwhile. */
  async overwrite(): Promise<void> {
    const { registry, trans } = this._context;
    await byHand(trans.__('Could not save'), async () => {
      this._head = (await findModel(registry, this._head.id)) ?? this._head;
      await this.field.save();
    });
  }

  private _nameField(): IField<string> {
    return {
      value: () => this._head.name,
      toText: name => name,
      parse: text => text,
      check: text => modelNameProblems(text, this._context.trans),
      send: (from, name) => this._send({ name: from }, { name })
    };
  }

  private _tagsField(): IField<string[]> {
    return {
      value: () => this._head.tags,
      toText: tags => tags.join(', '),
      parse: splitTags,
      check: text =>
        tagProblems(splitTags(text, this._head.tags), this._context.trans),
      send: (from, tags) => this._send({ tags: from }, { tags })
    };
  }

  private async _send(
    from: Partial<ModelHead>,
    change: Partial<Pick<ModelHead, EditedColumn>>
  ): Promise<void> {
    const shown = { ...this._head, ...from };
    this._list.replace(await editModel(shown, change, this._context));
  }

  private _onField(): void {
    if (!this.field.isOpen) {
      this._hold.dispose();
    }
    this._changed();
  }

  private readonly _hold: IDisposable;
}
