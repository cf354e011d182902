import { fold } from './fold.ts';

/** The floor 楼层 that an address speaks of. */
export interface FoundFloor {
  /** From 1; floors below the ground are none that a form asks for. */
  readonly floor: number;
  /** The words that tell it: 12层, 1802室. */
  readonly word: string;
  /** False where only a room's number suggests it: 1802 is on the 18th floor in most houses, not in all. */
  readonly sure: boolean;
}

const MOST_FLOORS = 80;
/** Rooms of one floor are numbered from 01 up to about so many. */
const MOST_ROOMS = 40;
const DIGIT: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/**
 * 12层, 十二楼, 5F. 18楼2单元 counts a house, not a floor, and 共18层 and 18层楼 its height. Groups: what stands in front, the figure, the measure.
 */
const FLOOR =
  /(^|[^\dA-Za-z.一二三四五六七八九十百])((?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]))\s?(层|楼|[Ff](?![A-Za-z\d]))(?!\s?(?:[\d一二三四五六七八九十]+\s?(?:单元|门|号院|号楼)|以[上下]|高))/g;
const NO_FLOOR = /(?:负|地下|[Bb]|共|总|一共|总共|约|第?\d+-)\s?$/;
/** A room's number: whole, behind a house or a blank, or with its own measure. */
const ROOM = /(^|[^\dA-Za-z.])([A-Za-z]?)(\d{3,4})\s?(室|房间?|户|号房)?(?![\d.])/g;
/** Behind a number these count something else. */
const OTHER_MEASURE = /^\s?(?:号|弄|巷|路|街|栋|幢|座|楼|层|单元|组|期|区|门|米|#|%|平|年|元)/;
/** In front of a number these make it a house of a street: 建国路888. */
const STREET = /(?:路|街|道|巷|弄|胡同|里|村|公里|邮编)\s?$/;

/** 十二 → 12; figures as they are. */
function figure(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  return (words.includes('十') ? (tens === '' ? 1 : DIGIT[tens!]!) * 10 : 0) + (ones === '' ? 0 : DIGIT[ones!]!);
}

/**
 * The floor in an address as people write it: said (12层), else suggested by the number of the last room (1802室, 3-2-1802). Null where it says none.
 *
 * @param address street, house, door; the names of the place may stand in it
 */
export function floorIn(address: string): FoundFloor | null {
  const text = fold(address.slice(0, 300));
  let said: FoundFloor | null = null;
  FLOOR.lastIndex = 0;
  for (let match = FLOOR.exec(text); match !== null; match = FLOOR.exec(text)) {
    const start = match.index + match[1]!.length;
    const floor = figure(match[2]!);
    if (floor >= 1 && floor <= MOST_FLOORS && !NO_FLOOR.test(text.slice(Math.max(0, start - 4), start)))
      said = { floor, word: text.slice(start, match.index + match[0].length), sure: true };
  }
  return said ?? roomIn(text);
}

function roomIn(text: string): FoundFloor | null {
  let suggested: FoundFloor | null = null;
  ROOM.lastIndex = 0;
  for (let match = ROOM.exec(text); match !== null; match = ROOM.exec(text)) {
    const start = match.index + match[1]!.length;
    const end = match.index + match[0].length;
    // what stands behind this one decides about the next
    ROOM.lastIndex = end;
    if (match[4] === undefined && (OTHER_MEASURE.test(text.slice(end)) || STREET.test(text.slice(0, start)))) continue;
    const digits = match[3]!;
    const [floor, room] = [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
    if (floor < 1 || floor > MOST_FLOORS || room < 1 || room > MOST_ROOMS) continue;
    suggested = { floor, word: text.slice(start, end).trim(), sure: false };
  }
  return suggested;
}
