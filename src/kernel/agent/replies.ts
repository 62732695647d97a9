import type {
  KernelCheck,
  KernelReport,
  KernelTarget,
  Schemas
} from '../../contract/schemas';

type Fields = Record<string, unknown>;

/**
 * Readers of what kernels answer. A kernel can answer anything, so each returns null for what has not the
 * shape of the contract.
 */

/** The schema `KernelCheck`. */
export function readCheck(answer: unknown): KernelCheck | null {
  const check = Object(answer) as Fields;
  if (!isResult(check) || !isText(check['variable'])) {
    return null;
  }
  if (check['ok'] !== true) {
    // What else a refusal holds is not looked at, so it is not passed on.
    const { variable, error } = check as KernelCheck;
    const [id, name] = [check['id'], check['class']].map(value =>
      isText(value) ? value : ''
    );
    return { ok: false, variable, error, id, class: name };
  }
  const { id, format, choices, bytes, cell } = check;
  const good =
    isText(id) &&
    isText(check['class']) &&
    isText(format) &&
    isList(choices, isChoice) &&
    (choices as []).length > 0 &&
    isOptional(bytes, isCount) &&
    isOptional(cell, isCell);
  return good ? (answer as KernelCheck) : null;
}

/** The schema `KernelReport`. */
export function readReport(answer: unknown): KernelReport | null {
  return isResult(Object(answer) as Fields) ? (answer as KernelReport) : null;
}

/** The schema `KernelTarget`. */
export function readTarget(answer: unknown): KernelTarget | null {
  const target = Object(answer) as Fields;
  const { taken, warnings, memory } = target;
  const good =
    isResult(target) &&
    isOptional(taken, isText) &&
    isOptional(warnings, value => isList(value, isText)) &&
    isOptional(memory, isMemory);
  return good ? (answer as KernelTarget) : null;
}

/** Whether it went well, or an error with a code and a message. */
function isResult({ ok, error }: Fields): boolean {
  return ok === true || (ok === false && isError(error));
}

function isError(value: unknown): value is Schemas['KernelError'] {
  const { code, message, hint } = Object(value) as Fields;
  return isText(code) && isText(message) && isOptional(hint, isText);
}

function isChoice(value: unknown): boolean {
  const choice = Object(value) as Fields;
  const { format, encoding, risk, restores, lost, files } = choice;
  return (
    isText(format) &&
    isText(encoding) &&
    ['data', 'parser', 'program', 'code'].includes(risk as string) &&
    isText(restores) &&
    isList(lost, isText) &&
    isList(files, isText)
  );
}

function isCell(value: unknown): boolean {
  const { source, count } = Object(value) as Fields;
  return isText(source) && isCount(count);
}

function isMemory(value: unknown): boolean {
  const { needed, free } = Object(value) as Fields;
  return isCount(needed) && isOptional(free, isCount);
}

function isList(value: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isOptional(value: unknown, fits: (item: unknown) => boolean): boolean {
  return value === undefined || value === null || fits(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
