import { isDayBound, isTime } from './days.ts';
import { type FieldType, MAX_MONEY, SYMBOLOGIES } from './definition.ts';
import { clipped, isObject } from './json.ts';
import { integerFault, textFault } from './report.ts';
import { MAX_LINES, MAX_TEXT } from './value.ts';

/** Null when a setting's value is fine, else what is wrong, in Chinese. */
type SettingCheck = (value: unknown) => string | null;

const flag: SettingCheck = (value) => (typeof value === 'boolean' ? null : '需要「是」或「否」');
const integer =
  (min: number, max: number): SettingCheck =>
  (value) =>
    integerFault(value, min, max);
const text =
  (max: number): SettingCheck =>
  (value) =>
    textFault(value, max);
const oneOf =
  (values: readonly string[]): SettingCheck =>
  (value) =>
    typeof value === 'string' && values.includes(value) ? null : `只能是 ${values.join('、')} 之一`;
const dayBound: SettingCheck = (value) => (isDayBound(value) ? null : '需要日期 YYYY-MM-DD，或今天之后的天数 P7D');

/** A bound of a number field: the shortest print must have at most 12 digits before and 3 after the point, as values do. */
const bound: SettingCheck = (value) =>
  typeof value === 'number' && /^-?\d{1,12}(\.\d{1,3})?$/.test(String(value)) ? null : '需要数字，整数最多 12 位、小数最多 3 位';

/** A bound of a quantity. */
const quantityBound: SettingCheck = (value) =>
  typeof value === 'number' && /^\d{1,12}(\.\d{1,3})?$/.test(String(value)) ? null : '需要不小于 0 的数，整数最多 12 位、小数最多 3 位';

const options: SettingCheck = (value) => {
  if (!Array.isArray(value) || value.length === 0 || value.length > 200) return '需要 1 到 200 个选项';
  const seen = new Set<unknown>();
  for (const option of value as unknown[]) {
    if (!isObject(option) || Object.keys(option).some((key) => key !== 'value' && key !== 'label')) return '每个选项只有 value 和 label';
    if (textFault(option.value, 60) ?? textFault(option.label, 60)) return '选项的值和名称需要 1 到 60 个字';
    if (seen.has(option.value)) return `选项值「${clipped(option.value)}」重复`;
    seen.add(option.value);
  }
  return null;
};

const slots: SettingCheck = (value) => {
  if (!Array.isArray(value) || value.length === 0 || value.length > 48) return '需要 1 到 48 个时段';
  for (const slot of value as unknown[]) {
    if (!isObject(slot) || Object.keys(slot).length !== 2) return '每个时段只有 from 和 to';
    const { from, to } = slot;
    if (!isTime(from) || !isTime(to) || from >= to) return '时段格式为 HH:mm，开始早于结束';
  }
  return null;
};

const listOf =
  (fault: SettingCheck, max: number): SettingCheck =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > max) return `需要 1 到 ${max} 项`;
    if (new Set<unknown>(value).size < value.length) return '有重复的项';
    return (value as unknown[]).map(fault).find((found) => found !== null) ?? null;
  };

const files = { min: integer(0, 50), max: integer(1, 50) };
const lines = {
  items: listOf(text(64), 2000),
  min: integer(0, MAX_LINES),
  max: integer(1, MAX_LINES),
  minQuantity: quantityBound,
  maxQuantity: quantityBound,
};
const written = { max: integer(1, MAX_TEXT), pattern: text(200) };

/** Settings that each field type takes, beside those that all fields share. */
export const SETTINGS: { readonly [T in FieldType]: Readonly<Record<string, SettingCheck>> } = {
  // the pattern itself is checked apart: it needs the RE2 compiler
  text: written,
  textarea: written,
  number: { min: bound, max: bound, integer: flag, scale: integer(0, 3), unit: text(10) },
  money: { min: integer(-MAX_MONEY, MAX_MONEY), max: integer(-MAX_MONEY, MAX_MONEY) },
  quantity: { min: quantityBound, max: quantityBound, integer: flag, scale: integer(0, 3), unit: text(10) },
  boolean: {},
  select: { options },
  multiselect: { options },
  date: { min: dayBound, max: dayBound },
  phone: { mobile: flag, landline: flag },
  region: { level: oneOf(['province', 'city', 'county']) },
  address: {},
  timeslot: { min: dayBound, max: dayBound, slots },
  location: { maxAccuracy: integer(1, 100_000) },
  photo: { ...files, camera: flag },
  signature: files,
  rating: { max: integer(2, 10) },
  serial: { symbologies: listOf(oneOf(SYMBOLOGIES), SYMBOLOGIES.length) },
  'service-lines': lines,
  'part-lines': lines,
  heading: {},
};

/** Settings without which a type means nothing. */
export const NEEDED: Partial<Record<FieldType, readonly string[]>> = { select: ['options'], multiselect: ['options'] };
