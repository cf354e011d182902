import type { Span } from './fold.ts';

/** A number that somebody can be called at. */
export interface FoundPhone extends Span {
  /** As it is dialled, digits only. */
  readonly value: string;
  readonly kind: 'mobile' | 'landline';
  /** 分机, also of the numbers that shops put in a customer's place; null when there is none. */
  readonly extension: string | null;
}

/** 11 digits, whole or in the usual groups, with or without the country in front. The first group is what must not be a digit before it. */
const MOBILE = /(^|[^\d])((?:(?:\+ ?86|0086|86)[ -]?)?(1[3-9]\d[ -.]?\d{4}[ -.]?\d{4}))(?!\d)/g;
/** Area code and number, or 400/800 numbers. */
const LANDLINE = /(^|[^\d-])((?:\+ ?86[ -]?)?(\(?0\d{2,3}\)?[ -]?\d{7,8}|[48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]?\d{4}[ -]?\d{3}))(?!\d)/g;
/** A number of seven or eight digits is one only where it is called so. */
const LOCAL = /(电话|座机|固话|固定电话|宅电)[:： ]{0,3}((\d{7,8}))(?!\d)/g;
const EXTENSION = /^(?:[ -]?(?:转|分机号?|ext\.?)[: ]?(\d{1,6})|-(\d{3,4})|\[(\d{3,4})\])(?!\d)/i;

/** Every number in a folded text, from left to right; what lies inside of another is left out. */
export function findPhones(text: string): readonly FoundPhone[] {
  const found: FoundPhone[] = [];
  const taken = (span: Span) => found.some((other) => span.start < other.end && other.start < span.end);
  for (const [pattern, kind] of [
    [MOBILE, 'mobile'],
    [LANDLINE, 'landline'],
    [LOCAL, 'landline'],
  ] as const) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const end = match.index + match[0].length;
      const start = end - match[2]!.length;
      // the sign that ended one number may begin the next
      pattern.lastIndex = end;
      const extension = EXTENSION.exec(text.slice(end, end + 12));
      const span = { start, end: end + (extension?.[0].length ?? 0) };
      if (taken(span)) continue;
      found.push({
        ...span,
        value: match[3]!.replace(/\D/g, ''),
        kind,
        extension: extension ? (extension[1] ?? extension[2] ?? extension[3] ?? null) : null,
      });
      if (found.length >= MOST_PHONES) return found.sort((a, b) => a.start - b.start);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A message with more numbers than this is a list, not a message. */
const MOST_PHONES = 20;
