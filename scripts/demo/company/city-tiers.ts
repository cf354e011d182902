import type { TierRule } from '../../../shared/src/pricing/types.ts';
import { allRegions, ancestors, children, EVERYWHERE, type Region, regionOf } from '../../../shared/src/region/region.ts';

/** `data/city-tiers.json`: the public ranking of cities, in the edition that prices go by. */
export interface CityTiers {
  readonly used: string;
  readonly editions: readonly { readonly edition: string; readonly fifteenth: string }[];
  readonly first: readonly string[];
  readonly firstCore: readonly string[];
  readonly newFirst: readonly string[];
  readonly second: { readonly edition: string; readonly cities: readonly string[] };
  readonly third: { readonly edition: string; readonly cities: readonly string[] };
}

/** Prefectures whose counties are remote 偏远, by the first digits of their codes: an assumption. */
const REMOTE_PREFECTURES = ['54', '63', '5132', '5133', '5134', '5333', '5334', '6230', '6529', '6530', '6531', '6532'];
/** What is no city in the statistical sense: prefectures, leagues, autonomous prefectures. */
const NO_CITY = /(地区|盟|自治州)$/;

/** The tier rules that follow from the ranking: cities by name, the counties below them, the rest by what kind of place it is. */
export function tierRulesOf(table: CityTiers): readonly TierRule[] {
  const edition = table.editions.find(({ edition }) => edition === table.used);
  if (!edition) throw new Error(`city-tiers.json has no edition ${table.used}`);
  const newFirst = codesOf([...table.newFirst, edition.fifteenth]);
  const first = codesOf(table.first);
  // an edition that promoted a second-tier city leaves it out of the second
  const second = codesOf(table.second.cities).filter((code) => !newFirst.includes(code));
  const third = codesOf(table.third.cities);
  const upper = [...first, ...newFirst, ...second];

  const counties = allRegions().filter((region) => region.level === 'county' && isRuralCounty(region));
  const remote = counties.filter(({ code }) => REMOTE_PREFECTURES.some((digits) => code.startsWith(digits)));
  const others = counties.filter((county) => !remote.includes(county));
  const nearUpper = others.filter(({ code }) => ancestors(code).some((above) => upper.includes(above)));
  const fifth = allRegions().filter((region) => region.level === 'city' && NO_CITY.test(region.name));
  const rule = (code: string, name: string, tier: string, region: readonly string[]): TierRule => ({ code, name, tier, when: { region } });
  const codes = (regions: readonly Region[]) => regions.map(({ code }) => code);
  return [
    rule('core', '一线城市核心区', 'T1', table.firstCore),
    rule('first-outer', '一线城市其他区', 'T2', first),
    rule('new-first', '新一线城市', 'T3', newFirst),
    rule('second', '二线城市', 'T4', second),
    rule('third', '三线城市', 'T5', third),
    rule('fifth', '地区、盟、自治州', 'T7', codes(fifth)),
    rule('county-of-upper', '二线以上城市的县', 'T5', codes(nearUpper)),
    rule('county', '其他县城', 'T8', codes(others.filter((county) => !nearUpper.includes(county)))),
    rule('remote', '边远县', 'T9', codes(remote)),
    { code: 'key-account', name: '大客户合同', tier: 'T3', priority: 5, when: { cooperation: ['key_account'] } },
  ];
}

/** Codes of cities by the names that rankings use, without 市. @throws Error for a name that no city has */
export function codesOf(names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const found = cities().find((region) => region.name === `${name}市`);
    if (!found) throw new Error(`no city is called ${name}市`);
    return found.code;
  });
}

/** Municipalities count as cities here. */
function cities(): readonly Region[] {
  const provinces = children(EVERYWHERE);
  return [...provinces.filter(({ name }) => name.endsWith('市')), ...provinces.flatMap(({ code }) => children(code)).filter(isCity)];
}

const isCity = ({ level }: Region): boolean => level === 'city';

/** 县, 自治县, 旗 and county-level cities: the county digits from 21 on; below are districts. Hong Kong and Macao have districts only. */
function isRuralCounty({ code }: Region): boolean {
  return Number(code.slice(4)) >= 21 && regionOf(code) !== null;
}
