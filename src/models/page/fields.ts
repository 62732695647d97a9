import type { Model, Version } from '../../contract/schemas';
import {
  modelNameProblems,
  splitTags,
  tagProblems
} from '../../registry/names';
import { editModel, editVersion, type IEditContext } from '../edits';
import { FieldEditor, type IField } from './fieldEditor';

/** What the fields work with. */
export interface IFieldsOptions extends IEditContext {
  /** The model as it was fetched last. */
  model(): Model | null;
  /** A field was changed: this is the model now. */
  edited(model: Model): void;
  /** A field could not be changed: find out what it is now. */
  refetch(): Promise<void>;
  /** There is something else to show. */
  changed(): void;
}

/** The fields of the page that are edited in their places; no DOM. */
export class PageFields {
  constructor(private _options: IFieldsOptions) {
    const { trans } = _options;
    const list = {
      ...LIST,
      check: (text: string) => tagProblems(splitTags(text), trans)
    };
    const name = {
      ...PLAIN,
      check: (text: string) => modelNameProblems(text, trans)
    };
    this._list = list;
    this.name = this._ofModel('name', '', name);
    this.description = this._ofModel('description', '', PLAIN);
    this.tags = this._ofModel('tags', [], list);
  }

  readonly name: FieldEditor<string>;
  readonly description: FieldEditor<string>;
  readonly tags: FieldEditor<string[]>;

  /** The note on a version. */
  note(version: Version): FieldEditor<string> {
    return this._ofVersion(version).note;
  }

  versionTags(version: Version): FieldEditor<string[]> {
    return this._ofVersion(version).tags;
  }

  /** A version with an open field, as it was when the page first showed it; null for others. */
  openVersion(number: number | null): Version | null {
    const known = this._versions.find(({ shown }) => shown.version === number);
    return known && (known.note.isOpen || known.tags.isOpen)
      ? known.shown
      : null;
  }

  private _ofVersion(version: Version): IVersionFields {
    const known = this._versions.find(
      ({ shown }) => shown.version === version.version
    );
    if (known) {
      return known;
    }
    const fields = {
      shown: version,
      note: this._versionField(version, 'note', PLAIN),
      tags: this._versionField(version, 'tags', this._list)
    };
    this._versions.push(fields);
    return fields;
  }

  private _ofModel<K extends 'name' | 'description' | 'tags'>(
    key: K,
    empty: Model[K],
    texts: ITexts<Model[K]>
  ): FieldEditor<Model[K]> {
    const { model } = this._options;
    return this._editor({
      ...texts,
      value: () => model()?.[key] ?? empty,
      send: async (from, to) => {
        const now = model()!;
        await this._send(
          editModel({ ...now, [key]: from }, { [key]: to }, this._options)
        );
      }
    });
  }

  private _versionField<K extends 'note' | 'tags'>(
    shown: Version,
    key: K,
    texts: ITexts<Version[K]>
  ): FieldEditor<Version[K]> {
    const { model } = this._options;
    const number = shown.version;
    const present = () =>
      model()?.items.find(({ version }) => version === number) ?? shown;
    return this._editor({
      ...texts,
      value: () => present()[key],
      send: async (from, to) => {
        const seen = { ...present(), [key]: from };
        await this._send(
          editVersion(model()!, seen, { [key]: to }, this._options)
        );
      }
    });
  }

  private _editor<T>(field: IField<T>): FieldEditor<T> {
    return new FieldEditor(field, () => this._options.changed());
  }

  private async _send(edit: Promise<Model>): Promise<void> {
    try {
      this._options.edited(await edit);
    } catch (reason) {
      await this._options.refetch();
      throw reason;
    }
  }

  private readonly _list: ITexts<string[]>;
  private readonly _versions: IVersionFields[] = [];
}

/** The fields of one version. */
interface IVersionFields {
  readonly shown: Version;
  readonly note: FieldEditor<string>;
  readonly tags: FieldEditor<string[]>;
}

/** How a value is edited as a text. */
type ITexts<T> = Pick<IField<T>, 'toText' | 'parse' | 'check'>;

const PLAIN: ITexts<string> = { toText: text => text, parse: text => text };

const LIST: ITexts<string[]> = {
  toText: tags => tags.join(', '),
  parse: splitTags
};
