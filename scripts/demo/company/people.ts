import { children } from '../../../shared/src/region/region.ts';
import { readJson, readRows } from '../data.ts';
import type { DemoCompany, DemoOutlet, DemoPerson } from '../load.ts';
import { readPlaces } from './places.ts';

/** How far installers live from the centre of their place, in degrees: some kilometres. */
const SPREAD = 0.03;

/** Region managers 大区经理 with their provinces. */
const REGION_MANAGERS: readonly (readonly [userid: string, name: string, regions: readonly string[]])[] = [
  ['huabei.daqu', '华北大区经理', ['110000', '120000', '130000', '140000', '150000', '210000', '220000', '230000']],
  ['huadong.daqu', '华东大区经理', ['310000', '320000', '330000', '340000', '350000', '360000', '370000']],
  ['huanan.daqu', '中南大区经理', ['410000', '420000', '430000', '440000', '450000', '460000']],
  ['xibu.daqu', '西部大区经理', ['500000', '510000', '520000', '530000', '540000', '610000', '620000', '630000', '640000', '650000']],
];
const DESK: readonly DemoPerson[] = [
  { userid: 'tang.kefu', name: '唐客服', roles: ['staff'], regions: ['000000'] },
  { userid: 'luo.kefu', name: '罗客服', roles: ['staff'], regions: ['000000'] },
  { userid: 'mao.kefu', name: '毛客服', roles: ['staff'], regions: ['000000'] },
  { userid: 'gu.diaodu', name: '顾调度', roles: ['dispatcher'], regions: ['000000'] },
  { userid: 'xia.kuaiji', name: '夏会计', roles: ['finance'], regions: ['000000'] },
  { userid: 'shao.shenji', name: '邵审计', roles: ['auditor'], regions: ['000000'] },
];

/** The whole demo company's outlets and people: what `company.json` has and, beyond it, `outlets.tsv` and `installers.tsv`. */
export function readPeople(): Pick<DemoCompany, 'outlets' | 'people'> {
  const core = readJson('company') as Pick<DemoCompany, 'outlets' | 'people'>;
  const outlets = [...core.outlets, ...readOutlets()];
  const managers = readOutlets().map(
    ({ code, name, region }): DemoPerson => ({
      userid: `${code.toLowerCase().replace('-', '.')}.jingli`,
      name: `${name.slice(0, 2)}网点经理`,
      roles: ['outlet_manager'],
      outlet: code,
      regions: [region],
    }),
  );
  const regions = REGION_MANAGERS.map(
    ([userid, name, provinces]): DemoPerson => ({ userid, name, roles: ['region_manager'], regions: provinces }),
  );
  return { outlets, people: [...core.people, ...readInstallers(), ...managers, ...regions, ...DESK] };
}

function readOutlets(): readonly DemoOutlet[] {
  return readRows('outlets.tsv', 4).map(([code, name, region, cooperation]) => ({
    code: code!,
    name: name!,
    region: region!,
    cooperation: cooperation as DemoOutlet['cooperation'],
  }));
}

/** `210000` as it is; `210000-210200`: each city of the province but that one, which is too far. */
function territory(written: string): readonly string[] {
  const [whole = '', without] = written.split('-');
  return without === undefined ? [whole] : children(whole).flatMap(({ code }) => (code === without ? [] : [code]));
}

function readInstallers(): readonly DemoPerson[] {
  const places = new Map(readPlaces().map((place) => [place.region, place]));
  return readRows('installers.tsv', 9).map(([userid, surname, outlet, regions, base, skills, capacity], index) => {
    const place = places.get(base!);
    if (!place) throw new Error(`installers.tsv: ${userid} sets out from ${base}, which is no place of places.tsv`);
    // a fixed direction for each, so that no two doors are the same
    const aside = (turn: number) => Number((Math.sin(index * 2.4 + turn) * SPREAD).toFixed(4));
    return {
      userid: userid!,
      name: `${surname}师傅`,
      roles: ['installer'],
      ...(outlet === '-' ? {} : { outlet: outlet! }),
      regions: territory(regions!),
      profile: {
        skills: skills!.split(','),
        base: { lat: place.lat + aside(0), lng: place.lng + aside(1) },
        capacity: Number(capacity),
      },
    };
  });
}
