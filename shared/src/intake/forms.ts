import { overlaps, type Span } from './fold.ts';
import { type Size, sizeText } from './sizes.ts';
import { lexicon } from './words.ts';

/** A build of a device 机型, with the kind of device that has it. */
export interface Build {
  readonly kind: string;
  /** As we call it. */
  readonly name: string;
}

/** Kind of device → its builds, each with how people call it. A template's options and a catalogue's items are read with the same words. */
const BUILDS: readonly (readonly [kind: string, name: string, ...words: string[]])[] = [
  ['空调', '柜机', '柜式', '立柜', '立柜式', '立式', '立式空调', '立式柜机', '圆柱', '落地式'],
  ['空调', '壁挂机', '挂机', '壁挂', '壁挂式', '挂式', '挂壁', '挂壁机', '挂壁式', '挂式空调', '壁挂空调'],
  ['空调', '天花机', '吸顶机', '嵌入机', '嵌入式天花机', '天井机', '四面出风'],
  ['空调', '风管机', '风管'],
  ['空调', '多联机'],
  ['空调', '窗机', '窗式', '窗式空调'],
  ['热水器', '燃气热水器', '燃热', '强排热水器', '煤气热水器', '天然气热水器', '液化气热水器'],
  ['热水器', '电热水器', '储水式', '速热式', '小厨宝'],
  ['热水器', '太阳能', '太阳能热水器'],
  ['热水器', '空气能', '空气能热水器'],
  ['洗衣机', '滚筒', '滚筒洗衣机'],
  ['洗衣机', '波轮', '波轮洗衣机'],
  ['洗衣机', '洗烘一体', '洗烘一体机', '洗干一体'],
  ['智能马桶', '马桶盖', '智能马桶盖', '智能盖', '盖板'],
  ['智能马桶', '一体机', '智能马桶', '智能坐便器', '智能一体机'],
  ['净水器', '反渗透', 'RO机', 'RO膜', 'RO反渗透'],
  ['净水器', '超滤', '超滤机'],
  ['净水器', '前置过滤', '前置过滤器', '前置'],
  ['净水器', '软水机'],
];
/** Longer words that hold one of those and mean something else. */
const OTHER = ['壁挂炉', '燃气壁挂炉', '壁挂架', '壁挂电视', '壁挂支架', '洗衣机柜机'];
/** Options that say so little that they count only as a whole. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ['电', '电热水器'],
  ['燃气', '燃气热水器'],
]);

const byName = new Map(BUILDS.map(([kind, name]) => [name, { kind, name }] as const));
const find = lexicon<Build | null>([
  ...BUILDS.flatMap(([, name, ...words]) => [name, ...words].map((word) => [word, byName.get(name)!] as const)),
  ...OTHER.map((word) => [word, null] as const),
]);

/** A build at its place in a text. */
export interface FoundBuild extends Span {
  readonly build: Build;
}

/** Builds that a text names, in its order. */
export function findBuilds(text: string): readonly FoundBuild[] {
  return find(text).flatMap(({ start, end, meaning }) => (meaning ? [{ start, end, build: meaning }] : []));
}

/** The build that an option or an item is for; null where its words name none. */
export function buildOf(words: string): Build | null {
  const whole = WHOLE.get(words.trim());
  return whole === undefined ? (findBuilds(words)[0]?.build ?? null) : byName.get(whole)!;
}

/** The words without what names builds. */
export function withoutBuilds(words: string): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of findBuilds(words)) {
    rest += words.slice(at, start);
    at = end;
  }
  return rest + words.slice(at);
}

/** Last letters of an air conditioner's model after GB/T 7725: W stands for the unit outside, the letter before it for the one inside. */
const PLATE = /^K(?:F|C)R?D?-?(\d{2,3})(GW|LW|QW|TW|T2W|N)/i;
const PLATE_BUILD: Readonly<Record<string, string>> = { GW: '壁挂机', LW: '柜机', QW: '天花机', TW: '风管机', T2W: '风管机' };
/** Cooling power in hundreds of watts, up to which a machine is sold as so many 匹. */
const PLATE_SIZE: readonly (readonly [upTo: number, horsepower: number])[] = [
  [28, 1],
  [36, 1.5],
  [53, 2],
  [63, 2.5],
  [75, 3],
  [130, 5],
];

/** What an air conditioner's model says of build and capacity: KFR-72LW is a 柜机 of 3 匹. */
export function readPlate(model: string): { readonly build: Build | null; readonly size: string } {
  const match = PLATE.exec(model);
  if (!match) return { build: null, size: '' };
  const name = PLATE_BUILD[match[2]!.toUpperCase()];
  const horsepower = PLATE_SIZE.find(([upTo]) => Number(match[1]) <= upTo)?.[1];
  const size: Size | null = horsepower === undefined ? null : { value: horsepower, unit: '匹' };
  return { build: name === undefined ? null : byName.get(name)!, size: size ? sizeText(size) : '' };
}

/** Whether a part of the text is free of all others. */
export const isFree = (span: Span, taken: readonly Span[]): boolean => !taken.some((other) => overlaps(span, other));
