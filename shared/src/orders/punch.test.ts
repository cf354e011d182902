import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresBetween } from '../kernel/metres.ts';
import { MINUTE_MS, parseInstant } from '../kernel/time.ts';
import { EARLY_MS, FAR_M, isBeforeDay, oddPunch, oddPunchNow, oddPunchTold, punchQuestion, rejectionTold } from './punch.ts';

const site = { lat: 31.2011, lng: 121.5901 };
const slot = { date: '2026-11-30', from: '14:00', to: '16:00' };
const at = (day: string, time: string) => parseInstant(`${day}T${time}:00+08:00`)!;
const BEGINS = at('2026-11-30', '14:00');
/** A degree of latitude is 111,195 m. */
const north = (metres: number) => ({ lat: site.lat + metres / 111_195, lng: site.lng });
const punch = (metres: number, when: number, accuracy = 0) => ({ ...north(metres), accuracy, at: when });

describe('oddPunch', () => {
  it('passes at the door in the promised hours, a little aside, and a little before', () => {
    expect(oddPunch(punch(0, BEGINS), { site, slot })).toBeNull();
    expect(oddPunch(punch(499, BEGINS - 59 * MINUTE_MS), { site, slot })).toBeNull();
    expect(oddPunch(punch(0, BEGINS - EARLY_MS), { site, slot })).toBeNull();
  });

  it('of a closed door passes from the first minute of the hours, and not before', () => {
    expect(oddPunch(punch(0, BEGINS), { site, slot, isVain: true })).toBeNull();
    expect(oddPunch(punch(0, BEGINS - MINUTE_MS), { site, slot, isVain: true })).toEqual({ metres: null, early: slot });
    expect(oddPunch(punch(0, BEGINS - MINUTE_MS), { site, slot: null, isVain: true })).toBeNull();
  });

  it('tells how far and before which hours', () => {
    expect(oddPunch(punch(3200, BEGINS), { site, slot })).toEqual({ metres: 3200, early: null });
    expect(oddPunch(punch(0, at('2026-11-30', '09:10')), { site, slot })).toEqual({ metres: null, early: slot });
    expect(oddPunch(punch(3200, at('2026-11-29', '15:00')), { site, slot })).toEqual({ metres: 3200, early: slot });
  });

  it('gives a punch the benefit of its own accuracy', () => {
    expect(oddPunch(punch(900, BEGINS, 450), { site, slot })).toBeNull();
    expect(oddPunch(punch(900, BEGINS, 350), { site, slot })).toEqual({ metres: 900, early: null });
  });

  it('says nothing of what is not known', () => {
    expect(oddPunch(punch(9000, BEGINS), { site: null, slot })).toBeNull();
    expect(oddPunch(punch(0, at('2026-11-01', '08:00')), { site, slot: null })).toBeNull();
  });

  it('for any punch: odd exactly beyond either bound, and the bounds do not depend on each other', () => {
    const punches = fc.record({
      lat: fc.double({ min: 30.9, max: 31.5, noNaN: true }),
      lng: fc.double({ min: 121.3, max: 121.9, noNaN: true }),
      accuracy: fc.integer({ min: 0, max: 2000 }),
      at: fc.integer({ min: BEGINS - 86_400_000, max: BEGINS + 86_400_000 }),
    });
    fc.assert(
      fc.property(punches, (given) => {
        const metres = metresBetween(given, site);
        const odd = oddPunch(given, { site, slot });
        expect(odd?.metres ?? null).toBe(metres > FAR_M + given.accuracy ? metres : null);
        expect(odd?.early ?? null).toBe(given.at < BEGINS - EARLY_MS ? slot : null);
        expect(odd === null).toBe(metres <= FAR_M + given.accuracy && given.at >= BEGINS - EARLY_MS);
        expect(oddPunch(given, { site: null, slot })?.early ?? null).toBe(odd?.early ?? null);
        expect(oddPunch(given, { site, slot: null })?.metres ?? null).toBe(odd?.metres ?? null);
      }),
    );
  });
});

describe('in words', () => {
  const morning = at('2026-11-30', '09:10');
  const dayBefore = at('2026-11-28', '15:00');

  it('asks in the figures of the moment', () => {
    expect(oddPunchNow({ metres: 3200, early: null }, morning)).toBe('距上门地址 3.2 公里');
    expect(oddPunchNow({ metres: null, early: slot }, morning)).toBe('约定今天 14:00–16:00，现在 09:10');
    expect(oddPunchNow({ metres: 759, early: slot }, dayBefore)).toBe('距上门地址 759 米，约定11月30日 周一 14:00–16:00，现在 15:00');
  });

  it('asks who is early alone whether he waits, and everybody else whether he punches again', () => {
    expect(punchQuestion({ metres: null, early: slot }, morning)).toEqual({
      title: '还没到预约时间',
      text: '预约时间今天 14:00–16:00，现在打卡会记为提前，需公司核实',
      yes: '现在打卡',
      no: '再等等',
    });
    expect(punchQuestion({ metres: null, early: slot }, dayBefore).text).toBe(
      '预约时间11月30日 周一 14:00–16:00，现在打卡会记为提前，需公司核实',
    );
    expect(punchQuestion({ metres: 3200, early: slot }, morning)).toEqual({
      title: '请核对打卡',
      text: '距上门地址 3.2 公里，约定今天 14:00–16:00，现在 09:10，仍要提交？提交后会标为打卡异常，由客服核实。',
      yes: '仍要提交',
      no: '先不提交',
    });
  });

  it('tells staff the whole dates', () => {
    expect(oddPunchTold({ metres: 3200, early: slot }, morning)).toBe('距上门地址 3.2 公里，09:10 打卡，约定 11月30日 周一 14:00–16:00');
    expect(oddPunchTold({ metres: null, early: slot }, dayBefore)).toBe('11月28日 周六 15:00 打卡，约定 11月30日 周一 14:00–16:00');
  });

  it('tells what 不属实 brings about, as far as the reader sees the figures', () => {
    expect(rejectionTold(null)).toEqual(['标记解除，写进工单记录，打卡人会收到通知；账单和收益不变']);
    expect(rejectionTold({ charge: 5000, earn: 3550 })).toEqual([
      '撤回这次上门的上门费',
      '客户账单减少 ¥50.00，已付的转为应退',
      '师傅收益减少 ¥35.50',
      '师傅会收到通知，原因写进工单记录和收益',
    ]);
    expect(rejectionTold({ charge: null, earn: null })).toEqual([
      '撤回这次上门的上门费',
      '师傅这次上门的收益一并撤回',
      '师傅会收到通知，原因写进工单记录和收益',
    ]);
  });

  it('knows a day that has not come from hours that have not', () => {
    expect(isBeforeDay({ metres: null, early: slot }, dayBefore)).toBe(true);
    expect(isBeforeDay({ metres: null, early: slot }, morning)).toBe(false);
    expect(isBeforeDay({ metres: 900, early: null }, dayBefore)).toBe(false);
  });
});
