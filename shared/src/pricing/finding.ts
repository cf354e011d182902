/** Something wrong, or worth a second look, in a price book before it is published. */
export interface BookFinding {
  /** An error keeps the book from being published; a warning does not. */
  readonly severity: 'error' | 'warning';
  readonly code: BookFindingCode;
  /** Dots from the book's root: `items.3.prices.T2.charge`. */
  readonly path: string;
  /** For a finance clerk, in Chinese. */
  readonly message: string;
}

export type BookFindingCode =
  | 'TYPE_WRONG'
  | 'KEY_UNKNOWN'
  | 'KEY_MISSING'
  | 'LIST_EMPTY'
  | 'VALUE_INVALID'
  | 'NUMBER_INVALID'
  | 'FEN_NOT_WHOLE'
  | 'FEN_OUT_OF_RANGE'
  | 'RATE_OUT_OF_RANGE'
  | 'TIME_INVALID'
  | 'WINDOW_INVALID'
  | 'TIME_ZONE_UNKNOWN'
  | 'REGION_INVALID'
  | 'CODE_DUPLICATE'
  | 'TIER_UNKNOWN'
  | 'ITEM_UNKNOWN'
  | 'LADDER_NOT_ASCENDING'
  | 'CLAMP_INVERTED'
  | 'SPLIT_RATE_ABOVE_ONE'
  | 'SPLIT_AMBIGUOUS'
  | 'CONDITION_INVALID'
  | 'PRICE_MISSING'
  | 'PRICE_NEGATIVE'
  | 'RULE_NEVER_WINS'
  | 'RULES_TIE'
  | 'CHECK_INCOMPLETE';

export type JsonRecord = { readonly [key: string]: unknown };

/** Collects findings while a book of unknown shape is read. Every reader reports what is wrong and returns null, so that reading goes on. */
export interface Reader {
  readonly findings: BookFinding[];
  error(path: string, code: BookFindingCode, message: string): null;
  warning(path: string, code: BookFindingCode, message: string): void;
}

export function createReader(): Reader {
  const findings: BookFinding[] = [];
  return {
    findings,
    error(path, code, message) {
      findings.push({ severity: 'error', code, path, message });
      return null;
    },
    warning(path, code, message) {
      findings.push({ severity: 'warning', code, path, message });
    },
  };
}

export const at = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

export function has(record: JsonRecord, key: string): boolean {
  return Object.hasOwn(record, key);
}

/** An object with known keys only; the required ones must be there. */
export function readObject(
  reader: Reader,
  value: unknown,
  path: string,
  keys: { readonly required: readonly string[]; readonly optional: readonly string[] } | null,
): JsonRecord | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return reader.error(path, 'TYPE_WRONG', '这里应是一组带名称的内容（JSON 对象）');
  const record = value as JsonRecord;
  if (keys) {
    for (const key of Object.keys(record)) {
      if (!keys.required.includes(key) && !keys.optional.includes(key)) {
        reader.error(at(path, key), 'KEY_UNKNOWN', `不认识的名称「${key.slice(0, 60)}」，请检查拼写`);
      }
    }
    for (const key of keys.required) if (!has(record, key)) reader.error(at(path, key), 'KEY_MISSING', `缺少「${key}」`);
  }
  return record;
}

export function readList(reader: Reader, value: unknown, path: string, mayBeEmpty: boolean): readonly unknown[] | null {
  if (!Array.isArray(value)) return reader.error(path, 'TYPE_WRONG', '这里应是一个列表');
  if (value.length === 0 && !mayBeEmpty) return reader.error(path, 'LIST_EMPTY', '列表不能为空；不限制时请去掉这一项');
  return value;
}

export function readText(reader: Reader, value: unknown, path: string): string | null {
  if (typeof value !== 'string') return reader.error(path, 'TYPE_WRONG', '这里应是文字');
  return value;
}

export function readCode(reader: Reader, value: unknown, path: string): string | null {
  const text = readText(reader, value, path);
  return text === '' ? reader.error(path, 'VALUE_INVALID', '编码不能为空') : text;
}

export function readWhole(reader: Reader, value: unknown, path: string): number | null {
  return Number.isSafeInteger(value) ? (value as number) : reader.error(path, 'NUMBER_INVALID', '这里应是整数');
}

/** Fen amounts of a book stay within this, so that a priced line may reach 10^13. */
const MAX_BOOK_FEN = 10_000_000_000;

export function readFen(reader: Reader, value: unknown, path: string): number | null {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return reader.error(path, 'FEN_NOT_WHOLE', '金额以分为单位，必须是整数（¥12.50 写作 1250）');
  if (Math.abs(value) > MAX_BOOK_FEN) return reader.error(path, 'FEN_OUT_OF_RANGE', '金额过大，价格本中单个金额不超过 1 亿元');
  return value;
}

/** One of a few words. */
export function readChoice<T extends string>(reader: Reader, value: unknown, path: string, choices: readonly T[]): T | null {
  if (typeof value === 'string' && (choices as readonly string[]).includes(value)) return value as T;
  return reader.error(path, 'VALUE_INVALID', `只能是：${choices.join('、')}`);
}

/** A non-empty list of some of a few words. */
export function readChoices<T extends string>(reader: Reader, value: unknown, path: string, choices: readonly T[]): readonly T[] | null {
  const list = readList(reader, value, path, false);
  if (!list) return null;
  return list.map((element, index) => readChoice(reader, element, at(path, index), choices)).filter((choice) => choice !== null);
}
