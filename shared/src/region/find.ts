/** Finding the place that an address names, in the way people write addresses. */
import { allRegions, ancestors, type Region, regionOf } from './region.ts';

/** A place and the part of the text that names it. */
export interface FoundRegion {
  readonly code: string;
  /** Where the names of the place begin and end in the text; what follows is the street. */
  readonly start: number;
  readonly end: number;
}

/** After a short name these make it part of another name: 朝阳区 does not speak of 朝阳市. */
const OTHER_NAME = /[区县旗]/;
const HAN = /[\u4e00-\u9fff]/;
const SHORT_PROVINCES: Readonly<Record<string, string>> = {
  '150000': '内蒙古',
  '450000': '广西',
  '540000': '西藏',
  '640000': '宁夏',
  '650000': '新疆',
  '810000': '香港',
  '820000': '澳门',
};

/** What people leave away: 深圳 for 深圳市, 延边 for 延边朝鲜族自治州; null where nothing is to be left away. */
function shortName(region: Region): string | null {
  const known = SHORT_PROVINCES[region.code];
  if (known) return known;
  const ending = region.level === 'province' ? /(省|市)$/ : /(市|地区|盟|[\u4e00-\u9fff]{1,3}族.*自治州|自治州)$/;
  const short = region.name.replace(ending, '');
  return short.length >= 2 && short !== region.name ? short : null;
}

interface Sighting {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** Full names say more than short ones. */
  readonly full: boolean;
}

/** Where a short name may stand: at the start, after something that is not Chinese, or right after its province's name. */
function mayBeginAt(text: string, at: number, province: Sighting | undefined): boolean {
  return at === 0 || !HAN.test(text[at - 1]!) || province?.end === at;
}

function sight(text: string, region: Region, province: Sighting | undefined): Sighting | undefined {
  const from = province?.end ?? 0;
  const full = text.indexOf(region.name, from);
  if (full >= 0) return { code: region.code, start: full, end: full + region.name.length, full: true };
  const short = region.level === 'county' ? null : shortName(region);
  if (short === null) return undefined;
  for (let at = text.indexOf(short, from); at >= 0; at = text.indexOf(short, at + 1)) {
    const after = text[at + short.length] ?? '';
    if (mayBeginAt(text, at, province) && !OTHER_NAME.test(after))
      return { code: region.code, start: at, end: at + short.length, full: false };
  }
  return undefined;
}

/** How sure the names that were seen make a place: parents weigh more than the place itself, full names more than short ones. */
function weight(seen: readonly (Sighting | undefined)[]): number {
  const [province, city, county] = seen;
  return (province ? (province.full ? 4 : 3) : 0) + (city ? (city.full ? 8 : 6) : 0) + (county ? 2 : 0);
}

/**
 * The deepest place that a text names, wherever in the text its names stand: 「张三 广东省深圳市南山区科技园」, 「深圳南山区…」 and a county
 * name that is unique in the country. Null when it names none or several that are equally likely (朝阳区 alone is in two cities).
 */
export function findRegionIn(text: string): FoundRegion | null {
  const provinces = new Map<string, Sighting>();
  const cities = new Map<string, Sighting>();
  let best: { found: FoundRegion; weight: number; length: number } | null = null;
  let tied = false;
  for (const region of allRegions()) {
    const [provinceCode, cityCode] = ancestors(region.code);
    const province = provinceCode === undefined ? undefined : provinces.get(provinceCode);
    const city = cityCode === undefined ? undefined : cities.get(cityCode);
    const own = sight(text, region, city ?? province);
    if (!own) continue;
    if (region.level === 'province') provinces.set(region.code, own);
    if (region.level === 'city') cities.set(region.code, own);
    const seen = region.level === 'province' ? [own] : region.level === 'city' ? [province, own] : [province, city, own];
    const first = seen.find((each) => each !== undefined)!;
    const candidate = { found: { code: region.code, start: first.start, end: own.end }, weight: weight(seen), length: own.end - own.start };
    const order =
      best === null ? 1 : candidate.weight - best.weight || candidate.length - best.length || best.found.start - candidate.found.start;
    if (order > 0) {
      best = candidate;
      tied = false;
    } else if (order === 0) tied = true;
  }
  return best && !tied && regionOf(best.found.code) ? best.found : null;
}
