import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFacts, fillLocalTime, readFacts } from '../../src/pricing/facts.ts';
import { buildRuleIndex, type IndexedRule, KIND_BIT } from '../../src/pricing/rule-index.ts';
import { LIST_KEYS, type When } from '../../src/pricing/types.ts';
import { buildVocabulary } from '../../src/pricing/vocabulary.ts';
import { compileWhen, failingKey } from '../../src/pricing/when.ts';

const SHANGHAI_MS = 8 * 3_600_000;
const ITEM_KINDS = [KIND_BIT.labour, KIND_BIT.part, KIND_BIT.fee];

/** A generator over one seed: books of hundreds of rules are too large to shrink, so a seed is all that a failure needs. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Draw = (below: number) => number;
const many = (draw: Draw, most: number, make: () => string): string[] => Array.from({ length: 1 + draw(most) }, make);

/** Words of `size` per list key: few fit a mask's bits, many must share them. */
function drawWhen(draw: Draw, size: number): When {
  const when: { -readonly [key in keyof When]: When[key] } = {};
  const day = () => `2026-${String(1 + draw(12)).padStart(2, '0')}-${String(1 + draw(28)).padStart(2, '0')}T00:00+08:00`;
  if (draw(3) === 0) when.region = many(draw, 5, () => drawRegion(draw));
  for (const key of LIST_KEYS) if (draw(4) === 0) when[key] = many(draw, 3, () => `w${draw(size)}`);
  if (draw(4) === 0) when.window = draw(2) === 0 ? { from: day() } : { to: day() };
  if (draw(6) === 0) when.months = [1 + draw(12), 1 + draw(12)];
  if (draw(6) === 0) when.weekdays = [1 + draw(7), 1 + draw(7), 1 + draw(7)];
  if (draw(6) === 0) when.hours = Array.from({ length: 8 }, () => draw(24));
  if (draw(4) === 0) when.distanceKm = draw(2) === 0 ? { min: String(draw(60)) } : { max: String(draw(60)) };
  if (draw(8) === 0) when.logic = { '>': [{ var: 'floor' }, draw(20)] };
  return when;
}

/** Provinces 11 … 70, so that more than fit a mask; cities and counties below them. */
function drawRegion(draw: Draw): string {
  const code = (11 + draw(60)) * 10_000 + (draw(2) === 0 ? 0 : 100 * (1 + draw(3)));
  return String(code % 10_000 === 0 || draw(2) === 0 ? code : code + 1 + draw(4));
}

function drawOrder(draw: Draw, size: number) {
  const word = () => (draw(5) === 0 ? null : `w${draw(size + 2)}`);
  return {
    id: 'o',
    at: `2026-${String(1 + draw(12)).padStart(2, '0')}-${String(1 + draw(28)).padStart(2, '0')}T${String(draw(24)).padStart(2, '0')}:00+08:00`,
    region: drawRegion(draw),
    cooperation: word(),
    customerLevel: word(),
    package: word(),
    channel: word(),
    urgency: word(),
    distanceKm: String(draw(60)),
    attributes: { floor: draw(25) },
    lines: [{ item: 'x', quantity: '1' }],
  };
}

describe('the index of rules', () => {
  it.each([
    ['few words, few rules', 3, 30],
    ['few words, many rules', 3, 1500],
    ['words that share bits', 60, 1500],
  ])('finds exactly the rules that match: %s', (_, size, count) => {
    let matches = 0;
    fc.assert(
      fc.property(fc.nat(2 ** 31), (seed) => {
        const draw = random(seed);
        const rules: IndexedRule[] = Array.from({ length: count }, () => ({
          when: compileWhen(drawWhen(draw, size)),
          kindMask: 1 + draw(7),
          items: draw(3) === 0 ? [draw(3), draw(3)] : null,
        }));
        const vocabulary = buildVocabulary(rules.map(({ when }) => when));
        const index = buildRuleIndex(rules, ITEM_KINDS, vocabulary);
        const facts = emptyFacts();
        const found: number[] = [];
        for (let turn = 0; turn < 20; turn++) {
          expect(readFacts(drawOrder(draw, size), facts)).toBeNull();
          fillLocalTime(facts, SHANGHAI_MS);
          vocabulary.fill(facts);
          index.begin(facts);
          const matching = rules.flatMap((rule, number) => (failingKey(rule.when, facts) === null ? [{ rule, number }] : []));
          ITEM_KINDS.forEach((kind, item) => {
            const commonCount = index.collectCommon(kind, found, 0);
            const common = found.slice(0, commonCount).filter((number) => (rules[number]!.kindMask & kind) !== 0);
            const wanted = matching.filter(({ rule }) => (rule.kindMask & kind) !== 0);
            expect(common.sort((a, b) => a - b)).toEqual(wanted.filter(({ rule }) => rule.items === null).map(({ number }) => number));
            const namedCount = index.collectNamed(item, found, 0);
            const named = found.slice(0, namedCount);
            expect(named.sort((a, b) => a - b)).toEqual(
              wanted.filter(({ rule }) => rule.items?.includes(item)).map(({ number }) => number),
            );
            matches += common.length + named.length;
          });
        }
      }),
      { numRuns: 40 },
    );
    expect(matches).toBeGreaterThan(1000);
  });
});
