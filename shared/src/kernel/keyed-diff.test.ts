import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyKeyed, diffKeyed, isEmptyDiff, sameJson } from './keyed-diff.ts';

interface Thing {
  readonly code: string;
  readonly n: number;
}
const codeOf = (thing: Thing): string => thing.code;
/** Few keys and values, so that lists share many, also twice in one list. */
const things = fc.array(fc.record({ code: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), n: fc.integer({ min: 0, max: 2 }) }), {
  maxLength: 10,
});

test('applying the difference gives the new list, whatever was added, removed, changed, moved or doubled', () => {
  fc.assert(
    fc.property(things, things, (before, after) => {
      expect(applyKeyed(before, diffKeyed(before, after, codeOf), codeOf)).toEqual(after);
    }),
    { numRuns: 2_000 },
  );
});

test('no difference is said of equal lists only', () => {
  fc.assert(fc.property(things, things, (a, b) => isEmptyDiff(diffKeyed(a, b, codeOf)) === sameJson(a, b)));
});

test('what moved is told by the order, what changed by before and after', () => {
  const diff = diffKeyed(
    [
      { code: 'a', n: 1 },
      { code: 'b', n: 1 },
    ],
    [
      { code: 'b', n: 2 },
      { code: 'c', n: 1 },
      { code: 'a', n: 1 },
    ],
    codeOf,
  );
  expect(diff).toEqual({
    removed: [],
    added: [{ key: 'c', value: { code: 'c', n: 1 }, at: 1 }],
    changed: [{ key: 'b', before: { code: 'b', n: 1 }, after: { code: 'b', n: 2 } }],
    order: ['b', 'c', 'a'],
  });
});

test('JSON is compared by meaning', () => {
  expect(sameJson({ a: 1, b: [1, null] }, { b: [1, null], a: 1 })).toBe(true);
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect([sameJson([1, 2], [2, 1]), sameJson({ a: null }, {}), sameJson([], {}), sameJson('1', 1)]).toEqual([false, false, false, false]);
});
