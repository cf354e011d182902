import { expect, test } from 'vitest';
import { sparkPoints } from './spark.tsx';

test('runs from left to right, the highest value at the top, nothing at the bottom', () => {
  expect(sparkPoints([0, 5, 10])).toEqual([
    [0, 30],
    [50, 16],
    [100, 2],
  ]);
});

test('days without anything are a line at the bottom; a single day is a point', () => {
  expect(sparkPoints([0, 0]).map(([, y]) => y)).toEqual([30, 30]);
  expect(sparkPoints([3])).toEqual([[0, 2]]);
});
