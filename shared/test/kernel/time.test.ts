import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  businessDay,
  epochMs,
  formatDay,
  formatInstant,
  formatMoment,
  localTime,
  parseInstant,
  startOfBusinessDay,
  ZONE_OFFSET_MINUTES,
} from '../../src/kernel/time.ts';
import { emptyFacts, fillLocalTime } from '../../src/pricing/facts.ts';

const instants = fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) });

describe('instants', () => {
  it('are read back from their print, in every zone', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('Asia/Shanghai' as const, 'Asia/Urumqi' as const, 'UTC' as const), (ms, zone) => {
        fc.pre(new Date(ms).getUTCFullYear() >= 1);
        expect(parseInstant(formatInstant(epochMs(ms), zone))).toBe(ms);
      }),
      { numRuns: 1000 },
    );
  });

  it('show the same wall clock as the calendar of the runtime', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom('Asia/Shanghai' as const, 'UTC' as const), (ms, zone) => {
        const shifted = new Date(ms + ZONE_OFFSET_MINUTES[zone] * 60_000);
        const local = localTime(epochMs(ms), zone);
        expect(local).toEqual({
          year: shifted.getUTCFullYear(),
          month: shifted.getUTCMonth() + 1,
          day: shifted.getUTCDate(),
          hour: shifted.getUTCHours(),
          minute: shifted.getUTCMinutes(),
          second: shifted.getUTCSeconds(),
          weekday: shifted.getUTCDay() || 7,
        });
        // the engine's own quick copy
        const facts = emptyFacts();
        facts.at = ms;
        fillLocalTime(facts, ZONE_OFFSET_MINUTES[zone] * 60_000);
        expect([facts.month, facts.weekday, facts.hour]).toEqual([local.month, local.weekday, local.hour]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['2026-11-22T14:30+08:00', Date.UTC(2026, 10, 22, 6, 30)],
    ['2026-11-22T14:30:15Z', Date.UTC(2026, 10, 22, 14, 30, 15)],
    ['2026-11-22T14:30:15.5Z', Date.UTC(2026, 10, 22, 14, 30, 15, 500)],
    ['2026-11-22T14:30:15.05Z', Date.UTC(2026, 10, 22, 14, 30, 15, 50)],
    ['2024-02-29T00:00:00-14:00', Date.UTC(2024, 1, 29, 14)],
    ['2000-02-29T00:00Z', Date.UTC(2000, 1, 29)],
  ])('%s is read', (text, ms) => expect(parseInstant(text)).toBe(ms));

  it.each([
    '2026-02-29T00:00Z',
    '1900-02-29T00:00Z',
    '2026-13-01T00:00Z',
    '2026-00-01T00:00Z',
    '2026-01-00T00:00Z',
    '2026-06-31T00:00Z',
    '0000-01-01T00:00Z',
    '2026-01-01T24:00Z',
    '2026-01-01T00:60Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00.1234Z',
    '2026-01-01T00:00',
    '2026-01-01T00:00+0800',
    '2026-01-01T00:00+08',
    '2026-01-01T00:00+14:01',
    '2026-01-01T00:00+15:00',
    '2026-01-01T00:00+08:60',
    '2026-01-01T00:00z',
    '2026-01-01t00:00Z',
    '2026-01-01 00:00Z',
    '2026-01-01T00:00Z ',
    ' 2026-01-01T00:00Z',
    '２026-01-01T00:00Z',
    '2026-1-01T00:00Z',
    '+002026-01-01T00:00Z',
    '2026-01-01T00:00ZZ',
    '2026-01-01',
    '',
  ])('%j is refused', (text) => expect(parseInstant(text)).toBeNull());
});

describe('business days', () => {
  it('begin at midnight in Shanghai', () => {
    const start = startOfBusinessDay('2026-11-22')!;
    expect(businessDay(start)).toBe('2026-11-22');
    expect(businessDay(epochMs(start - 1))).toBe('2026-11-21');
    expect(startOfBusinessDay('2026-02-30')).toBeNull();
  });

  it('are shown as people write them', () => {
    const at = parseInstant('2026-11-22T06:30:00Z')!;
    expect(formatMoment(at)).toBe('11月22日 周日 14:30');
    expect(formatDay(at)).toBe('11月22日 周日');
  });
});
