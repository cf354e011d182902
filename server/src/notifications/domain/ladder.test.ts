import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseRung, type SubscribeStanding } from './ladder.ts';

const STANDINGS: readonly SubscribeStanding[] = [
  'ready',
  'not_configured',
  'unknown_person',
  'no_credit',
  'nothing_to_say',
  'refused',
  'no_answer',
];

describe('the ladder', () => {
  test('a subscribe message where a tap has allowed one', () => {
    expect(chooseRung({ subscribe: 'ready', hasStaff: true, linkAlive: true })).toEqual({
      rung: 'subscribe',
      tried: [{ rung: 'subscribe', chosen: true, reason: '客户允许过一次，用订阅消息发' }],
      reason: null,
    });
  });

  test.each(STANDINGS.slice(1))('%s: the card that staff send, with the reason why not by itself', (subscribe) => {
    const { rung, tried } = chooseRung({ subscribe, hasStaff: true, linkAlive: true });
    expect(rung).toBe('sidebar');
    expect(tried.map(({ chosen }) => chosen)).toEqual([false, true]);
    expect(tried[0]?.reason).not.toBe('');
  });

  test('nobody to send it: not deliverable, and why', () => {
    const { rung, reason, tried } = chooseRung({ subscribe: 'no_credit', hasStaff: false, linkAlive: true });
    expect([rung, reason]).toEqual([null, '没有可用的方式通知客户']);
    expect(tried.map(({ reason: why }) => why)).toEqual(['客户没有留下订阅次数', '没有负责这个地区的在职员工']);
  });

  test('a dead link is sent to nobody', () => {
    expect(chooseRung({ subscribe: 'ready', hasStaff: true, linkAlive: false })).toMatchObject({
      rung: null,
      reason: '工单链接已失效，客户打不开',
    });
  });

  test('ends in exactly one way: one rung is chosen, or there is a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STANDINGS), fc.boolean(), fc.boolean(), (subscribe, hasStaff, linkAlive) => {
        const { rung, tried, reason } = chooseRung({ subscribe, hasStaff, linkAlive });
        expect(tried.filter(({ chosen }) => chosen).map((one) => one.rung)).toEqual(rung === null ? [] : [rung]);
        expect(reason === null).toBe(rung !== null);
      }),
    );
  });
});
