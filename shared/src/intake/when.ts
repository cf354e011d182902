import { businessDay, DAY_MS, daysInMonth, type EpochMs, epochMs, formatTime24, localTime, startOfBusinessDay } from '../kernel/time.ts';
import type { Span } from './fold.ts';

/** When a customer would like a visit. */
export interface FoundTime extends Span {
  /** Business day YYYY-MM-DD. */
  readonly date: string;
  /** `HH:MM`; null: any time of that day. */
  readonly from: string | null;
  readonly to: string | null;
  /** False where something was left to guess: a day without an hour is sure, an hour without its half of the day is not. */
  readonly sure: boolean;
  /** True when that time has passed already. */
  readonly past: boolean;
}

interface DayPart {
  readonly from: number;
  readonly to: number;
}

const PARTS: Readonly<Record<string, DayPart>> = {
  早: { from: 8, to: 10 },
  早上: { from: 8, to: 10 },
  早晨: { from: 8, to: 10 },
  清早: { from: 8, to: 10 },
  上午: { from: 8, to: 12 },
  中午: { from: 12, to: 14 },
  午后: { from: 12, to: 16 },
  下午: { from: 14, to: 18 },
  傍晚: { from: 16, to: 18 },
  晚上: { from: 18, to: 20 },
  晚: { from: 18, to: 20 },
};
const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  日: 7,
  天: 7,
  末: 6,
};
const RELATIVE: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  今儿: 0,
  今: 0,
  明天: 1,
  明日: 1,
  明儿: 1,
  明: 1,
  后天: 2,
  後天: 2,
  大后天: 3,
};

const NUMBER = '(?:\\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])';
const PART = '(早上|早晨|清早|上午|中午|午后|下午|傍晚|晚上)';
const DAY = [
  '(大后天|后天|後天|今天|今日|今儿|明天|明日|明儿)',
  '([今明])(?=[早晚])',
  '(下下|下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天末])',
  '(?:(\\d{4})[年/.-])?(\\d{1,2})(?:月|[/-](?=\\d{1,2}(?:[日号\\s,，。;；]|$|[早上中下傍晚])))(\\d{1,2})[日号]?',
  '(?:这个月|本月)(\\d{1,2})[日号]',
  `(\\d{1,2})[日号](?= ?(?:早|上午|中午|下午|傍晚|晚|${NUMBER}点|过来|上门|来|有空|可以|方便))`,
];
const HOUR = `(${NUMBER})(?:点钟?|时|:([0-5]\\d))(半|[一三]刻|[0-5]?\\d分)?`;
/** A day, a part of it, an hour, an hour until which: at least one of the first three. */
const WHEN = new RegExp(
  `(?:(?:${DAY.join('|')})[的 ,，]{0,2})?(?:${PART}|([早晚])(?![^上 ,，。点\\d一二两三四五六七八九十来过]))?(?:[ ,，]?${HOUR}(?: ?(?:-|~|到|至|—) ?${PART}?${HOUR})?)?`,
  'g',
);

/** A written number up to 99. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const at = text.indexOf('十');
  if (at < 0) return DIGITS[text] ?? 0;
  return (at === 0 ? 1 : DIGITS[text[0]!]!) * 10 + (at + 1 < text.length ? DIGITS[text[at + 1]!]! : 0);
}

interface Read {
  readonly day: string | null;
  readonly part: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly guessed: boolean;
}

const addDays = (now: EpochMs, days: number): string => businessDay(epochMs(now + days * DAY_MS));

/** The day that a match names; null where it names none, `impossible` where there is no such day. */
function dayOf(match: RegExpExecArray, now: EpochMs): string | null | 'impossible' {
  const [, word, short, week, weekday, year, month, date, ofMonth, bare] = match;
  const relative = RELATIVE[word ?? short ?? ''];
  if (relative !== undefined) return addDays(now, relative);
  const today = localTime(now);
  if (weekday !== undefined) {
    const wanted = DIGITS[weekday]!;
    const ahead = wanted - today.weekday;
    if (week?.startsWith('下下')) return addDays(now, ahead + 14);
    if (week?.startsWith('下')) return addDays(now, ahead + 7);
    if (week !== undefined) return addDays(now, ahead);
    return addDays(now, (ahead + 7) % 7);
  }
  const at = (y: number, m: number, d: number): string | 'impossible' =>
    m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m)
      ? `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
      : 'impossible';
  if (month !== undefined) {
    const m = Number(month);
    // a month that is long gone is the next one of that name
    const y = year !== undefined ? Number(year) : today.year + (m < today.month - 6 ? 1 : 0);
    return at(y, m, Number(date));
  }
  const d = ofMonth ?? bare;
  if (d === undefined) return null;
  if (ofMonth !== undefined || Number(d) >= today.day) return at(today.year, today.month, Number(d));
  return today.month === 12 ? at(today.year + 1, 1, Number(d)) : at(today.year, today.month + 1, Number(d));
}

/** Minutes of the day, with whether the half of the day was a guess. */
function minutesOf(
  hour: string,
  minute: string | undefined,
  rest: string | undefined,
  part: string | null,
): { minutes: number; guessed: boolean } | null {
  let h = numberOf(hour);
  let guessed = false;
  const late = part !== null && PARTS[part]!.from >= 12;
  if (late && h < 12 && !(part === '中午' && h >= 10)) h += 12;
  else if (part === null && h >= 1 && h < 8) {
    // nobody is visited at three in the night
    h += 12;
    guessed = true;
  }
  const m =
    minute !== undefined
      ? Number(minute)
      : rest === '半'
        ? 30
        : rest === '一刻'
          ? 15
          : rest === '三刻'
            ? 45
            : rest
              ? Number.parseInt(rest, 10)
              : 0;
  return h > 23 || m > 59 ? null : { minutes: h * 60 + m, guessed };
}

function read(match: RegExpExecArray, now: EpochMs): Read | null {
  const day = dayOf(match, now);
  if (day === 'impossible') return null;
  const [part, short, h1, m1, r1, part2, h2, m2, r2] = match.slice(10);
  const of = part ?? short ?? null;
  const start = h1 === undefined ? null : minutesOf(h1, m1, r1, of);
  if (h1 !== undefined && start === null) return null;
  if (start === null) {
    if (of === null) return day === null ? null : { day, part: null, from: null, to: null, guessed: false };
    const { from, to } = PARTS[of]!;
    return { day, part: of, from: formatTime24(from * 60), to: formatTime24(to * 60), guessed: false };
  }
  const end = h2 === undefined ? null : minutesOf(h2, m2, r2, part2 ?? of);
  const until = end !== null && end.minutes > start.minutes ? end.minutes : Math.min(start.minutes + 120, 23 * 60 + 59);
  return { day, part: of, from: formatTime24(start.minutes), to: formatTime24(until), guessed: start.guessed || (end?.guessed ?? false) };
}

/**
 * The first time that a folded text wishes for. `now` says what 明天 is. Hours like 10:20 by themselves are stamps of a chat as often as wishes: they
 * count beside a day or a part of it only.
 *
 * @param elsewhere whether a part of the text is something else: a stamp, an address
 */
export function findTime(text: string, now: number, elsewhere: (span: Span) => boolean): FoundTime | null {
  const at = epochMs(now);
  let best: FoundTime | null = null;
  WHEN.lastIndex = 0;
  for (let match = WHEN.exec(text); match !== null; match = WHEN.exec(text)) {
    if (match[0] === '') {
      WHEN.lastIndex += 1;
      continue;
    }
    const spanned = match[0].replace(/[的 ,，]+$/, '');
    const span = { start: match.index, end: match.index + spanned.length };
    if (elsewhere(span)) continue;
    // 3/4 of a date that goes on, 晚 of 晚报
    if (/\d/.test(text[span.start - 1] ?? '') && /^\d/.test(spanned)) continue;
    const found = read(match, at);
    if (!found) continue;
    const clockOnly = found.day === null && found.part === null;
    if (clockOnly && !/[点时]/.test(spanned)) continue;
    if (found.part !== null && found.part.length === 1 && found.day === null) continue;
    const date = found.day ?? nextDay(found, at);
    const end = (startOfBusinessDay(date) ?? 0) + (found.to === null ? DAY_MS : minutes(found.to) * 60_000);
    const time: FoundTime = { ...span, date, from: found.from, to: found.to, sure: found.day !== null && !found.guessed, past: end <= now };
    if (best === null || (!best.sure && time.sure)) best = time;
    if (best.sure && best.from !== null) break;
  }
  return best;
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** An hour without a day: today while it has not passed, else tomorrow. */
function nextDay(found: Read, now: EpochMs): string {
  const { hour, minute } = localTime(now);
  return found.to !== null && minutes(found.to) > hour * 60 + minute ? addDays(now, 0) : addDays(now, 1);
}
