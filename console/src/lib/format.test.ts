import { expect, test } from 'vitest';
import { count, exactYuan, moment, shortHash, yuan } from './format.ts';

test('whole fen in yuan, grouped, two decimals, minus in front', () => {
  expect([yuan(123450), yuan(0), yuan(5), yuan(-412000)]).toEqual(['¥1,234.50', '¥0.00', '¥0.05', '-¥4,120.00']);
});

test('exact fen keep every decimal; what is no decimal stays as it is', () => {
  expect(['16500', '16500.5', '0.25', '-7', '123456789'].map(exactYuan)).toEqual([
    '¥165.00',
    '¥165.005',
    '¥0.0025',
    '-¥0.07',
    '¥1,234,567.89',
  ]);
  expect(exactYuan('¥165.00')).toBe('¥165.00');
});

test('a moment names its year only when it is another than now’s', () => {
  const at = Date.parse('2026-11-22T14:30:00+08:00');
  expect(moment(at, Date.parse('2026-12-31T23:59:00+08:00'))).toBe('11月22日 周日 14:30');
  // already the next year in Beijing, though not yet in London
  expect(moment(at, Date.parse('2027-01-01T00:30:00+08:00'))).toBe('2026年11月22日 周日 14:30');
});

test('counts are grouped and hashes shortened', () => {
  expect([count(0), count(999), count(1284), count(1000000)]).toEqual(['0', '999', '1,284', '1,000,000']);
  expect([shortHash('abc'), shortHash('0123456789abcdef')]).toEqual(['abc', '0123456789…']);
});
