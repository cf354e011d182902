/** Finding the place that a text names, in the way people write addresses. One pass over the text, whatever stands in it. */
import { allRegions, ancestors, type Level, type Region, regionOf, retiredRegions } from './region.ts';

/** A place and the part of the text that names it. */
export interface FoundRegion {
  readonly code: string;
  /** Where the names of the place begin and end in the text; what follows is the street. */
  readonly start: number;
  readonly end: number;
}

/** What a text says about where. */
export interface FoundPlaces {
  /** The place that the names mean; null when they mean none, or several equally well. */
  readonly best: FoundRegion | null;
  /** Where several are equally likely (朝阳区 alone is in two cities): all of them, at most {@link MAX_RIVALS}. Else empty. */
  readonly rivals: readonly FoundRegion[];
}

/** More namesakes than this are no help to whoever has to choose. */
export const MAX_RIVALS = 12;

interface Name {
  readonly code: string;
  readonly level: Level;
  /** As the table writes it; else what people make of it: 深圳 for 深圳市. */
  readonly full: boolean;
}

/** A name at its place in the text. */
interface Sighting extends Name {
  readonly start: number;
  readonly end: number;
  /** A short name in the middle of Chinese text: it counts only as the parent of the name right behind it. */
  readonly loose: boolean;
}

const SHORT_PROVINCES: Readonly<Record<string, string>> = {
  '150000': '内蒙古',
  '450000': '广西',
  '540000': '西藏',
  '640000': '宁夏',
  '650000': '新疆',
  '810000': '香港',
  '820000': '澳门',
};
const ENDINGS: Readonly<Record<Level, RegExp>> = {
  province: /(省|市)$/,
  city: /(市|地区|盟|[\u4e00-\u9fff]{1,3}族.*自治州|自治州)$/,
  county: /([\u4e00-\u9fff]{1,3}族.*自治[县旗]|自治[县旗]|新区|林区|特区|区|县|市|旗)$/,
};
/** Full names that say nothing without the city in front of them. */
const PLAIN = /^(城区|郊区|矿区|东区|西区|南区|北区|新区|市区)$/;
/** Behind a short name these make it part of another name: 朝阳区 does not speak of 朝阳市, 南京东路 not of 南京. */
const OTHER_NAME =
  /^(?:[区县旗乡镇村]|[东西南北中大新老]?[一二三四五]?[路街道巷弄桥]|大[道街厦学桥]|学院|医院|公园|银行|[人菜话店]|烤鸭|火锅|拉面|小区|花园|机场)/;
const HAN = /[\u4e00-\u9fff]/;
/** What may stand between a name and the name of what lies in it. */
const GAP = /^[\s,，、/|·>-]{0,3}$/;

/** What people leave away; null where nothing is to be left away. */
function shortName(region: Pick<Region, 'code' | 'name' | 'level'>): string | null {
  const known = SHORT_PROVINCES[region.code];
  if (known) return known;
  const short = region.name.replace(ENDINGS[region.level], '');
  return short.length >= 2 && short !== region.name ? short : null;
}

let index: { readonly names: ReadonlyMap<string, readonly Name[]>; readonly longest: number } | null = null;

/** Every name of every place, made when a text is first looked at. */
function nameIndex() {
  if (index) return index;
  const names = new Map<string, Name[]>();
  let longest = 0;
  const add = (text: string, name: Name) => {
    longest = Math.max(longest, text.length);
    const known = names.get(text);
    if (!known) names.set(text, [name]);
    else if (!known.some(({ code }) => code === name.code)) known.push(name);
  };
  for (const region of allRegions()) {
    if (region.virtual) continue;
    add(region.name, { code: region.code, level: region.level, full: true });
    const short = shortName(region);
    if (short !== null) add(short, { code: region.code, level: region.level, full: false });
  }
  // people go on writing the names of places that were abolished
  for (const { name, successor } of retiredRegions()) add(name, { code: successor, level: 'county', full: true });
  index = { names, longest };
  return index;
}

/** How sure the names that were seen make a place: parents weigh more than the place itself, full names more than short ones. */
function weight(province: Sighting | undefined, city: Sighting | undefined, county: Sighting | undefined): number {
  return (province ? (province.full ? 4 : 3) : 0) + (city ? (city.full ? 8 : 6) : 0) + (county ? (county.full ? 2 : 1) : 0);
}

interface Candidate {
  readonly found: FoundRegion;
  /** Where its own name begins. */
  readonly at: number;
  /** Whether its parent stands right in front of it. */
  readonly follows: boolean;
  readonly weight: number;
  readonly length: number;
}

/** Above 0 where `a` is the better reading. */
function compare(a: Candidate, b: Candidate): number {
  return (
    a.weight - b.weight || Number(a.follows) - Number(b.follows) || a.length - b.length || b.found.start - a.found.start || b.at - a.at
  );
}

/**
 * The deepest place that a text names, wherever in the text its names stand: 「张三 广东省深圳市南山区科技园」, 「深圳南山区…」, 「北京海淀」 and a
 * county name that is unique in the country. Names of roads, dishes and universities are none: 南京东路, 北京烤鸭, 中山大学.
 */
export function findPlaces(text: string): FoundPlaces {
  const { names, longest } = nameIndex();
  /** The last sighting of each code so far. */
  const seen = new Map<string, Sighting>();
  let best: Candidate | null = null;
  let rivals: Candidate[] = [];

  const isBehind = (parent: Sighting, at: number) => parent.end <= at && GAP.test(text.slice(parent.end, Math.min(at, parent.end + 4)));

  for (let at = 0; at < text.length; at += 1) {
    if (!HAN.test(text[at]!)) continue;
    const here = new Map<string, Sighting>();
    for (let length = Math.min(longest, text.length - at); length >= 2; length -= 1) {
      const known = names.get(text.slice(at, at + length));
      for (const name of known ?? []) {
        // the longest name of a place is the one that is meant
        if (here.has(name.code)) continue;
        const [provinceCode, cityCode] = ancestors(name.code);
        const province = provinceCode === undefined ? undefined : seen.get(provinceCode);
        const city = cityCode === undefined ? undefined : seen.get(cityCode);
        const end = at + length;
        const follows = [city, province].some((parent) => parent !== undefined && isBehind(parent, at));
        const isFree = at === 0 || !HAN.test(text[at - 1]!);
        if (name.full && PLAIN.test(text.slice(at, end)) && !follows) continue;
        if (!name.full && OTHER_NAME.test(text.slice(end, end + 4))) continue;
        // of the short names of counties only those of towns say enough by themselves: 昆山, not 和平
        const standsAlone = name.level !== 'county' || /(市|新区)$/.test(regionOf(name.code)?.name ?? '');
        const loose = !name.full && !follows && !(isFree && standsAlone);
        if (loose && name.level === 'county') continue;
        here.set(name.code, { ...name, start: at, end, loose });
      }
    }
    for (const own of here.values()) {
      const [provinceCode, cityCode] = ancestors(own.code);
      const usable = (parent: Sighting | undefined) =>
        parent && parent.end <= own.start && (!parent.loose || isBehind(parent, own.start)) ? parent : undefined;
      const province = usable(provinceCode === undefined ? undefined : seen.get(provinceCode));
      const city = usable(cityCode === undefined ? undefined : seen.get(cityCode));
      const before = seen.get(own.code);
      if (!before || before.loose || (own.full && !before.full)) seen.set(own.code, own);
      if (own.loose) continue;
      const first = [province, city, own].find((each) => each !== undefined)!;
      const candidate: Candidate = {
        at: own.start,
        follows: [city, province].some((parent) => parent !== undefined && isBehind(parent, own.start)),
        found: { code: own.code, start: Math.min(first.start, city?.start ?? first.start), end: own.end },
        weight:
          own.level === 'province'
            ? weight(own, undefined, undefined)
            : own.level === 'city'
              ? weight(province, own, undefined)
              : weight(province, city, own),
        length: own.end - own.start,
      };
      const order = best === null ? 1 : compare(candidate, best);
      if (order > 0) {
        best = candidate;
        rivals = [];
      } else if (order === 0 && best && candidate.found.code !== best.found.code) rivals.push(candidate);
    }
  }
  if (best === null) return { best: null, rivals: [] };
  if (rivals.length === 0) return { best: best.found, rivals: [] };
  return { best: null, rivals: [best, ...rivals].slice(0, MAX_RIVALS).map(({ found }) => found) };
}

/**
 * Every place that the first words of a text may name, short names of counties too, which {@link findPlaces} leaves alone where nothing else speaks for
 * them: 通州 is two places, 朝阳 three. One only where its parents stand in front (北京通州). For texts that are known to begin with a place.
 */
export function placesAtHead(text: string): readonly FoundRegion[] {
  const { names, longest } = nameIndex();
  for (let length = Math.min(longest, text.length); length >= 2; length -= 1) {
    const words = text.slice(0, length);
    const isOther = OTHER_NAME.test(text.slice(length, length + 4));
    const known = (names.get(words) ?? []).filter(({ full }) => (full ? !PLAIN.test(words) : !isOther));
    if (known.length === 0) continue;
    const { best } = findPlaces(text);
    if (best && best.start === 0 && best.end > length) return [best];
    // 河北 is the province sooner than a district that is called after it
    const provinces = known.filter(({ level }) => level === 'province');
    return (provinces.length > 0 ? provinces : known).map(({ code }) => ({ code, start: 0, end: length }));
  }
  return [];
}

/** The one place that a text names; null when it names none or several that are equally likely. */
export function findRegionIn(text: string): FoundRegion | null {
  return findPlaces(text).best;
}
