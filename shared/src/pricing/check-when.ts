import { checkCondition } from '../kernel/conditions.ts';
import { compareDecimals, type Decimal, decimalOf, parseDecimal } from '../kernel/decimal.ts';
import { type EpochMs, parseInstant } from '../kernel/time.ts';
import { readRegion } from './facts.ts';
import { at, has, type JsonRecord, type Reader, readList, readObject, readText } from './finding.ts';
import { LIST_KEYS, WHEN_KEYS } from './types.ts';

/** A time with its offset; null allowed where an end may be open. */
export function readInstant(reader: Reader, value: unknown, path: string): EpochMs | null {
  const text = readText(reader, value, path);
  if (text === null) return null;
  return parseInstant(text) ?? reader.error(path, 'TIME_INVALID', '时间应写成 2026-11-01T00:00:00+08:00 这样，且日期真实存在');
}

/** A half-open window: both ends may be open, but it must not be empty. */
export function checkWindow(reader: Reader, from: unknown, to: unknown, fromPath: string, toPath: string): void {
  const first = from === undefined || from === null ? null : readInstant(reader, from, fromPath);
  const last = to === undefined || to === null ? null : readInstant(reader, to, toPath);
  if (first !== null && last !== null && first >= last) reader.error(toPath, 'WINDOW_INVALID', '结束时间必须晚于开始时间');
}

/** A decimal string as quantities are: at most 12 digits before and 3 behind the point, no sign. */
export function readDistance(reader: Reader, value: unknown, path: string): Decimal | null {
  const decimal = typeof value === 'string' ? parseDecimal(value, { integerDigits: 12, fractionDigits: 3 }) : null;
  return decimal ?? reader.error(path, 'NUMBER_INVALID', '这里应是带引号的非负数，最多三位小数，例如 "12.5"');
}

const RATE_LIMIT = decimalOf(1000);

/** A rate: below 1000, at most six digits behind the point, no sign. */
export function readRate(reader: Reader, value: unknown, path: string): Decimal | null {
  const decimal = typeof value === 'string' ? parseDecimal(value, { integerDigits: 12, fractionDigits: 6 }) : null;
  if (decimal === null) return reader.error(path, 'RATE_OUT_OF_RANGE', '系数应是带引号的非负数，最多六位小数，例如 "1.25"');
  if (compareDecimals(decimal, RATE_LIMIT) >= 0) return reader.error(path, 'RATE_OUT_OF_RANGE', '系数必须小于 1000');
  return decimal;
}

function checkNumbers(reader: Reader, value: unknown, path: string, least: number, most: number): void {
  const list = readList(reader, value, path, false);
  list?.forEach((element, index) => {
    if (!Number.isInteger(element) || (element as number) < least || (element as number) > most) {
      reader.error(at(path, index), 'NUMBER_INVALID', `只能是 ${least} 到 ${most} 的整数`);
    }
  });
}

function checkTexts(reader: Reader, value: unknown, path: string): void {
  readList(reader, value, path, false)?.forEach((element, index) => {
    readText(reader, element, at(path, index));
  });
}

function checkRegions(reader: Reader, value: unknown, path: string): void {
  readList(reader, value, path, false)?.forEach((element, index) => {
    if (readRegion(element) < 0) reader.error(at(path, index), 'REGION_INVALID', '行政区划代码应是六位数字，例如 "310115"');
  });
}

function checkDistances(reader: Reader, value: unknown, path: string): void {
  const range = readObject(reader, value, path, { required: [], optional: ['min', 'max'] });
  if (!range) return;
  const min = has(range, 'min') ? readDistance(reader, range['min'], at(path, 'min')) : null;
  const max = has(range, 'max') ? readDistance(reader, range['max'], at(path, 'max')) : null;
  if (min && max && compareDecimals(min, max) >= 0) reader.error(at(path, 'max'), 'WINDOW_INVALID', '距离上限必须大于下限');
}

/** Reports everything wrong in the `when` of a rule; an absent one is right. */
export function checkWhen(reader: Reader, rule: JsonRecord, rulePath: string): void {
  if (!has(rule, 'when')) return;
  const path = at(rulePath, 'when');
  const when = readObject(reader, rule['when'], path, { required: [], optional: WHEN_KEYS });
  if (!when) return;
  if (has(when, 'region')) checkRegions(reader, when['region'], at(path, 'region'));
  for (const key of LIST_KEYS) if (has(when, key)) checkTexts(reader, when[key], at(path, key));
  if (has(when, 'window')) {
    const windowPath = at(path, 'window');
    const window = readObject(reader, when['window'], windowPath, { required: [], optional: ['from', 'to'] });
    if (window) checkWindow(reader, window['from'], window['to'], at(windowPath, 'from'), at(windowPath, 'to'));
  }
  if (has(when, 'months')) checkNumbers(reader, when['months'], at(path, 'months'), 1, 12);
  if (has(when, 'weekdays')) checkNumbers(reader, when['weekdays'], at(path, 'weekdays'), 1, 7);
  if (has(when, 'hours')) checkNumbers(reader, when['hours'], at(path, 'hours'), 0, 23);
  if (has(when, 'distanceKm')) checkDistances(reader, when['distanceKm'], at(path, 'distanceKm'));
  if (has(when, 'logic')) {
    const logicPath = at(path, 'logic');
    if (when['logic'] === null) reader.error(logicPath, 'CONDITION_INVALID', '条件不能为空；不需要时请去掉这一项');
    for (const finding of checkCondition(when['logic'])) {
      reader.error(finding.path === '' ? logicPath : at(logicPath, finding.path), finding.code, `条件有误：${finding.message}`);
    }
  }
}
