import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankCandidates } from './choose.ts';
import { brokenRules, type Candidate, overridable, type Wanted } from './rules.ts';
import { scoreOf, WEIGHTS } from './score.ts';

const covers = (scope: string, region: string) => region.startsWith(scope.replace(/(?:00)+$/, ''));
const candidate = (installerId: string, over: Partial<Candidate> = {}): Candidate => ({
  installerId,
  skills: ['空调'],
  regions: ['110000'],
  certificates: [],
  shifts: null,
  leaves: [],
  load: 0,
  ahead: [],
  capacity: 4,
  visitMinutes: 90,
  distanceKm: 5,
  rating: null,
  stock: null,
  ...over,
});
const SLOT = { date: '2026-11-24', from: '09:00', to: '12:00' };
const HELD = { ...SLOT, number: 'MD1' };
const WANTED: Wanted = { region: '110105', categories: ['空调'], certificates: [], slot: SLOT, today: '2026-11-22' };
const at = (clock: string, date = SLOT.date) => Date.parse(`${date}T${clock}:00+08:00`);
const rulesOf = (over: Partial<Candidate>, wanted: Partial<Wanted> = {}) =>
  brokenRules(candidate('a', over), { ...WANTED, ...wanted }, covers).map(({ rule }) => rule);

describe('hard rules', () => {
  test.each<[string, Partial<Candidate>, Partial<Wanted>, string[]]>([
    ['another region', { regions: ['310000'] }, {}, ['region']],
    ['a skill that is missing', { skills: ['热水器'] }, {}, ['skill']],
    ['every item must be in the skills', { skills: ['空调'] }, { categories: ['空调', '通用'] }, ['skill']],
    ['all skills', { skills: ['*'] }, { categories: ['空调', '通用'] }, []],
    ['a certificate that is missing', {}, { certificates: ['高处作业证'] }, ['certificate']],
    [
      'one that ends the day before',
      { certificates: [{ name: '高处作业证', validTo: '2026-11-23' }] },
      { certificates: ['高处作业证'] },
      ['certificate'],
    ],
    ['one that ends on the day', { certificates: [{ name: '高处作业证', validTo: '2026-11-24' }] }, { certificates: ['高处作业证'] }, []],
    [
      'a renewed one beside the old one',
      {
        certificates: [
          { name: '高处作业证', validTo: '2025-01-01' },
          { name: '高处作业证', validTo: null },
        ],
      },
      { certificates: ['高处作业证'] },
      [],
    ],
    ['a day off', { shifts: [] }, {}, ['roster']],
    ['a shift that ends within the slot', { shifts: [{ from: '08:00', to: '11:00' }] }, {}, ['roster']],
    [
      'two shifts with a break within the slot',
      {
        shifts: [
          { from: '08:00', to: '10:00' },
          { from: '10:30', to: '18:00' },
        ],
      },
      {},
      ['roster'],
    ],
    ['a shift that holds the slot exactly', { shifts: [{ from: '09:00', to: '12:00' }] }, {}, []],
    ['no roster kept', { shifts: null }, {}, []],
    ['leave that touches the end', { leaves: [{ from: at('12:00'), to: at('18:00') }] }, {}, []],
    ['leave by one minute', { leaves: [{ from: at('11:59'), to: at('18:00') }] }, {}, ['leave']],
    ['leave over several days', { leaves: [{ from: at('00:00', '2026-11-20'), to: at('00:00', '2026-11-30') }] }, {}, ['leave']],
    ['a full day', { load: 4 }, {}, ['capacity']],
    ['two of 90 minutes in three hours', { ahead: [HELD], load: 1 }, {}, []],
    ['a third one', { ahead: [HELD, HELD], load: 2 }, {}, ['slot']],
    ['visits that are not fitted by time', { ahead: [HELD, HELD, HELD], load: 3, visitMinutes: 0 }, {}, []],
    ['a full day where there is no slot yet', { load: 4, leaves: [{ from: 0, to: 8e15 }] }, { slot: null }, []],
  ])('%s', (_, over, wanted, expected) => {
    expect(rulesOf(over, wanted)).toEqual(expected);
  });

  test('all that is broken is told at once; only the certificate is beyond a dispatcher', () => {
    const everything = brokenRules(
      candidate('a', { regions: [], skills: [], shifts: [], leaves: [{ from: 0, to: 8e15 }], load: 9, ahead: [HELD, HELD] }),
      { ...WANTED, certificates: ['高处作业证'] },
      covers,
    );
    expect(everything.map(({ rule }) => rule)).toEqual(['region', 'skill', 'certificate', 'roster', 'leave', 'capacity', 'slot']);
    expect(overridable(everything)).toBe(false);
    expect(overridable(everything.filter(({ rule }) => rule !== 'certificate'))).toBe(true);
  });
});

const anyCandidate = fc.record({
  installerId: fc.string({ minLength: 1, maxLength: 4 }),
  load: fc.nat(5),
  capacity: fc.integer({ min: 1, max: 5 }),
  distanceKm: fc.option(fc.integer({ min: 0, max: 5000 }).map((tenths) => tenths / 10)),
  rating: fc.option(fc.record({ average: fc.double({ min: 1, max: 5, noNaN: true }), count: fc.nat(200) })),
  stock: fc.option(fc.record({ have: fc.nat(9), need: fc.nat(9) })),
  skills: fc.subarray(['空调', '热水器', '*']),
  regions: fc.subarray(['110000', '110105', '310000']),
});
const anyList = fc
  .uniqueArray(anyCandidate, { selector: ({ installerId }) => installerId, maxLength: 8 })
  .map((list) => list.map(({ installerId, ...over }) => candidate(installerId, over)));

describe('the score', () => {
  const order = (list: readonly Candidate[]) => rankCandidates(list, WANTED, covers).ranked.map((ranked) => ranked.candidate.installerId);

  test('nearer before farther, free before loaded, better rated before worse, equal by id', () => {
    expect(order([candidate('far', { distanceKm: 30 }), candidate('near', { distanceKm: 2 })])).toEqual(['near', 'far']);
    expect(order([candidate('busy', { load: 3 }), candidate('free')])).toEqual(['free', 'busy']);
    expect(
      order([candidate('low', { rating: { average: 2, count: 40 } }), candidate('high', { rating: { average: 5, count: 40 } })]),
    ).toEqual(['high', 'low']);
    expect(order([candidate('without', { stock: { have: 0, need: 3 } }), candidate('with', { stock: { have: 3, need: 3 } })])).toEqual([
      'with',
      'without',
    ]);
    expect(order([candidate('b'), candidate('a')])).toEqual(['a', 'b']);
  });

  test('the worked case: 4.5 km, a free day, nothing else known', () => {
    const { total, parts } = scoreOf(candidate('a', { distanceKm: 4.5 }));
    expect(total).toBe(78.9);
    expect(parts.map(({ key, known, text }) => [key, known, text])).toEqual([
      ['distance', true, '距离 4.5 公里，40 分计 36.4 分'],
      ['load', true, '当天已有 0 单，上限 4 单，25 分计 25.0 分'],
      ['rating', false, '还没有评价，按一半计，20 分计 10.0 分'],
      ['stock', false, '随车备件未知，按一半计，15 分计 7.5 分'],
    ]);
  });

  test('one bad rating moves little, many move much', () => {
    const points = (count: number) => scoreOf(candidate('a', { rating: { average: 1, count } })).parts[2]!.points;
    expect(points(1)).toBeGreaterThan(14);
    expect(points(100)).toBeLessThan(1.5);
  });

  test('laws: 0 … 100, each part within its weight, the sum is the total, the weights make a hundred', () => {
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    fc.assert(
      fc.property(anyList, (list) => {
        for (const each of list) {
          const { total, parts } = scoreOf(each);
          for (const { points, weight } of parts) {
            expect(points).toBeGreaterThanOrEqual(0);
            expect(points).toBeLessThanOrEqual(weight);
          }
          expect(total).toBeCloseTo(
            parts.reduce((sum, { points }) => sum + points, 0),
            6,
          );
          expect(total).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('laws: everybody is ranked or excluded, never both; nobody excluded without a reason; the order of the list does not matter', () => {
    fc.assert(
      fc.property(anyList, (list) => {
        const { ranked, excluded } = rankCandidates(list, WANTED, covers);
        const ids = [...ranked, ...excluded].map((entry) => entry.candidate.installerId);
        expect(ids.toSorted()).toEqual(list.map(({ installerId }) => installerId).toSorted());
        for (const { broken } of excluded) expect(broken.length).toBeGreaterThan(0);
        for (const { candidate: each } of ranked) expect(each.load).toBeLessThan(each.capacity);
        expect(rankCandidates([...list].reverse(), WANTED, covers)).toEqual({ ranked, excluded });
      }),
    );
  });

  test('laws: being nearer, freer or better rated never lowers the score', () => {
    fc.assert(
      fc.property(anyCandidate, fc.nat(40), ({ installerId, ...over }, less) => {
        const before = candidate(installerId, over);
        const total = scoreOf(before).total;
        if (before.distanceKm !== null)
          expect(scoreOf({ ...before, distanceKm: Math.max(0, before.distanceKm - less) }).total).toBeGreaterThanOrEqual(total);
        expect(scoreOf({ ...before, load: Math.max(0, before.load - 1) }).total).toBeGreaterThanOrEqual(total);
        if (before.rating)
          expect(
            scoreOf({ ...before, rating: { ...before.rating, average: Math.min(5, before.rating.average + 0.5) } }).total,
          ).toBeGreaterThanOrEqual(total);
      }),
    );
  });
});
