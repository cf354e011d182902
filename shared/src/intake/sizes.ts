import type { Span } from './fold.ts';

/** What devices are measured in, as we write it. */
export const UNITS = ['匹', '升', '英寸', '公斤', '千瓦'] as const;
export type Unit = (typeof UNITS)[number];

/** A capacity 规格: 3 匹, 60 升, 65 英寸. */
export interface Size {
  readonly value: number;
  readonly unit: Unit;
}

/** A capacity at its place in a text. */
export interface FoundSize extends Span, Size {}

/** A capacity that an option or an item is for: one figure, or from … to, both included. */
export interface SizeRange {
  readonly from: number;
  readonly to: number;
  readonly unit: Unit;
}

const SPELLED: Readonly<Record<string, Unit>> = {
  匹: '匹',
  p: '匹',
  hp: '匹',
  升: '升',
  l: '升',
  英寸: '英寸',
  寸: '英寸',
  吋: '英寸',
  公斤: '公斤',
  kg: '公斤',
  千瓦: '千瓦',
  kw: '千瓦',
};
/** What is believable of each: 1080P is a picture, 100 升 no air conditioner. */
const BELIEVABLE: Readonly<Record<Unit, readonly [from: number, to: number]>> = {
  匹: [0.5, 30],
  升: [3, 1500],
  英寸: [19, 130],
  公斤: [2, 30],
  千瓦: [1, 60],
};
const FIGURE = String.raw`\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3}(?:点[一二三四五六七八九])?|半`;
const UNIT = '匹|英寸|寸|吋|公斤|千瓦|升|(?:hp|kg|kw|p|l)(?![a-z0-9])';
const SIZE = new RegExp(String.raw`(^|[^\d.a-z])(${FIGURE}) {0,2}(${UNIT})(半)?`, 'gi');
/** Behind these figures stands another thing: 3P 空开, 2P 插座; in front of these: 续航 5 千瓦时. */
const OTHER_THING = /^ ?(?:空开|空气开关|插座|插头|漏保|断路|开关|时|米|级|降|高|温)/;
const HAN_DIGITS = '零一二三四五六七八九';

/** Capacities in a folded text: 3 匹, 三匹, 大3匹, 1.5P, 1匹半, 60L, 65寸. */
export function findSizes(text: string): readonly FoundSize[] {
  const found: FoundSize[] = [];
  SIZE.lastIndex = 0;
  for (let match = SIZE.exec(text); match !== null; match = SIZE.exec(text)) {
    const [whole, before = '', figure = '', spelled = '', half] = match;
    const unit = SPELLED[spelled.toLowerCase()]!;
    const value = amountOf(figure) + (half ? 0.5 : 0);
    const [least, most] = BELIEVABLE[unit];
    const span = { start: match.index + before.length, end: match.index + whole.length };
    // the character in front may be the one behind the last figure: 3匹/5匹
    SIZE.lastIndex = Math.max(match.index + 1, span.end - 1);
    if (value < least || value > most || (half && unit !== '匹') || OTHER_THING.test(text.slice(span.end, span.end + 5))) continue;
    found.push({ ...span, value, unit });
  }
  return found;
}

/** Figures as people write them: 3, 1.5, 三, 两, 十二, 一点五, 半. */
function amountOf(figure: string): number {
  if (/^\d/.test(figure)) return Number(figure);
  if (figure === '半') return 0.5;
  const [whole = '', part] = figure.replace('两', '二').split('点');
  const ten = whole.indexOf('十');
  const digit = (char: string | undefined, absent: number) => (char ? HAN_DIGITS.indexOf(char) : absent);
  const value = ten < 0 ? digit(whole[0], 0) : digit(ten > 0 ? whole[0] : undefined, 1) * 10 + digit(whole[ten + 1], 0);
  return value + (part ? HAN_DIGITS.indexOf(part) / 10 : 0);
}

const RANGE = new RegExp(String.raw`(\d+(?:\.\d+)?)(?:\s*[-–~至到]\s*(\d+(?:\.\d+)?))?\s*(${UNIT})\s*(及?以[下上])?`, 'i');

/** The capacity that an option's or an item's words are for: `柜式空调安装(3匹)`, `100–300 升`, `1.5匹及以下`; null where they name none. */
export function rangeIn(words: string): SizeRange | null {
  const match = RANGE.exec(words);
  if (!match) return null;
  const [, first = '', second, spelled = '', open] = match;
  const unit = SPELLED[spelled.toLowerCase()]!;
  const from = Number(first);
  const to = second === undefined ? from : Number(second);
  if (open?.endsWith('下')) return { from: 0, to, unit };
  return open ? { from, to: Number.POSITIVE_INFINITY, unit } : { from, to, unit };
}

/** How far a capacity lies from a range, in its unit; 0 inside; null where the units differ. */
export function sizeGap({ value, unit }: Size, range: SizeRange): number | null {
  if (unit !== range.unit) return null;
  return value < range.from ? range.from - value : value > range.to ? value - range.to : 0;
}

/** `3匹`: how a capacity is kept and shown. */
export const sizeText = ({ value, unit }: Size): string => `${value}${unit}`;

/** A capacity that somebody typed or that was kept; null where it is none. */
export function sizeOf(text: string): Size | null {
  const [found] = findSizes(text);
  return found ? { value: found.value, unit: found.unit } : null;
}
