import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { report } from '../support/report.ts';
import { waitUntil } from '../support/wait-until.ts';
import { onEachRig } from '../wecom/rig.ts';
import { deskOf } from './desk.ts';

const SEND = '/cgi-bin/message/send';
const BURST = 200;
const URGENT = 10;

onEachRig('limits of the platform', { beforeAll, afterAll, demo: true, servers: 2 }, (rig) => {
  const desk = deskOf(rig);
  const inbox = (userid: string) => rig().sandbox.state.inbox.of(userid);

  beforeEach(() => {
    rig().sandbox.control.faults.clear();
    rig().sandbox.state.limits.reset();
  });

  describe('one member', () => {
    test(`a burst of ${BURST}: never more than 28 a minute, none dropped, money and decisions first, the rest together`, async () => {
      const { id } = await desk.order();
      await rig().quiet();
      const before = inbox('linxiao').length;
      for (let n = 0; n < BURST; n += 1) await desk.ask(id, n >= BURST - URGENT ? 'sla-escalation' : `news-${n}`, { type: 'followup' });
      await rig().quiet();
      const firstMinute = inbox('linxiao').slice(before);
      const pending = async () => (await desk.deliveriesOf(id)).filter(({ status }) => status === 'pending').length;
      while ((await pending()) > 0) {
        desk.forward(66_000);
        await rig().quiet();
      }
      const rows = (await desk.deliveriesOf(id)).filter(({ template }) => template.startsWith('news-') || template === 'sla-escalation');
      const sent = inbox('linxiao').slice(before);
      const perMinute = Math.max(...sent.map(({ at }) => sent.filter((other) => other.at >= at && other.at < at + 60_000).length));
      report('F51', `[${rig().store}]`, { n: BURST, messages: sent.length, perMinute, dropped: rig().sandbox.state.limits.dropped });
      expect(rows).toHaveLength(BURST);
      expect(rows.every(({ status }) => status === 'sent')).toBe(true);
      expect(perMinute).toBeLessThanOrEqual(28);
      expect(rig().sandbox.state.limits.dropped).toBe(0);
      // what is about money did not wait for the rest
      expect(firstMinute.filter(({ content }) => String(content['title']).includes('已超时')).length).toBe(28 - 20);
      // what waited went together
      expect(sent.some(({ content }) => /^\d+ 条工单通知$/.test(String(content['title'])))).toBe(true);
      expect(sent.length).toBeLessThan(BURST / 2);
      expect(rows.filter(({ reason }) => reason?.startsWith('与另外')).length).toBeGreaterThan(100);
    }, 120_000);
  });

  describe('an API that was called too often', () => {
    test('45009: not called again before its window is over, one probe, nothing lost', async () => {
      desk.forward(3_700_000);
      const { id } = await desk.order();
      await rig().quiet();
      rig().sandbox.state.limits.block(SEND);
      const before = rig().calls(SEND).length;
      const people = ['linxiao', 'sunyue', 'zhou.diaodu', 'wu.jingli', 'chen.kuaiji', 'he.zong'];
      const ids = await rig().app.run(async (tx) => {
        const known: string[] = [];
        for (const userid of people) known.push((await rig().app.product.capabilities.identity.api.findByUserid(tx, userid))!.id);
        return known;
      });
      // the first one finds out; calls that are under way at that moment would be refused with it
      await desk.ask(id, 'news-first', { type: 'followup' });
      await rig().quiet();
      for (const person of ids) for (let n = 0; n < 5; n += 1) await desk.ask(id, `news-${n}`, { type: 'person', person });
      await rig().quiet();
      const during = rig().calls(SEND).length - before;
      desk.forward(40_000);
      await rig().quiet();
      const stillDuring = rig().calls(SEND).length - before;
      desk.forward(40_000);
      await waitUntil('all went out after the window', async () => {
        await rig().quiet();
        desk.forward(5_000);
        return (await desk.deliveriesOf(id)).every(({ status }) => status !== 'pending');
      });
      const rows = (await desk.deliveriesOf(id)).filter(({ template }) => template.startsWith('news-'));
      const lost = rows.filter(({ status }) => status !== 'sent').length;
      report('F50', `[${rig().store}]`, { n: rows.length, callsDuringBlock: stillDuring, lost });
      expect(during).toBe(1);
      expect(stillDuring).toBe(during);
      expect(rows).toHaveLength(31);
      expect(lost).toBe(0);
    }, 120_000);

    test('the probe finds the API still closed: it stays stopped for another window', async () => {
      const { id } = await desk.order();
      await rig().quiet();
      rig().sandbox.state.limits.block(SEND, 150_000);
      const before = rig().calls(SEND).length;
      await desk.ask(id, 'news-1', { type: 'followup' });
      await rig().quiet();
      for (let n = 0; n < 4; n += 1) {
        desk.forward(70_000);
        await rig().quiet();
      }
      await desk.ended(id);
      // refused once, probed at 70 s and at 140 s, let through at 210 s
      expect(rig().calls(SEND).length - before).toBe(4);
    }, 60_000);
  });
});
