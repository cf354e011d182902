import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, rankCandidates, type Wanted } from './choose.ts';

const covers = (scope: string, region: string) => region.startsWith(scope.replace(/(?:00)+$/, ''));
const candidate = (installerId: string, over: Partial<Candidate> = {}): Candidate => ({
  installerId,
  skills: ['空调'],
  regions: ['110000'],
  load: 0,
  capacity: 4,
  distanceKm: 5,
  ...over,
});
const WANTED: Wanted = { region: '110105', categories: ['空调'], asked: new Set() };
const ids = (candidates: readonly Candidate[], wanted: Wanted = WANTED) =>
  rankCandidates(candidates, wanted, covers).map((ranked) => ranked.candidate.installerId);

describe('hard rules', () => {
  test.each<[string, Partial<Candidate>]>([
    ['another region', { regions: ['310000'] }],
    ['a skill that is missing', { skills: ['热水器'] }],
    ['a full day', { load: 4 }],
  ])('%s keeps a candidate out', (_, over) => {
    expect(ids([candidate('a', over), candidate('b')])).toEqual(['b']);
  });

  test('who was asked is not asked again; every item must be in the skills, or all of them', () => {
    expect(ids([candidate('a'), candidate('b')], { ...WANTED, asked: new Set(['a']) })).toEqual(['b']);
    const both = { ...WANTED, categories: ['空调', '通用'] };
    expect(ids([candidate('a'), candidate('b', { skills: ['通用', '空调'] }), candidate('c', { skills: ['*'] })], both)).toEqual([
      'b',
      'c',
    ]);
  });
});

describe('the score', () => {
  test('nearer before farther, free before loaded, equal by id', () => {
    expect(ids([candidate('far', { distanceKm: 30 }), candidate('near', { distanceKm: 2 })])).toEqual(['near', 'far']);
    expect(ids([candidate('busy', { load: 3 }), candidate('free')])).toEqual(['free', 'busy']);
    expect(ids([candidate('b'), candidate('a')])).toEqual(['a', 'b']);
  });

  test('an unknown distance counts as half the way, and says so', () => {
    const [ranked] = rankCandidates([candidate('a', { distanceKm: null })], WANTED, covers);
    expect(ranked).toMatchObject({ score: 70, reasons: ['距离未知，按一半计', '当天已有 0 单，上限 4 单，计 40.0 分'] });
  });

  test('the worked case: 4.5 km and a free day', () => {
    const [ranked] = rankCandidates([candidate('a', { distanceKm: 4.5 })], WANTED, covers);
    expect(ranked).toMatchObject({ score: 94.6, reasons: ['距离 4.5 公里，计 54.6 分', '当天已有 0 单，上限 4 单，计 40.0 分'] });
  });

  test('stays within 0 … 100, and the order does not depend on how candidates are listed', () => {
    const any = fc.uniqueArray(
      fc.record({
        installerId: fc.string({ minLength: 1, maxLength: 4 }),
        load: fc.nat(5),
        capacity: fc.integer({ min: 1, max: 5 }),
        distanceKm: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
      }),
      { selector: ({ installerId }) => installerId, maxLength: 8 },
    );
    fc.assert(
      fc.property(any, (list) => {
        const all = list.map(({ installerId, ...over }) => candidate(installerId, over));
        const ranked = rankCandidates(all, WANTED, covers);
        for (const { score } of ranked) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        expect(ids([...all].reverse())).toEqual(ranked.map(({ candidate: { installerId } }) => installerId));
      }),
    );
  });
});
