import { expect, test } from 'vitest';
import { nextCrew, weightAt } from './crew-choice.ts';

test('one person: pressing another takes his place, pressing the same lets go', () => {
  const one = nextCrew([], 'a', 1, [1]);
  expect(one).toEqual([{ installerId: 'a', weight: 1 }]);
  expect(nextCrew(one, 'b', 1, [1])).toEqual([{ installerId: 'b', weight: 1 }]);
  expect(nextCrew(one, 'a', 1, [1])).toEqual([]);
});

test('two: the first leads with the template’s weight; when the leader leaves the helper leads; a third takes the helper’s place', () => {
  const two = nextCrew(nextCrew([], 'a', 2, [2, 1]), 'b', 2, [2, 1]);
  expect(two).toEqual([
    { installerId: 'a', weight: 2 },
    { installerId: 'b', weight: 1 },
  ]);
  expect(nextCrew(two, 'a', 2, [2, 1])).toEqual([{ installerId: 'b', weight: 2 }]);
  expect(nextCrew(two, 'c', 2, [2, 1]).map(({ installerId }) => installerId)).toEqual(['a', 'c']);
});

test('weights stay whole and within bounds', () => {
  expect(weightAt([{ installerId: 'a', weight: 1 }], 0, Number.NaN)[0]?.weight).toBe(1);
  expect(weightAt([{ installerId: 'a', weight: 1 }], 0, 2.6)[0]?.weight).toBe(3);
  expect(weightAt([{ installerId: 'a', weight: 1 }], 0, 1000)[0]?.weight).toBe(100);
});
