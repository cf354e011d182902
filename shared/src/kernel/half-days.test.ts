import { describe, expect, it } from 'vitest';
import { type HalfDays, halfDaySpan, spanWords } from './half-days.ts';

const days = (fromDay: string, fromHalf: HalfDays['fromHalf'], toDay: string, toHalf: HalfDays['toHalf']) => ({
  fromDay,
  fromHalf,
  toDay,
  toHalf,
});
const at = (text: string) => Date.parse(`${text}:00+08:00`);

describe('half days', () => {
  it.each([
    [days('2026-11-25', 'am', '2026-11-25', 'pm'), '2026-11-25T00:00', '2026-11-26T00:00', '11月25日 周三 全天'],
    [days('2026-11-25', 'am', '2026-11-25', 'am'), '2026-11-25T00:00', '2026-11-25T12:00', '11月25日 周三 上午'],
    [days('2026-11-25', 'pm', '2026-11-25', 'pm'), '2026-11-25T12:00', '2026-11-26T00:00', '11月25日 周三 下午'],
    [days('2026-11-25', 'pm', '2026-11-27', 'am'), '2026-11-25T12:00', '2026-11-27T12:00', '11月25日 周三 下午 – 11月27日 周五 上午'],
    [days('2026-12-31', 'am', '2027-01-01', 'pm'), '2026-12-31T00:00', '2027-01-02T00:00', '12月31日 周四 – 1月1日 周五'],
  ])('%j', (half, from, to, words) => {
    expect(halfDaySpan(half)).toEqual({ from: at(from), to: at(to) });
    expect(spanWords(at(from), at(to))).toBe(words);
  });

  it.each([
    ['the end before the beginning', days('2026-11-25', 'pm', '2026-11-25', 'am')],
    ['a day that does not exist', days('2026-02-30', 'am', '2026-03-01', 'pm')],
  ])('%s is no span', (_, half) => expect(halfDaySpan(half)).toBeNull());

  it('hours that are no half days are told as hours', () => {
    expect(spanWords(at('2026-11-25T09:30'), at('2026-11-25T15:00'))).toBe('11月25日 周三 09:30 – 11月25日 周三 15:00');
  });
});
