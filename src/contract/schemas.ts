import type { components } from './generated';

/** The schemas of the contract, by name. */
export type Schemas = components['schemas'];

export type Health = Schemas['Health'];
export type FormatRow = Schemas['FormatRow'];
export type Family = Schemas['Family'];
export type Model = Schemas['Model'];
export type ModelHead = Schemas['ModelHead'];
export type ModelPage = Schemas['ModelPage'];
export type Version = Schemas['Version'];
export type VersionHead = Schemas['VersionHead'];
export type Operation = Schemas['Operation'];
export type Transfer = Schemas['Transfer'];
export type TrashEntry = Schemas['TrashEntry'];
export type KernelCheck = Schemas['KernelCheck'];
export type KernelTarget = Schemas['KernelTarget'];
export type KernelReport = Schemas['KernelReport'];
export type KernelListing = Schemas['KernelListing'];
export type Risk = Schemas['Risk'];
/** What of a version can be loaded without the rest. */
export type LoadPart = Schemas['Part'];

/** The fields without those that are undefined: the REST contract knows no such values. */
export function omitUndefined<T extends object>(
  fields: T
): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined)
  ) as { [K in keyof T]: NonNullable<T[K]> };
}
