import { describe, expect, it } from 'vitest';
import { DEFAULT_MESSAGES } from './default-messages.ts';
import { type Card, type CardStanding, whyPast } from './past.ts';

const AT = 1_000_000;
const STANDING: CardStanding = {
  state: 'open',
  phase: 'working',
  hasInstaller: true,
  isFinished: false,
  signedAndRated: false,
  linkAlive: true,
  linkOpened: false,
  consentAsked: true,
  slotEnd: AT + 9_000,
  rescheduledAt: null,
  now: AT + 1_000,
};
const why = (template: string, standing: Partial<CardStanding> = {}, card: Partial<Card> = {}) =>
  whyPast({ template, createdAt: AT, isReplaced: false, ...card }, { ...STANDING, ...standing });

/** Every notice that customers get. */
const ALL = DEFAULT_MESSAGES.filter(({ audience }) => audience === 'customer').map(({ event }) => event);

describe('a card goes when its reason goes', () => {
  it.each<[string, Partial<CardStanding>, string]>([
    ['order-created', { linkOpened: true }, '客户已打开过工单页面'],
    ['order-created', { rescheduledAt: AT + 1 }, '预约时间已改，卡片上的时间不对了'],
    ['order-created', { isFinished: true }, '已完工'],
    ['installer-assigned', { hasInstaller: false }, '已退回派单，还没有师傅'],
    ['installer-assigned', { rescheduledAt: AT + 1 }, '预约时间已改，卡片上的时间不对了'],
    ['installer-assigned', { slotEnd: AT }, '预约的时间已过'],
    ['price-changed', { isFinished: true }, '已完工'],
    ['consent-asked', { consentAsked: false }, '增项已有答复，或已撤回'],
    ['visit-rescheduled', { slotEnd: AT }, '预约的时间已过'],
    ['address-corrected', { isFinished: true }, '已完工'],
    ['order-finished', { isFinished: true, signedAndRated: true }, '客户已签字并评价'],
  ])('%s with %j', (template, standing, expected) => {
    expect(why(template)).toBeNull();
    expect(why(template, standing)).toBe(expected);
  });

  it('visit-again stands while the order waits for a day', () => {
    expect(why('visit-again', { phase: 'waiting' })).toBeNull();
    expect(why('visit-again', { phase: 'working' })).toBe('再次上门的时间已约好');
  });

  it('the notice of a new appointment is not overtaken by that appointment', () => {
    expect(why('visit-rescheduled', { rescheduledAt: AT })).toBeNull();
  });

  it.each(ALL)('%s goes with a newer one of its kind, and with the page', (template) => {
    const phase = template === 'visit-again' ? 'waiting' : 'working';
    expect(why(template, { phase })).toBeNull();
    expect(why(template, { phase }, { isReplaced: true })).toBe('有更新的同类通知');
    expect(why(template, { phase, linkAlive: false })).toBe('客户页面已失效');
  });

  it('between two visits nothing that names hours is told', () => {
    const naming = ['order-created', 'installer-assigned', 'visit-rescheduled'];
    for (const template of naming) expect(why(template, { phase: 'waiting' })).toBe('原来的预约时间已作废，要另约');
    const others = ALL.filter((template) => why(template, { phase: 'waiting' }) === null);
    expect(others).toContain('visit-again');
    for (const template of naming) expect(others).not.toContain(template);
  });

  it('of an order that is over only its cancellation, answers and what was waived of its bill are told', () => {
    const lasting = ['bill-waived', 'objection-answered', 'order-cancelled', 'question-answered', 'visit-fee-taken-back', 'waiver-voided'];
    for (const state of ['cancelled', 'done'] as const)
      expect(ALL.filter((template) => why(template, { state, phase: 'waiting' }) === null).sort()).toEqual(lasting);
  });

  it('a finished order is told of until it is closed', () => {
    expect(why('order-finished', { isFinished: true })).toBeNull();
    expect(why('order-finished', { isFinished: true, state: 'done' })).toBe('工单已结束');
  });
});
