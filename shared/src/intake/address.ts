import type { FoundPlaces, FoundRegion } from '../region/find.ts';
import { isHan, isSign, overlaps, type Span, trimmed } from './fold.ts';
import { type FoundName, looksLikeName, nameAtEnd } from './names.ts';

/** An address as a text has it. */
export interface FoundAddress {
  /** All of it, with the names of the place. */
  readonly whole: Span;
  /** Street, house, door. */
  readonly street: Span;
  /** The street on one line; with the names of the place where those are ambiguous, so that nothing is lost. */
  readonly text: string;
  readonly sure: boolean;
  /** A name that was glued to it. */
  readonly name: FoundName | null;
}

const LABEL = /(?:详细地址|收货地址|收件地址|安装地址|上门地址|服务地址|维修地址|家庭住址|联系地址|住址|地址|位置|所在地区?)\s?[:：=]?\s?/g;
const LABELLED = /(?:详细地址|收货地址|收件地址|安装地址|上门地址|服务地址|维修地址|家庭住址|联系地址|住址|地址)\s?[:：]/;
const LABEL_ONLY = /^(?:所在地区?|地区|省市区|区域)\s?[:：]/;
/** What a piece of an address is made of. */
const ROAD = /[\u4e00-\u9fff]{1,12}(?:路|街|大道|道|巷|弄|胡同|里|村|镇|乡|街道|社区|公路)/;
const PLACE =
  /(?:小区|花园|公寓|大厦|广场|家园|新村|国际|中心|工业园|产业园|开发区|科技园|园区|校区|大学|中学|小学|医院|酒店|宾馆|商场|写字楼|宿舍|别墅|嘉园|名邸|雅苑|佳苑|公馆|府邸|山庄|庄园|名苑|华庭|豪庭|新城|城市|天地|锦苑|苑|坊|邨)/;
const DOOR =
  /\d+\s?(?:号院|号楼|号|栋|幢|座|楼|层|单元|室|弄|组|门|户|#|F)|[A-Za-z]\s?(?:座|栋|幢|区|单元)|[一二三四五六七八九十]+(?:单元|号楼|栋|幢|楼|层|区|期|组)/;
const PLAIN_DOOR = /^(?:[A-Za-z]?\d{1,4}(?:[-#/]\d{1,4}){1,3}(?:室|号)?|[A-Za-z]?\d{3,4}室?|[A-Za-z]\d{1,4}|\d{1,3})$/;
/** A door number ends a street: what stands behind it in the same run is something else. */
const DOOR_END = /(?:\d|号院|号楼|号|栋|幢|座|楼|层|单元|室|门|户|#|[A-Za-z])$/;
const POSTCODE = /^\d{6}$/;
const MOST = 200;

interface Piece extends Span {
  /** What parts it from the piece before. */
  readonly gap: 'blank' | 'comma' | 'line' | 'wall' | 'first';
}

/** Pieces of text between blanks, commas and walls. */
function split(text: string, walls: readonly Span[]): readonly Piece[] {
  const wall = new Uint8Array(text.length);
  for (const { start, end } of walls) wall.fill(1, start, end);
  const pieces: Piece[] = [];
  let start = -1;
  let gap: Piece['gap'] = 'first';
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at] ?? '\n';
    const kind =
      wall[at] === 1
        ? 'wall'
        : char === '\n'
          ? 'line'
          : /[,，;；。!！?？|、…]/.test(char) || isSign(char)
            ? 'comma'
            : char === ' ' && !isInsideDoor(text, at)
              ? 'blank'
              : null;
    if (kind === null) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      pieces.push({ start, end: at, gap });
      start = -1;
      gap = kind;
    } else if (gap === 'blank' || (gap === 'comma' && kind !== 'blank') || kind === 'wall') gap = kind;
  }
  return pieces;
}

/** How much a piece speaks of a place to go to: 0 not at all, 1 only beside another one, 2 by itself. */
function strength(piece: string): 0 | 1 | 2 {
  if (POSTCODE.test(piece)) return 0;
  if (DOOR.test(piece) && (ROAD.test(piece) || PLACE.test(piece))) return 2;
  if (ROAD.test(piece) && /\d/.test(piece)) return 2;
  if (PLAIN_DOOR.test(piece) || DOOR.test(piece)) return 1;
  if (piece.length <= 40 && (ROAD.test(piece) || PLACE.test(piece))) return 1;
  return 0;
}

/** How much words speak of a place to go to: 0 not at all, 1 only beside another place, 2 by themselves: a street or a compound with a number. */
export const placeStrength = (words: string): 0 | 1 | 2 => strength(words);

/** Whether words end with what a compound is called: 幸福小区, 阳光花园. */
export const isCompound = (words: string): boolean => words.length >= 4 && words.length <= 20 && new RegExp(`${PLACE.source}$`).test(words);

/**
 * The address in a folded text: from the names of a place, a label, or a street with a number, over all that goes on as an address does.
 *
 * @param walls numbers and stamps, which no address holds
 * @param tails words of wishes and times: behind a door number they end the address
 */
export function findAddress(
  text: string,
  { places, walls, tails }: { places: FoundPlaces; walls: readonly Span[]; tails: readonly Span[] },
): FoundAddress | null {
  const region = places.best ?? places.rivals[0] ?? null;
  const pieces = split(text, walls);
  LABEL.lastIndex = 0;
  const label = LABEL.exec(text);
  const labelEnd = label ? label.index + label[0].length : -1;
  const within = (piece: Span, at: number) => piece.start <= at && at < piece.end;

  let first = region ? pieces.findIndex((piece) => within(piece, region.start)) : -1;
  const labelled = label ? pieces.findIndex((piece) => piece.end > labelEnd) : -1;
  if (first < 0 || (labelled >= 0 && labelled < first && pieces[labelled]!.gap !== 'line')) first = labelled >= 0 ? labelled : first;
  if (first < 0) first = pieces.findIndex((piece) => strength(text.slice(piece.start, piece.end)) === 2);
  if (first < 0 && walls.length > 0) first = pieces.findIndex((piece) => isDoorstep(text.slice(piece.start, piece.end)));
  if (first < 0) return null;

  // 建国路88号，北京市朝阳区: the street stands in front of its place
  const front = pieces[first - 1];
  const nothingBehind = region !== null && trimmed(text, { start: region.end, end: pieces[first]!.end }).start >= pieces[first]!.end;
  if (
    front &&
    region &&
    nothingBehind &&
    labelEnd < front.end &&
    strength(text.slice(front.start, front.end)) === 2 &&
    !follows(text, pieces, first)
  ) {
    const street = trimmed(text, front);
    return { whole: { start: street.start, end: region.end }, street, text: text.slice(street.start, street.end), sure: true, name: null };
  }

  const begin = Math.max(pieces[first]!.start, labelEnd > pieces[first]!.start && labelEnd < pieces[first]!.end ? labelEnd : 0);
  let last = first;
  for (let at = first + 1; at < pieces.length; at += 1) {
    const piece = pieces[at]!;
    const said = text.slice(piece.start, piece.end);
    if (piece.gap === 'wall') break;
    const ofRegion = region !== null && piece.start < region.end && piece.end > region.start;
    const goesOn = LABEL_ONLY.test(said) ? 0 : LABELLED.test(said) ? 2 : strength(said);
    // a lone number goes on only where an address was under way on the same line
    if (!ofRegion && (goesOn === 0 || (piece.gap !== 'blank' && /^\d{1,3}$/.test(said)))) break;
    if (!ofRegion && goesOn < 2 && tails.some((tail) => overlaps(tail, piece))) break;
    last = at;
  }
  const whole = cut(text, { start: begin, end: pieces[last]!.end }, region, tails);
  return whole.end > whole.start ? finish(text, whole, places, label !== null) : null;
}

/** Too little for an address by itself, enough beside a number: 幸福里小区, A座1203. */
function isDoorstep(piece: string): boolean {
  if (piece.length > 20 || POSTCODE.test(piece)) return false;
  return new RegExp(`${PLACE.source}$`).test(piece) || DOOR.test(piece) || /^[A-Za-z]?\d{1,4}(?:[-#/]\d{1,4}){1,3}(?:室|号)?$/.test(piece);
}

/** 3 栋 2 单元: blanks between a number and what it counts, and behind a road, part nothing. */
function isInsideDoor(text: string, at: number): boolean {
  const [before, after] = [text[at - 1] ?? '', text[at + 1] ?? ''];
  return (
    (/\d/.test(before) && /[号栋幢座楼单室层弄]/.test(after)) ||
    (/[路街道巷弄号栋幢座楼]/.test(before) && /\d/.test(after) && !/^1[3-9]\d{5}/.test(text.slice(at + 1, at + 8)))
  );
}

/** Whether the piece behind this one goes on with the address. */
function follows(text: string, pieces: readonly Piece[], at: number): boolean {
  const next = pieces[at + 1];
  return next !== undefined && next.gap !== 'wall' && strength(text.slice(next.start, next.end)) > 0;
}

/** Without what follows a door number in the same run: 1201空调不制冷, 1201张三. */
function cut(text: string, given: Span, region: FoundRegion | null, tails: readonly Span[]): Span {
  let { start, end } = given;
  const from = region && overlaps(region, given) ? Math.max(start, region.end) : start;
  for (const tail of tails) {
    if (tail.start <= from || tail.start >= end) continue;
    const before = text.slice(Math.max(from, tail.start - 8), tail.start).trimEnd();
    if (DOOR_END.test(before) || text[tail.start - 1] === ' ' || /[,，;；。\n]$/.test(before)) end = Math.min(end, tail.start);
  }
  if (region && region.start > start && region.start < end) start = Math.max(start, region.start);
  return { start, end };
}

const DEVICE_TAIL =
  /(\d|号|室|楼|栋|幢|座|单元|层)((?:[\u4e00-\u9fff]{0,6})(?:空调|挂机|柜机|冰箱|洗衣机|热水器|油烟机|燃气灶|净水器|电视|马桶|壁挂炉|门锁|浴霸|洗碗机)[\u4e00-\u9fff]*)$/;

function finish(text: string, given: Span, places: FoundPlaces, labelled: boolean): FoundAddress | null {
  let { start, end } = given;
  const device = DEVICE_TAIL.exec(text.slice(start, end));
  if (device) end -= device[2]!.length;
  let name: FoundName | null = null;
  const run = /[\u4e00-\u9fff]+$/.exec(text.slice(start, end))?.[0] ?? '';
  const before = text.slice(start, end - run.length);
  const house = /^(?:号院|号楼|号|栋|幢|座|楼|层|单元|室|门|户)+/.exec(run)?.[0] ?? '';
  const rest = run.slice(house.length);
  if (/[\dA-Za-z#]$/.test(before) && rest !== '') {
    const length = nameAtEnd(` ${rest}`);
    if (length === rest.length) name = { start: end - length, end, value: rest, sure: /\d/.test(text.slice(end, end + 6)) };
    if (name) end = name.start;
  }
  const whole = trimmed(text, { start, end });
  const region = places.best ?? places.rivals[0] ?? null;
  const atHead = region !== null && region.start <= whole.start + 1 && region.end <= whole.end && region.end > whole.start;
  const streetStart = atHead && places.best ? region.end : whole.start;
  const street = trimmed(text, { start: Math.min(streetStart, whole.end), end: whole.end });
  LABEL.lastIndex = 0;
  const said = text
    .slice(street.start, street.end)
    .replace(LABEL, ' ')
    .replace(/\s+/g, ' ')
    .replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1')
    .trim()
    .slice(0, MOST);
  if (said === '' && region === null) return null;
  // 从朝阳区搬到海淀区 names places and no street
  if (region !== null && /^[^\d]*(?:搬|移到|送到|寄到|去|来自)/.test(text.slice(Math.max(whole.start, region.end), whole.end))) return null;
  const gluedName = name ?? nameInFront(text, given, region);
  return { whole, street, text: said, sure: said !== '' && (region !== null || labelled) && /\d/.test(said), name: gluedName };
}

/** 张三北京市朝阳区…: what stands in front of the names of the place in the same run. */
function nameInFront(text: string, whole: Span, region: FoundRegion | null): FoundName | null {
  if (!region || region.start !== whole.start) return null;
  let start = region.start;
  while (start > 0 && isHan(text[start - 1]) && region.start - start < 5) start -= 1;
  const value = text.slice(start, region.start);
  return looksLikeName(value) ? { start, end: region.start, value, sure: true } : null;
}
