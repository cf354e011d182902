import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { finishVisit, type MadeOrder, makeOrder, must, offerOf } from './support/orders.ts';
import { openPhone } from './support/people.ts';
import * as thread from './support/thread-steps.ts';
import { visitDay } from './support/visit-day.ts';

onEachDeployment(
  'installer: refuses, finds nobody at home, takes cash',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let phone: Page;
    let work: Frame;
    let me: Caller;
    let staff: Caller;
    let order: MadeOrder;

    const openVisit = async () => {
      await thread.top(work).locator('.visit').filter({ hasText: '空调安装' }).first().click();
      await thread.reads(work, order.number);
    };

    test('a refused offer goes to the next candidate, with the reason', async () => {
      me = await loginAs(stage.product, 'zhang.wei');
      staff = await loginAs(stage.product, 'linxiao');
      order = await makeOrder(stage.product);
      await offerOf(me, order.id);
      phone = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(phone);
      await thread.press(work, /^不接$/).click();
      const sheet = thread.top(work).locator('.sheet').filter({ hasText: '不接这单？' });
      await sheet.locator('.option').filter({ hasText: '太远' }).click();
      await journey.fits(phone, work);
      await sheet.getByRole('button').filter({ hasText: '确定不接' }).click();
      await thread.press(work, /^不接$/).waitFor({ state: 'detached' });

      const next = await loginAs(stage.product, 'li.qiang');
      await offerOf(next, order.id);
      const dispatcher = await loginAs(stage.product, 'zhou.diaodu');
      const { items } = must(await dispatcher.get(`/orders/${order.id}/offers`));
      const told = items.map((each: { installerName: string; status: string; refusal: string }) => [
        each.installerName,
        each.status,
        each.refusal,
      ]);
      expect(told).toContainEqual(['张师傅', 'refused', '太远']);
      // his own record tells the same
      await work.evaluate(() => {
        location.hash = '#/packages/orders/pages/offers/index';
      });
      await thread.reads(work, '原因：太远');
      await journey.fits(phone, work);
      await work.evaluate(() => {
        location.hash = '#/pages/home/index';
      });
      const boss = await loginAs(stage.product, 'he.zong');
      expect(JSON.stringify(must(await boss.get('/audit?limit=20&action=dispatch.offer_refused')))).toContain('太远');
    });

    test('客户不在: the visit fee and nothing else, and the order goes back for another appointment', async () => {
      order = await makeOrder(stage.product, { customer: '赵先生', from: '14:00', to: '16:00' });
      await offerOf(me, order.id);
      await thread.reload(work);
      await thread.press(work, /^接单$/).click();
      await openVisit();
      await thread.press(work, '其他情况').click();
      await thread.reads(work, '按上门费结算，工单转回客服改约');
      await journey.fits(phone, work);
      await thread.press(work, '客户不在').click();
      // nothing is settled without a proof of the visit
      await thread.press(work, '确认客户不在').click();
      for (const missing of ['请完成「门口打卡」', '请拍「门口照片」', '请填写「情况说明」']) await thread.reads(work, missing);
      await thread.fillNobodyThere(phone, work);
      await journey.fits(phone, work);
      await thread.press(work, '确认客户不在').click();
      await thread.sayEarly(work);
      await expect.poll(async () => must(await staff.get(`/orders/${order.id}`)).phase, { timeout: 20_000 }).toBe('waiting');

      const seen = must(await staff.get(`/orders/${order.id}`));
      expect(JSON.stringify(seen.filled)).toContain('敲门无人应，电话未接');
      expect(seen.timeline.map(({ text }: { text: string }) => text)).toContainEqual(expect.stringContaining('客户不在（'));

      // what is settled: the visit fee, and the day's subsidy that any visit earns; nothing of the installation
      const finance = await loginAs(stage.product, 'chen.kuaiji');
      await expect.poll(async () => must(await finance.get(`/settlement/orders/${order.id}`)).postings.length, { timeout: 20_000 }).toBe(1);
      const { postings } = must(await finance.get(`/settlement/orders/${order.id}`));
      const posted = (account: string) => postings[0].entries.find((entry: { account: string }) => entry.account === account);
      expect(posted('receivable:customer').debit).toBe(6500);
      expect(posted('payable:installer').credit).toBe(3185 + 1000);
    });

    test('rebooked by staff, he finds the order in his days again', async () => {
      const seen = must(await staff.get(`/orders/${order.id}`));
      const task = seen.tasks.find(({ mine }: { mine: boolean }) => mine);
      const slot = { date: visitDay(Date.now()), from: '16:00', to: '18:00' };
      must(
        await staff.post(`/orders/${order.id}/acts`, {
          version: seen.version,
          event: 'submit',
          token: task.token,
          outcome: 'again',
          values: { slot },
        }),
      );
      await expect.poll(async () => must(await me.get(`/orders/${order.id}`)).phase, { timeout: 20_000 }).toBe('working');
      await thread.reload(work, '#/pages/home/index');
      await thread.top(work).locator('.visit').filter({ hasText: '16:00' }).waitFor();
    });

    test('cash in hand is recorded, and the earnings show 应得, 代收 and 净额', async () => {
      must(await staff.put(`/orders/${order.id}/pay-mode`, { mode: 'installer' }));
      await openVisit();
      await thread.press(work, '登记收款').click();
      const sheet = thread.top(work).locator('.sheet').filter({ hasText: '收到客户的现金或扫码付款后登记' });
      await sheet.locator('.option').filter({ hasText: '现金' }).click();
      await sheet.locator('input').fill('500');
      await journey.fits(phone, work);
      await sheet.getByRole('button').filter({ hasText: '确认已收 ¥500.00' }).click();
      await thread.reads(work, '还差');
      await journey.fits(phone, work);

      await finishVisit(me, order.id);
      const month = must(await me.get('/my/earnings'));
      expect(month).toMatchObject({ monthCollected: 50000, monthNet: month.monthTotal - 50000 });
      await thread.reload(work, '#/pages/earnings/index');
      await thread.reads(work, '应得');
      await thread.reads(work, '本月净额');
      const page = await thread.top(work).innerText();
      const yuan = (fen: number) => (Math.abs(fen) / 100).toLocaleString('en', { minimumFractionDigits: 2 });
      for (const amount of [month.monthTotal, 50000, month.monthNet]) expect(page).toContain(yuan(amount));
      await journey.fits(phone, work);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
