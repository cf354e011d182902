import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../contracts/refusals.ts';
import { formatNearDay, formatQuantity, formatSince, formatSlot, formatTime } from './format.ts';
import { fillIn, label, refusalText, text } from './index.ts';
import { zhCN } from './zh-CN.ts';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');

describe('the catalogue', () => {
  it.each(Object.keys(REFUSALS))('has a sentence for %s', (code) => {
    expect(refusalText(code)).not.toBe(text('refusal.unknown'));
  });

  it('says something general for a code that this build does not know', () => {
    expect(refusalText('weather.too_wet')).toBe(text('refusal.unknown'));
    expect(refusalText('toString')).toBe(text('refusal.unknown'));
  });

  it('labels a known value and shows an unknown one as it is', () => {
    expect(label('order.phase', 'dispatch')).toBe('派单中');
    expect(label('order.phase', 'dreaming')).toBe('dreaming');
  });

  it('holds no empty text', () => {
    expect(Object.entries(zhCN).filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });
});

describe('fillIn', () => {
  it('fills a place and keeps its quotes', () => {
    expect(fillIn('项目库里没有“{item}”', { item: '铜管' })).toBe('项目库里没有“铜管”');
  });

  it('drops an unfilled place with what holds it', () => {
    expect(fillIn('算不出价格：{reason}。请修改', {})).toBe('算不出价格。请修改');
  });

  it('takes a value literally, whatever signs it has', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (value) => fillIn('<{x}>', { x: value }) === `<${value}>`));
  });
});

describe('quantities', () => {
  it.each([
    ['6.500', '米', '6.5 米'],
    ['10', '个', '10 个'],
    ['1.000', '', '1'],
  ])('%s %s is %s', (quantity, unit, shown) => expect(formatQuantity(quantity, unit)).toBe(shown));
});

describe('days and times', () => {
  it('writes the day with its weekday, and the year only when it is another', () => {
    expect(formatNearDay('2026-12-01', NOON)).toBe('12月1日 周二');
    expect(formatNearDay('2027-01-01', NOON)).toBe('2027年1月1日 周五');
    expect(formatNearDay('2026-11-21', NOON)).toBe('昨天');
  });

  it('shows a text that is no day as it is', () => expect(formatNearDay('soon', NOON)).toBe('soon'));

  it('is relative under one hour', () => {
    expect(formatSince(NOON - 20_000, NOON)).toBe('刚刚');
    expect(formatSince(NOON - 365 * 86_400_000, NOON)).toMatch(/^2025年11月22日 周六 /);
    expect(formatSince(NOON - 12 * 60_000, NOON)).toBe('12 分钟前');
    expect(formatSince(NOON + 5 * 60_000, NOON)).toBe('5 分钟后');
    expect(formatSince(NOON - 3_600_000, NOON)).toBe('11月22日 周日 11:00');
  });

  it('reads the clock of Shanghai', () => expect(formatTime(Date.parse('2026-11-21T16:05:00Z'))).toBe('00:05'));

  it('names the near days of a slot', () => {
    expect(formatSlot({ date: '2026-11-22', from: '14:00', to: '16:00' }, NOON)).toBe('今天 14:00–16:00');
    expect(formatSlot({ date: '2026-11-23', from: '09:00', to: '11:00' }, NOON)).toBe('明天 09:00–11:00');
    expect(formatSlot({ date: '2026-12-01', from: '09:00', to: '11:00' }, NOON)).toBe('12月1日 周二 09:00–11:00');
  });
});
