import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapping, overlapWords } from './overlap.ts';

const held = (from: string, to: string) => ({ number: `MD${from}`, from, to });

describe('overlapping', () => {
  it('finds the visits of the same hours, and of some of them', () => {
    const day = [held('08:00', '10:00'), held('10:00', '12:00'), held('13:00', '15:00'), held('14:00', '16:00'), held('16:00', '18:00')];
    expect(overlapping(day, { from: '14:00', to: '16:00' })).toEqual([day[2], day[3]]);
    expect(overlapping(day, { from: '12:00', to: '13:00' })).toEqual([]);
    expect(overlapping(day, { from: '07:00', to: '20:00' })).toEqual(day);
  });

  it('for any hours: exactly those that share a minute, either way round', () => {
    const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 1, max: 59 }))
      .map(([start, length]) => ({ start, end: start + length, from: clock(start), to: clock(start + length) }));
    fc.assert(
      fc.property(span, span, (a, b) => {
        const shared = Array.from({ length: a.end - a.start }, (_, at) => a.start + at).some(
          (minute) => b.start <= minute && minute < b.end,
        );
        expect(overlapping([{ ...a, number: 'MD1' }], b).length > 0).toBe(shared);
        expect(overlapping([{ ...b, number: 'MD1' }], a).length > 0).toBe(shared);
      }),
    );
  });

  it('in words: one sentence, however many there are', () => {
    expect(overlapWords([])).toEqual([]);
    expect(overlapWords([held('14:00', '16:00')])).toEqual(['14:00–16:00 已有 MD14:00，时间重叠']);
    expect(overlapWords([held('14:00', '16:00'), held('13:00', '15:00')])).toEqual(['13:00–16:00 已有 MD14:00、MD13:00，时间重叠']);
    const many = Array.from({ length: 25 }, () => held('10:00', '12:00'));
    expect(overlapWords(many)).toEqual(['10:00–12:00 已有 MD10:00、MD10:00 等 25 张，时间重叠']);
  });
});
