/**
 * The tree of GB/T 2260 地区: provinces, cities, counties with their six-digit codes. Runs everywhere; a province is decoded when it is first
 * asked about.
 *
 * Two traps of the codes: parents without a place behind them (110100 市辖区, 429000 省直辖县级行政区划) are known codes, but nobody picks or
 * reads them, so they are left out of names and of children; and cities without counties (东莞, 中山, 儋州, 嘉峪关) are leaves.
 */
import { REGION_REVISION, REGION_TABLE, RETIRED_REGIONS } from './data.ts';

export { REGION_REVISION };

/** Everywhere: the scope that covers all regions. */
export const EVERYWHERE = '000000';

/** Level of a place in the tree. */
export type Level = 'province' | 'city' | 'county';

/** One place of the tree. */
export interface Region {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  /** True for a parent that exists in codes only. */
  readonly virtual: boolean;
}

const lines: ReadonlyMap<string, string> = new Map(REGION_TABLE.map((line) => [line.slice(0, 2), line]));
const decoded = new Map<string, ReadonlyMap<string, Region>>();
const fullNames = new Map<string, string>();
const VIRTUAL_NAMES: Readonly<Record<string, string>> = { '01': '市辖区', '02': '县', '90': '直辖县级行政区划' };

/** Every region of a province by code, the province first; empty for unknown digits. */
function regionsOf(province: string): ReadonlyMap<string, Region> {
  const known = decoded.get(province);
  if (known) return known;
  const regions = new Map<string, Region>();
  const add = (code: string, name: string, level: Level, virtual = false) => regions.set(code, { code, name, level, virtual });
  const line = lines.get(province);
  if (line) {
    const [head, ...cities] = line.split('|') as [string, ...string[]];
    add(`${province}0000`, head.slice(2), 'province');
    for (const city of cities) {
      const [own, ...counties] = city.split(' ') as [string, ...string[]];
      const digits = own.slice(0, 2);
      const name = own.slice(2);
      // 香港 and 澳门 number their districts straight under the province
      if (digits !== '00') add(`${province}${digits}00`, name === '*' ? VIRTUAL_NAMES[digits]! : name, 'city', name === '*');
      let number = 0;
      for (const county of counties) {
        const numbered = county[0]! <= '9';
        number = numbered ? Number(county.slice(0, 2)) : number + 1;
        add(`${province}${digits}${String(number).padStart(2, '0')}`, numbered ? county.slice(2) : county, 'county');
      }
    }
  }
  decoded.set(province, regions);
  return regions;
}

function isCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** The region of a code in force; null when there is none. */
export function regionOf(code: string): Region | null {
  return isCode(code) ? (regionsOf(code.slice(0, 2)).get(code) ?? null) : null;
}

/** The region's own name, also of an abolished code; null when unknown. */
export function regionName(code: string): string | null {
  if (code === EVERYWHERE) return '全国';
  return regionOf(code)?.name ?? (Object.hasOwn(RETIRED_REGIONS, code) ? RETIRED_REGIONS[code]![0] : null);
}

/** Names from the province down without repeats and without parents that exist in codes only: 广东省深圳市南山区, 北京市朝阳区. Empty when unknown. */
export function fullName(code: string): string {
  if (code === EVERYWHERE) return '全国';
  const known = fullNames.get(code);
  if (known !== undefined) return known;
  const names = [...ancestors(code), code].flatMap((each) => (regionOf(each)?.virtual && each !== code ? [] : [regionName(each)]));
  const full = names.every((name) => name !== null) ? names.join('') : '';
  // lists say the same places again and again; what is no place is not kept, there is no end to that
  if (full !== '') fullNames.set(code, full);
  return full;
}

/** Codes of everything that contains this place, the province first, by the digits alone: parents that exist in codes only are among them. */
export function ancestors(code: string): readonly string[] {
  if (!isCode(code) || code === EVERYWHERE) return [];
  const province = `${code.slice(0, 2)}0000`;
  const city = `${code.slice(0, 4)}00`;
  return [province, city].filter((parent, index, all) => parent !== code && all.indexOf(parent) === index);
}

/**
 * What one picks next below a place, in order of code: the provinces below {@link EVERYWHERE}; the counties straight away where the city
 * between exists in codes only (北京, 仙桃 in 湖北). Empty for leaves and for unknown codes.
 */
export function children(code: string): readonly Region[] {
  if (code === EVERYWHERE) return [...lines.keys()].map((province) => regionsOf(province).get(`${province}0000`)!);
  const region = regionOf(code);
  if (!region || region.level === 'county') return [];
  const below = [...regionsOf(code.slice(0, 2)).values()].filter((other) => other.code !== code && !other.virtual);
  if (region.level === 'city') return below.filter((other) => other.code.startsWith(code.slice(0, 4)));
  return below.filter((other) => other.level === 'city' || isUnderVirtual(other.code));
}

function isUnderVirtual(code: string): boolean {
  const city = regionOf(`${code.slice(0, 4)}00`);
  return city === null || city.virtual || city.level === 'province';
}

/** Whether a place is `ancestor` or lies in it, by the digits alone, so that abolished codes still belong where they lay. */
export function isWithin(code: string, ancestor: string): boolean {
  if (!isCode(code) || !isCode(ancestor)) return false;
  if (ancestor === EVERYWHERE || code === ancestor) return true;
  if (ancestor.endsWith('0000')) return code.startsWith(ancestor.slice(0, 2));
  return ancestor.endsWith('00') && code.startsWith(ancestor.slice(0, 4));
}

/** The code in force that took an abolished one's place; null for any other code. */
export function successorOf(code: string): string | null {
  return Object.hasOwn(RETIRED_REGIONS, code) ? RETIRED_REGIONS[code]![1] : null;
}

const DEPTH = { province: 1, city: 2, county: 3 } as const satisfies Record<Level, number>;

/** Whether a code goes as deep as wanted; a place without further places below it is deep enough. For the form engine. */
export function checkRegion(code: string, level: Level): 'unknown' | 'shallow' | 'fine' {
  const region = regionOf(code);
  if (!region) return 'unknown';
  if (DEPTH[region.level] >= DEPTH[level]) return 'fine';
  return children(code).some((child) => DEPTH[child.level] <= DEPTH[level]) ? 'shallow' : 'fine';
}

/** Every place that has a name of its own, province by province. */
export function allRegions(): readonly Region[] {
  return [...lines.keys()].flatMap((province) => [...regionsOf(province).values()].filter(({ virtual }) => !virtual));
}

/** Every abolished place by the name it had, with the code that took its place. */
export function retiredRegions(): readonly { readonly name: string; readonly successor: string }[] {
  return Object.values(RETIRED_REGIONS).map(([name, successor]) => ({ name, successor }));
}
