declare const epochMsBrand: unique symbol;

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & { readonly [epochMsBrand]: true };

/** Checks that `value` is a whole number of milliseconds. Throws RangeError otherwise. */
export function epochMs(value: number): EpochMs {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an instant: ${value}`);
  return value as EpochMs;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/**
 * The zones we read clocks in, all without daylight saving, so that a fixed offset (minutes east of UTC) says everything:
 * WeChat's runtime has no time-zone data.
 */
export const ZONE_OFFSET_MINUTES = { 'Asia/Shanghai': 480, 'Asia/Urumqi': 360, UTC: 0 } as const;
export type Zone = keyof typeof ZONE_OFFSET_MINUTES;

/** Where the business keeps its days. */
export const BUSINESS_ZONE: Zone = 'Asia/Shanghai';

export function isZone(name: unknown): name is Zone {
  return typeof name === 'string' && Object.hasOwn(ZONE_OFFSET_MINUTES, name);
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return DAYS_IN_MONTH[month - 1] ?? 0;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. Years begin in March here, so that the leap day comes last. */
function daysFromDate(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + dayOfYear - 719468;
}

/** Two ASCII digits at `index`, or −1. */
function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48;
  const ones = text.charCodeAt(index + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

const T = 84;
const Z = 90;
const DASH = 45;
const COLON = 58;
const POINT = 46;
const PLUS = 43;

/**
 * Reads `YYYY-MM-DDThh:mm[:ss[.f]]` with one to three fraction digits and an offset, `Z` or `±hh:mm` up to ±14:00. Real dates of the years
 * 0001–9999 only, hours 00–23, no leap seconds. Null for anything else. Written by hand because every quote reads one.
 */
export function parseInstant(text: string): EpochMs | null {
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return null;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T || text.charCodeAt(13) !== COLON) return null;
  const year = century * 100 + yearOfCentury;
  if (year === 0 || (day > 28 && day > daysInMonth(year, month))) return null;

  let at = 16;
  let milliseconds = 0;
  if (text.charCodeAt(at) === COLON) {
    const second = twoDigits(text, at + 1);
    if (second < 0 || second > 59) return null;
    milliseconds = second * 1000;
    at += 3;
    if (text.charCodeAt(at) === POINT) {
      let weight = 100;
      at += 1;
      const first = at;
      for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(at) - 48) {
        if (at - first === 3) return null;
        milliseconds += digit * weight;
        weight /= 10;
        at += 1;
      }
      if (at === first) return null;
    }
  }

  const offset = offsetMs(text, at);
  if (offset === null) return null;
  return (daysFromDate(year, month, day) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + milliseconds - offset) as EpochMs;
}

/** The offset that stands at `at` and ends the text, in milliseconds east of UTC; null when there is none. */
function offsetMs(text: string, at: number): number | null {
  const sign = text.charCodeAt(at);
  if (sign === Z) return text.length === at + 1 ? 0 : null;
  if ((sign !== PLUS && sign !== DASH) || text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return null;
  const hours = twoDigits(text, at + 1);
  const minutes = twoDigits(text, at + 4);
  if (hours < 0 || minutes < 0 || minutes > 59) return null;
  const total = hours * 60 + minutes;
  if (total > 14 * 60) return null;
  return (sign === PLUS ? total : -total) * MINUTE_MS;
}

/** What a clock and a calendar on the wall show. */
export interface LocalTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  /** 1–31 */
  readonly day: number;
  /** 0–23 */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** ISO: 1 Monday … 7 Sunday */
  readonly weekday: number;
}

/** The wall clock at an instant, for a zone. */
export function localTime(at: EpochMs, zone: Zone = BUSINESS_ZONE): LocalTime {
  const local = at + ZONE_OFFSET_MINUTES[zone] * MINUTE_MS;
  const days = Math.floor(local / DAY_MS);
  const ms = local - days * DAY_MS;
  // back from a day number to a date: the inverse of daysFromDate, in eras of 400 years
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(ms / HOUR_MS),
    minute: Math.floor(ms / MINUTE_MS) % 60,
    second: Math.floor(ms / 1000) % 60,
    weekday: weekdayOfDay(days),
  };
}

/** ISO weekday of a day number since 1970-01-01, which was a Thursday. */
function weekdayOfDay(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** The business day (Asia/Shanghai) that an instant falls on: `2026-11-22`. */
export function businessDay(at: EpochMs): string {
  const { year, month, day } = localTime(at);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** The first instant of a business day `YYYY-MM-DD`, or null when that is no date. */
export function startOfBusinessDay(day: string): EpochMs | null {
  return day.length === 10 ? parseInstant(`${day}T00:00+08:00`) : null;
}

/** The instant as every answer writes it: `2026-11-22T14:30:00.000+08:00`, in the given zone. Read back by {@link parseInstant}. */
export function formatInstant(at: EpochMs, zone: Zone = BUSINESS_ZONE): string {
  const { year, month, day, hour, minute, second } = localTime(at, zone);
  const ms = ((at % 1000) + 1000) % 1000;
  const offset = ZONE_OFFSET_MINUTES[zone];
  const east = offset === 0 ? 'Z' : `+${pad(Math.floor(offset / 60))}:${pad(offset % 60)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}.${pad(ms, 3)}${east}`;
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** For people: `11月22日 周日 14:30`, in business time. */
export function formatMoment(at: EpochMs): string {
  const { month, day, weekday, hour, minute } = localTime(at);
  return `${month}月${day}日 ${WEEKDAYS[weekday - 1]} ${pad(hour)}:${pad(minute)}`;
}

/** For people: `11月22日 周日`, in business time. */
export function formatDay(at: EpochMs): string {
  const { month, day, weekday } = localTime(at);
  return `${month}月${day}日 ${WEEKDAYS[weekday - 1]}`;
}

/** Minutes of a day as a clock shows them: 870 is `14:30`. */
export function formatTime24(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
