import { expect, it } from 'vitest';
import { parseDuration } from './durations.ts';

it.each([
  ['PT15M', 900_000],
  ['PT2H', 7_200_000],
  ['P1DT12H', 129_600_000],
  ['P2W', 1_209_600_000],
  ['PT1H30M15S', 5_415_000],
  ['P366D', 31_622_400_000],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['P', 'PT', 'P1DT', 'PT0S', 'P367D', '2H', 'PT-1H', 'PT1.5H', 'P1M', 'P1Y', 'pt2h', '', 5, null])('%j is none', (text) => {
  expect(parseDuration(text)).toBeNull();
});
