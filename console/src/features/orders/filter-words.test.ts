import { expect, test } from 'vitest';
import { filterWords, sameView } from './filter-words.ts';

test('what is set is said in words, whatever order the address has', () => {
  expect(filterWords({ q: '1234', urgency: 'urgent', slotFrom: '2026-11-01', attention: 'late' }).map(({ words }) => words)).toEqual([
    '过了预约时段还没完工',
    '加急',
    '预约日期 从：2026-11-01',
    '查找：1234',
  ]);
  expect(filterWords({})).toEqual([]);
});

test('a view is recognised by its conditions alone', () => {
  expect(sameView({ state: 'open', urgency: 'urgent' }, { urgency: 'urgent', state: 'open', q: '1234' })).toBe(true);
  expect(sameView({ state: 'open' }, { state: 'done' })).toBe(false);
  expect(sameView({}, { state: 'done' })).toBe(false);
});
