import { describe, expect, it } from 'vitest';
import { curveOf, curveSvg, daysOfMonth, monthBeside } from './curve.ts';

describe('months', () => {
  it.each([
    ['2026-11', 30],
    ['2026-12', 31],
    ['2026-02', 28],
    ['2028-02', 29],
    ['2100-02', 28],
  ])('%s has %d days', (month, length) => {
    expect(daysOfMonth(month)).toHaveLength(length);
    expect(daysOfMonth(month).at(-1)).toBe(`${month}-${length}`);
  });

  it('turn over the year', () => {
    expect(monthBeside('2026-01', -1)).toBe('2025-12');
    expect(monthBeside('2026-12', 1)).toBe('2027-01');
    expect(monthBeside('2026-11', -1)).toBe('2026-10');
  });
});

describe('the curve', () => {
  it('has a point for every day up to today, empty days too', () => {
    expect(curveOf('2026-11', [{ day: '2026-11-02', earn: 500 }], '2026-11-03')).toEqual([
      { day: '2026-11-01', earn: 0 },
      { day: '2026-11-02', earn: 500 },
      { day: '2026-11-03', earn: 0 },
    ]);
  });

  it('goes through a whole month that has passed', () => expect(curveOf('2026-10', [], '2026-11-22')).toHaveLength(31));

  it('stays inside of its picture, deductions and a month without earnings too', () => {
    for (const earns of [[0, 0, 0], [5, 10_000_000, 3], [-400, 200, -1], [7]]) {
      const svg = curveSvg(
        earns.map((earn, index) => ({ day: `2026-11-0${index + 1}`, earn })),
        30,
      );
      const heights = [...svg.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].flatMap(([, x, y]) => [
        Number(x) <= 320 && Number(x) >= 0,
        Number(y) <= 96 && Number(y) >= 0,
      ]);
      expect(heights).not.toContain(false);
      expect(svg).not.toMatch(/NaN|Infinity/);
    }
  });
});
