import type { Finding } from './finding.ts';
import { clipped, isInheritedName, isObject } from './json.ts';

/** Collects findings while a definition is checked. */
export interface Report {
  readonly findings: readonly Finding[];
  error(code: string, path: string, message: string, node?: string): void;
  warning(code: string, path: string, message: string, node?: string): void;
}

/** An empty report. */
export function createReport(): Report {
  const findings: Finding[] = [];
  const add = (severity: Finding['severity']) => (code: string, path: string, message: string, node?: string) => {
    findings.push({ severity, code, path, message, ...(node === undefined ? {} : { node }) });
  };
  return { findings, error: add('error'), warning: add('warning') };
}

/** Refuses every property that is not in `known`. `code` is the part of the definition's finding for bad shapes. */
export function refuseUnknown(
  report: Report,
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: string,
  node?: string,
): void {
  for (const key of Object.keys(object)) {
    if (!known.includes(key)) report.error('PROPERTY_UNKNOWN', below(path, clipped(key)), `不认识的设置「${clipped(key)}」`, node);
  }
}

/** A path one step deeper. */
export function below(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

/** Null when `value` is a text of 1 … `max` characters without control characters, else what is wrong. */
export function textFault(value: unknown, max: number): string | null {
  if (typeof value !== 'string' || value.trim() === '') return '需要填写文字';
  if (value.length > max) return `最多 ${max} 个字`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return /[\u0000-\u001f\u007f]/.test(value) ? '不能含有控制字符' : null;
}

/** Null when `value` is a whole number within the bounds, else what is wrong. */
export function integerFault(value: unknown, min: number, max: number): string | null {
  const fine = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return fine ? null : `需要 ${min} 到 ${max} 的整数`;
}

/** A code like `ac-install`: lower-case letters, digits and hyphens, a letter first, at most 40. */
export function codeFault(value: unknown): string | null {
  const fine = typeof value === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(value) && !isInheritedName(value);
  return fine ? null : '代码以小写字母开头，只含小写字母、数字和连字符，最多 40 位';
}

/** The elements of a list with their paths; a finding and nothing when it is no list or an element is no object. */
export function objectsIn(
  report: Report,
  value: unknown,
  path: string,
  what: string,
): readonly { readonly at: string; readonly item: Record<string, unknown> }[] {
  if (!Array.isArray(value)) {
    report.error('MALFORMED', path, `${what}需要是列表`);
    return [];
  }
  return value.flatMap((item: unknown, index) => {
    const at = below(path, index);
    if (isObject(item)) return [{ at, item }];
    report.error('MALFORMED', at, `${what}的每一项需要是对象`);
    return [];
  });
}
