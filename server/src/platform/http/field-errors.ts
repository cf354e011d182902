import type { FieldError } from '@mingdan/shared/kernel/result';
import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** One entry per wrong field, with a sentence in Chinese that says what was expected; never the value that was sent. */
export function fieldErrors(issues: readonly Issue[], input: unknown): FieldError[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [fieldError(issue, input)];
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: 'unknown', message: '没有这个字段' }));
  });
}

function fieldError(issue: Issue, input: unknown): FieldError {
  const path = pathOf(issue.path);
  // what the schema calls a wrong type or a wrong choice is, for the reader, something that is missing
  if (issue.path.length > 0 && valueAt(input, issue.path) === undefined) return { path, code: 'required', message: '必填' };
  return { path, ...describe(issue) };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (held, key) => (typeof held === 'object' && held !== null ? (held as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  );
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  record: '对象',
  null: '空',
  nan: '数字',
};

const FORMATS: Readonly<Record<string, string>> = {
  url: '网址',
  email: '邮箱',
  datetime: '时间',
  date: '日期',
  time: '时刻',
  uuid: '编号',
};

function describe(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'type', message: `应为${TYPES[issue.expected] ?? issue.expected}` };
    case 'too_small':
      return { code: 'too_small', message: sizeMessage(issue.origin, '至少', Number(issue.minimum), issue.inclusive !== false) };
    case 'too_big':
      return { code: 'too_big', message: sizeMessage(issue.origin, '最多', Number(issue.maximum), issue.inclusive !== false) };
    case 'invalid_value':
      return { code: 'choice', message: `只能是：${issue.values.map(String).join('、')}` };
    case 'not_multiple_of':
      return { code: 'step', message: `应为 ${issue.divisor} 的倍数` };
    case 'invalid_format':
      return { code: 'format', message: ownMessage(issue) ?? `应为正确的${FORMATS[issue.format] ?? '格式'}` };
    case 'invalid_key':
      return { code: 'key', message: '字段名不对' };
    case 'custom':
      return { code: 'custom', message: ownMessage(issue) ?? '不符合要求' };
    default:
      return { code: 'invalid', message: ownMessage(issue) ?? '不符合要求' };
  }
}

/** A contract's own sentence, where it has one: the library's are English, ours are Chinese. */
function ownMessage(issue: Issue): string | undefined {
  return /[一-鿿]/.test(issue.message) ? issue.message : undefined;
}

function sizeMessage(origin: string, word: string, bound: number, inclusive: boolean): string {
  if (origin === 'string') return `${word} ${bound} 个字`;
  if (origin === 'array' || origin === 'set') return `${word} ${bound} 项`;
  if (origin === 'file') return `${word} ${bound} 字节`;
  if (!inclusive) return `应${word === '至少' ? '大于' : '小于'} ${bound}`;
  return word === '至少' ? `不能小于 ${bound}` : `不能大于 ${bound}`;
}
