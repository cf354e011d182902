import { expect, test } from 'vitest';
import { demandOf } from './season.ts';

const of = (day: string, code: string): number => demandOf(day)[code]!;

// Mondays, far from any sale, where nothing else is said
test('air conditioners are put up in July and not in January, heaters the other way round', () => {
  expect(of('2026-07-06', 'ac-install')).toBe(48);
  expect(of('2026-01-05', 'ac-install')).toBeCloseTo(6.4);
  expect(of('2026-07-06', 'ac-repair')).toBe(35);
  expect(of('2026-03-02', 'ac-install')).toBe(16);
  expect(of('2026-12-07', 'heater-install')).toBe(16);
  expect(of('2026-07-06', 'heater-install')).toBeCloseTo(4.8);
});

test('618 and 双11 bring more of what is bought, and of nothing else', () => {
  // two Tuesdays of one month each
  expect(of('2026-06-16', 'tv-mount') / of('2026-06-09', 'tv-mount')).toBeCloseTo(1.6);
  expect(of('2026-11-17', 'lock-install') / of('2026-11-24', 'lock-install')).toBeCloseTo(1.5);
  for (const [sale, usual] of [
    ['2026-06-16', '2026-06-09'],
    ['2026-11-17', '2026-11-24'],
  ] as const)
    for (const code of ['washer-repair', 'fridge-repair', 'ac-clean', 'urgent-call']) expect(of(sale, code)).toBe(of(usual, code));
});

test.each([
  ['06-15', false],
  ['06-16', true],
  ['06-24', true],
  ['06-25', false],
  ['11-09', false],
  ['11-10', true],
  ['11-18', true],
  ['11-19', false],
])('a sale reaches from its first to its last day: %s %s', (day, isSale) => {
  // per repair of the same day, so that the weekday does not count
  const bought = of(`2026-${day}`, 'toilet-install') / of(`2026-${day}`, 'washer-repair');
  expect(bought > 4 / 8).toBe(isSale);
});

test('Saturday and Sunday bring 1.4 times what a weekday of the month brings', () => {
  const monday = demandOf('2026-03-02');
  for (const [code, usual] of Object.entries(monday)) {
    expect(of('2026-03-06', code)).toBe(usual);
    expect(of('2026-03-07', code)).toBeCloseTo(usual * 1.4);
    expect(of('2026-03-08', code)).toBeCloseTo(usual * 1.4);
  }
});
