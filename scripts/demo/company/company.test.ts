import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coversRegion } from '../../../server/src/identity/standing.ts';
import { metresBetween } from '../../../shared/src/kernel/metres.ts';
import { checkBook } from '../../../shared/src/pricing/check-book.ts';
import { compileBook } from '../../../shared/src/pricing/compile-book.ts';
import { children, EVERYWHERE } from '../../../shared/src/region/region.ts';
import { readJson, readText } from '../data.ts';
import { demoMembers } from '../members.ts';
import { wholeCompany } from './company.ts';
import { readItems } from './items.ts';
import { readPlaces } from './places.ts';

const company = wholeCompany({ opened: '2025-10-01T00:00:00+08:00', risen: '2026-07-01T00:00:00+08:00' });
/** Hong Kong, Macao and Taiwan are in the tree; the demo works in the mainland. */
const MAINLAND = children(EVERYWHERE).filter(({ code }) => !['71', '81', '82'].includes(code.slice(0, 2)));

test('the tree has all 34 provinces', () => {
  expect(children(EVERYWHERE)).toHaveLength(34);
  expect(MAINLAND).toHaveLength(31);
});

test('twelve outlets of three kinds, and sixty installers who between them serve every province with every skill', () => {
  expect(company.outlets).toHaveLength(12);
  expect(new Set(company.outlets.map(({ cooperation }) => cooperation))).toEqual(new Set(['own', 'franchise', 'partner']));
  expect(company.outlets.filter(({ name }) => !name.includes('演示'))).toEqual([]);
  const installers = company.people.filter(({ roles }) => roles.includes('installer'));
  expect(installers).toHaveLength(60);
  expect(new Set(company.people.map(({ userid }) => userid)).size).toBe(company.people.length);
  expect(new Set(company.people.map(({ name }) => name)).size).toBe(company.people.length);
  const skills = new Set(company.items.filter(({ kind }) => kind === 'labour').map(({ category }) => category));
  for (const { code, name } of MAINLAND) {
    const here = installers.filter(({ regions }) => regions.some((region) => region.slice(0, 2) === code.slice(0, 2)));
    const known = new Set(here.flatMap(({ profile }) => profile!.skills));
    expect([name, [...skills].filter((skill) => !known.has('*') && !known.has(skill))]).toEqual([name, []]);
  }
});

/** As the crow flies, metres. */
const NEAR = 150_000;
const FARTHEST = 200_000;

test('installers work in the province that they live in, where a day takes them there and back, and belong to an outlet of it or to none', () => {
  const places = readPlaces();
  const home = ({ lat, lng }: { lat: number; lng: number }) =>
    [...places].sort((a, b) => metresBetween(a, { lat, lng }) - metresBetween(b, { lat, lng }))[0]!.region.slice(0, 2);
  const outlets = new Map(company.outlets.map(({ code, region }) => [code, region]));
  for (const { name, regions, outlet, profile } of company.people.filter(({ roles }) => roles.includes('installer'))) {
    const own = home(profile!.base!);
    expect([name, regions.filter((region) => region.slice(0, 2) !== own)]).toEqual([name, []]);
    const far = places.filter(
      (place) => regions.some((region) => coversRegion(region, place.region)) && metresBetween(profile!.base, place) > FARTHEST,
    );
    expect([name, far.map(({ region }) => region)]).toEqual([name, []]);
    if (outlet !== undefined) expect([name, outlets.get(outlet)!.slice(0, 2)]).toEqual([name, own]);
  }
});

test('wherever customers live, somebody with every skill lives near', () => {
  const all = company.people.filter(({ profile }) => profile?.skills.includes('*'));
  for (const place of readPlaces()) {
    const near = all.filter(
      ({ regions, profile }) => regions.some((region) => coversRegion(region, place.region)) && metresBetween(profile!.base!, place) < NEAR,
    );
    expect([place.region, near.length > 0]).toEqual([place.region, true]);
  }
});

test('everyone of the company is a member of the sandbox', () => {
  // after a change of people: node scripts/demo/members.ts
  expect(readFileSync(new URL('../../sandbox/src/corp/demo-members.json', import.meta.url), 'utf8')).toBe(demoMembers());
});

test('customers live in every province of the mainland', () => {
  const provinces = new Set(readPlaces().map(({ region }) => `${region.slice(0, 2)}0000`));
  expect(MAINLAND.filter(({ code }) => !provinces.has(code))).toEqual([]);
});

test('more than two hundred different items, each with a price and where it comes from', () => {
  expect(company.items.length).toBeGreaterThan(200);
  for (const key of ['code', 'name'] as const) expect(new Set(company.items.map((item) => item[key])).size).toBe(company.items.length);
  const sources = readJson('sources') as Record<string, unknown>;
  const items = readItems(readText('items.tsv'));
  expect(items.filter(({ source }) => !(source in sources))).toEqual([]);
  // a figure that is said to be sourced says where in the source it stands
  expect(items.filter(({ basis, note }) => basis !== 'assumption' && note === '')).toEqual([]);
  // no numbered clones: two names never differ in a running number alone
  expect(items.filter(({ name }) => /(#|号|-|–)\s*\d+$/.test(name))).toEqual([]);
});

test('every book passes the checks of publishing, and MAIN prices each item in each tier', () => {
  expect(company.books.map(({ code, version }) => `${code}@${version}`)).toEqual(['MAIN@1', 'MAIN@2', 'KA@1', 'EV@1']);
  for (const book of company.books) expect(checkBook(book).filter(({ severity }) => severity === 'error')).toEqual([]);
  const main = company.books[1]!;
  const engine = compileBook(main);
  // one place per tier
  const places = {
    T1: '110105',
    T2: '310112',
    T3: '510107',
    T4: '210102',
    T5: '421003',
    T6: '450803',
    T7: '522301',
    T8: '421083',
    T9: '653121',
  };
  for (const [tier, region] of Object.entries(places)) {
    const quote = engine.quote({
      id: tier,
      at: '2026-11-24T10:00:00+08:00',
      region,
      lines: main.items.map(({ code }) => ({ item: code, quantity: '1' })),
    });
    expect(quote).toMatchObject({ tier });
  }
});
