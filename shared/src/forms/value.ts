import { dayOfBound, isDay, isTime } from './days.ts';
import {
  type AddressField,
  type DateField,
  DEFAULT_MAX_QUANTITY,
  type FieldDefinition,
  type LinesField,
  type LocationField,
  MAX_MONEY,
  type MoneyField,
  type MultiselectField,
  type NumberField,
  type PhoneField,
  type PhotoField,
  type QuantityField,
  type RatingField,
  type RegionField,
  type RegionLevel,
  type SelectField,
  type SerialField,
  type SignatureField,
  type TextareaField,
  type TextField,
  type TimeslotField,
} from './definition.ts';
import { clipped, isObject } from './json.ts';
import { type FormError, type FormErrorCode, formError, type MessageParams } from './messages.ts';

/** What checking values needs from outside. The server gives both functions; a phone may give neither and leaves those checks to the server. */
export interface ValueHost {
  /** `$today`, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whole-value RE2 match; absent: patterns are not checked here. */
  readonly matchPattern?: (pattern: string, text: string) => boolean;
  /** What a region code is: `unknown`, too `shallow` for the level, or `fine`; absent: only its six digits are checked. */
  readonly checkRegion?: (code: string, level: RegionLevel) => 'unknown' | 'shallow' | 'fine';
}

/** Characters (UTF-16 units) of a text field that states no less. */
export const MAX_TEXT = 2000;
/** Characters of an address's street. */
export const MAX_ADDRESS_TEXT = 200;
/** Lines of a line field. */
export const MAX_LINES = 100;
/** Pictures of a photo field that states nothing. */
export const DEFAULT_PHOTOS = 9;
/** Stars of a rating that states nothing. */
export const DEFAULT_STARS = 5;

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(0[1-9]\d{8,10}|[48]00\d{7})$/;
const DECIMAL = /^-?(0|[1-9]\d{0,11})(?:\.(\d+))?$/;
const QUANTITY = /^\d{1,12}(\.\d{1,3})?$/;
const SHA256 = /^[0-9a-f]{64}$/;
const FILE_ID = /^[0-9A-Za-z_-]{1,64}$/;
const SERIAL = /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, save for the end of a line
const CONTROL_IN_LINES = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;
const LEVEL_NAMES = { province: '省', city: '市', county: '区县' } as const;

type Report = (code: FormErrorCode, params?: MessageParams, below?: string) => void;

/** No value: nothing stored is left of it. A boolean `false` and the number 0 are values. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** Everything wrong with one non-empty value of a field; empty when it may be stored as it is. Never throws, whatever is passed. */
export function checkValue(field: FieldDefinition, value: unknown, host: ValueHost): FormError[] {
  const errors: FormError[] = [];
  const report: Report = (code, params, below) => {
    errors.push(formError(field, code, params, below));
  };
  CHECKS[field.type](field as never, value, report, host);
  return errors;
}

type Check<F> = (field: F, value: unknown, report: Report, host: ValueHost) => void;

const CHECKS: { readonly [T in FieldDefinition['type']]: Check<Extract<FieldDefinition, { type: T }>> } = {
  text: checkText,
  textarea: checkText,
  number: checkNumber,
  money: checkMoney,
  quantity: checkNumber,
  boolean: (_field, value, report) => {
    if (typeof value !== 'boolean') report('form.type', { wanted: '「是」或「否」' });
  },
  select: checkSelect,
  multiselect: checkMultiselect,
  date: (field, value, report, host) => {
    if (isDay(value)) checkDay(field, value, report, host, '');
    else report('form.day');
  },
  phone: checkPhone,
  region: checkRegionField,
  address: checkAddress,
  timeslot: checkTimeslot,
  location: checkLocation,
  photo: (field, value, report) => checkFiles(field, value, report, DEFAULT_PHOTOS),
  signature: (field, value, report) => checkFiles(field, value, report, 1),
  rating: checkRating,
  serial: checkSerial,
  'service-lines': checkLines,
  'part-lines': checkLines,
  heading: (_field, _value, report) => report('form.readonly'),
};

function checkText(field: TextField | TextareaField, value: unknown, report: Report, host: ValueHost): void {
  if (typeof value !== 'string') {
    report('form.type', { wanted: '文字' });
    return;
  }
  const max = field.max ?? MAX_TEXT;
  if (value.length > max) {
    report('form.too_long', { max });
    return;
  }
  if ((field.type === 'textarea' ? CONTROL_IN_LINES : CONTROL).test(value)) {
    report('form.control_character');
    return;
  }
  if (field.pattern !== undefined && host.matchPattern && !host.matchPattern(field.pattern, value)) report('form.pattern');
}

/** A JSON number is not taken: the stored value is decimal text, one print for one value everywhere. */
function checkNumber(field: NumberField | QuantityField, value: unknown, report: Report): void {
  const match = typeof value === 'string' ? DECIMAL.exec(value) : null;
  if (!match) {
    report('form.number');
    return;
  }
  const scale = field.integer ? 0 : (field.scale ?? 3);
  const digits = match[2]?.length ?? 0;
  if (digits > scale) {
    if (scale === 0) report('form.integer');
    else report('form.scale', { scale });
    return;
  }
  // at most 12 + 3 digits: the double nearest to the text prints as the text does, so comparing doubles compares the decimals
  const number = Number(value);
  const min = field.min ?? (field.type === 'quantity' ? 0 : undefined);
  if (min !== undefined && number < min) report('form.min', { min });
  if (field.max !== undefined && number > field.max) report('form.max', { max: field.max });
}

/** Whole fen; the sentences speak of yuan. */
function checkMoney(field: MoneyField, value: unknown, report: Report): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > MAX_MONEY) {
    report('form.money');
    return;
  }
  const min = field.min ?? Math.min(0, field.max ?? 0);
  if (value < min) report('form.min', { min: yuanText(min) });
  if (field.max !== undefined && value > field.max) report('form.max', { max: yuanText(field.max) });
}

function yuanText(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}¥${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

function checkMultiselect(field: MultiselectField, value: unknown, report: Report): void {
  if (!Array.isArray(value)) {
    report('form.type', { wanted: '选项的列表' });
    return;
  }
  const isOption = (chosen: unknown) => field.options.some((option) => option.value === chosen);
  if (!(value as unknown[]).every(isOption)) report('form.option');
  else if (new Set<unknown>(value).size < value.length) report('form.option_twice');
}

function checkDay(field: DateField | TimeslotField, day: string, report: Report, host: ValueHost, below: string): void {
  const min = field.min === undefined ? null : dayOfBound(field.min, host.today);
  const max = field.max === undefined ? null : dayOfBound(field.max, host.today);
  if (min !== null && day < min) report('form.day_min', { min }, below);
  if (max !== null && day > max) report('form.day_max', { max }, below);
}

function checkSelect(field: SelectField, value: unknown, report: Report): void {
  if (!field.options.some((option) => option.value === value)) report('form.option');
}

function checkPhone(field: PhoneField, value: unknown, report: Report): void {
  const either = field.mobile !== true && field.landline !== true;
  const mobile = either || field.mobile === true;
  const landline = either || field.landline === true;
  const text = typeof value === 'string' ? value : '';
  if ((mobile && MOBILE.test(text)) || (landline && LANDLINE.test(text))) return;
  report(mobile && landline ? 'form.phone' : mobile ? 'form.mobile' : 'form.landline');
}

function checkRegionField(field: RegionField, value: unknown, report: Report, host: ValueHost): void {
  checkRegionCode(value, field.level ?? 'county', report, host, '');
}

function checkRegionCode(value: unknown, level: RegionLevel, report: Report, host: ValueHost, below: string): void {
  if (typeof value !== 'string' || !/^\d{6}$/.test(value)) {
    report('form.region', {}, below);
    return;
  }
  const found = host.checkRegion?.(value, level) ?? 'fine';
  if (found === 'unknown') report('form.region', {}, below);
  if (found === 'shallow') report('form.region_level', { level: LEVEL_NAMES[level] }, below);
}

function checkAddress(_field: AddressField, value: unknown, report: Report, host: ValueHost): void {
  if (!hasOnly(value, ['region', 'text', 'lat', 'lng'], '地区和详细地址', report)) return;
  checkRegionCode(value.region, 'county', report, host, 'region');
  const text = value.text;
  if (typeof text !== 'string' || text.trim() === '') report('form.required', {}, 'text');
  else if (text.length > MAX_ADDRESS_TEXT) report('form.too_long', { max: MAX_ADDRESS_TEXT }, 'text');
  else if (CONTROL.test(text)) report('form.control_character', {}, 'text');
  const { lat, lng } = value;
  if (lat === undefined && lng === undefined) return;
  checkDegrees(lat, 90, 'lat', report);
  checkDegrees(lng, 180, 'lng', report);
}

function checkTimeslot(field: TimeslotField, value: unknown, report: Report, host: ValueHost): void {
  if (!hasOnly(value, ['date', 'from', 'to'], '日期和时段', report)) return;
  const { date, from, to } = value;
  if (isDay(date)) checkDay(field, date, report, host, 'date');
  else report('form.day', {}, 'date');
  if (!isTime(from) || !isTime(to) || from >= to) {
    report('form.time', {}, 'from');
    return;
  }
  if (field.slots && !field.slots.some((slot) => slot.from === from && slot.to === to)) report('form.slot', {}, 'from');
}

function checkLocation(field: LocationField, value: unknown, report: Report): void {
  if (!hasOnly(value, ['lat', 'lng', 'accuracy', 'at'], '定位打卡', report)) return;
  checkDegrees(value.lat, 90, 'lat', report);
  checkDegrees(value.lng, 180, 'lng', report);
  const { accuracy, at } = value;
  if (typeof accuracy !== 'number' || !Number.isFinite(accuracy) || accuracy < 0)
    report('form.type', { wanted: '定位误差（米）' }, 'accuracy');
  else if (field.maxAccuracy !== undefined && accuracy > field.maxAccuracy) report('form.accuracy', { max: field.maxAccuracy }, 'accuracy');
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at <= 0) report('form.type', { wanted: '打卡时间' }, 'at');
}

function checkDegrees(value: unknown, most: number, below: string, report: Report): void {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > most) report('form.type', { wanted: '经纬度' }, below);
}

function checkFiles(field: PhotoField | SignatureField, value: unknown, report: Report, most: number): void {
  if (!Array.isArray(value)) {
    report('form.type', { wanted: '已上传的文件' });
    return;
  }
  if (!checkCount(value, field.min ?? 0, field.max ?? Math.max(most, field.min ?? 0), report)) return;
  const seen = new Set<string>();
  for (const [index, file] of (value as unknown[]).entries()) {
    const nth = index + 1;
    const { id, sha256 } = isObject(file) && hasKeys(file, ['id', 'sha256']) ? file : {};
    if (typeof id !== 'string' || !FILE_ID.test(id) || typeof sha256 !== 'string' || !SHA256.test(sha256)) {
      report('form.file', { nth }, String(index));
      continue;
    }
    if (seen.has(id)) report('form.file_twice', { nth }, String(index));
    seen.add(id);
  }
}

function checkRating(field: RatingField, value: unknown, report: Report): void {
  const max = field.max ?? DEFAULT_STARS;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    report('form.integer');
    return;
  }
  if (value < 1) report('form.min', { min: 1 });
  if (value > max) report('form.max', { max });
}

function checkSerial(_field: SerialField, value: unknown, report: Report): void {
  if (typeof value !== 'string' || !SERIAL.test(value)) report('form.serial');
}

function checkLines(field: LinesField, value: unknown, report: Report): void {
  if (!Array.isArray(value)) {
    report('form.type', { wanted: '项目与数量的列表' });
    return;
  }
  if (!checkCount(value, field.min ?? 0, field.max ?? MAX_LINES, report)) return;
  for (const [index, line] of (value as unknown[]).entries()) {
    const nth = index + 1;
    if (!isObject(line) || !hasKeys(line, ['item', 'quantity'])) {
      report('form.type', { wanted: '项目与数量' }, String(index));
      continue;
    }
    const { item, quantity } = line;
    const known = typeof item === 'string' && item !== '' && item.length <= 64 && (field.items === undefined || field.items.includes(item));
    if (!known) report('form.item', { nth }, `${index}.item`);
    const path = `${index}.quantity`;
    if (typeof quantity !== 'string' || !QUANTITY.test(quantity)) {
      report('form.quantity', { nth }, path);
      continue;
    }
    // at most 12 + 3 digits: comparing doubles compares the decimals
    const { minQuantity = 0, maxQuantity = DEFAULT_MAX_QUANTITY[field.type] } = field;
    if (Number(quantity) < minQuantity) report('form.quantity_min', { nth, min: minQuantity }, path);
    if (Number(quantity) > maxQuantity) report('form.quantity_max', { nth, max: maxQuantity }, path);
  }
}

function checkCount(list: readonly unknown[], min: number, max: number, report: Report): boolean {
  if (list.length < min) report('form.count_min', { min });
  if (list.length > max) report('form.count_max', { max });
  return list.length <= max;
}

function hasOnly(value: unknown, keys: readonly string[], wanted: string, report: Report): value is Record<string, unknown> {
  if (!isObject(value)) {
    report('form.type', { wanted });
    return false;
  }
  for (const key of Object.keys(value)) if (!keys.includes(key)) report('form.unknown_part', { key: clipped(key) });
  return true;
}

function hasKeys(value: Record<string, unknown>, keys: readonly string[]): boolean {
  const present = Object.keys(value);
  return present.length === keys.length && present.every((key) => keys.includes(key));
}
