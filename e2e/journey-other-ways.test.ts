import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { finishVisit, type MadeOrder, makeOrder, must, offerOf, takeOrder } from './support/orders.ts';
import { loginToConsole, openPhone } from './support/people.ts';
import * as thread from './support/thread-steps.ts';
import { visitDay } from './support/visit-day.ts';

onEachDeployment(
  'other ways an order can go: cancelled, done in part, done by two',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let desk: Page;
    let phone: Page;
    let work: Frame;
    let zhang: Caller;
    let li: Caller;
    let staff: Caller;
    let order: MadeOrder;

    const openOnDesk = async () => {
      await desk.goto(`${stage.product.addresses.server}/console/orders/${order.id}`);
      await desk.getByRole('heading', { name: order.number }).waitFor();
    };
    const openOnPhone = async () => {
      await work.evaluate((id) => {
        location.hash = `#/packages/orders/pages/detail/index?id=${id}`;
      }, order.id);
      await thread.reads(work, order.number);
    };

    test('cancelled at the desk before anybody has it: the offer is gone from the phone', async () => {
      zhang = await loginAs(stage.product, 'zhang.wei');
      li = await loginAs(stage.product, 'li.qiang');
      staff = await loginAs(stage.product, 'linxiao');
      order = await makeOrder(stage.product);
      await offerOf(zhang, order.id);
      phone = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(phone);
      await thread.press(work, /^接单$/).waitFor();
      // the page looks for offers by itself now and then: until he presses it sees no other ones
      const standing = (await zhang.get('/my/offers')).body;
      await phone.route('**/api/my/offers', (route) => route.fulfill({ json: standing }));

      desk = journey.on(await loginToConsole(stage, 'linxiao', '/orders'));
      await openOnDesk();
      await desk.getByRole('button', { name: '取消工单' }).click();
      const dialog = desk.getByRole('dialog').filter({ hasText: order.number });
      await dialog.getByText('取消后流程结束，不能恢复').waitFor();
      // not without a word why
      expect(await dialog.getByRole('button', { name: '取消工单' }).isDisabled()).toBe(true);
      await dialog.getByRole('textbox').fill('客户在别处买了带安装的');
      await dialog.getByRole('button', { name: '取消工单' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await desk.getByText('客户在别处买了带安装的').first().waitFor();

      // he had not looked again: the answer says what happened, and the offer goes
      await phone.unroute('**/api/my/offers');
      await thread.press(work, /^接单$/).click();
      await thread.press(work, /^接单$/).waitFor({ state: 'detached' });
      await thread.reads(work, '工单已结束或已暂停');
      await thread.press(work, '知道了').click();
      await work.getByText('工单已结束或已暂停').waitFor({ state: 'detached' });
      expect(must(await zhang.get('/my/offers')).items).toEqual([]);
      expect(must(await staff.get(`/orders/${order.id}`))).toMatchObject({ state: 'cancelled', settlementState: 'estimated' });
    });

    test('cancelled while he is on the way: his page says so, who and why, and takes nothing more', async () => {
      order = await makeOrder(stage.product);
      await takeOrder(zhang, order.id);
      await openOnPhone();
      await thread.press(work, '项再签字').waitFor();
      await openOnDesk();
      await desk.getByRole('button', { name: '取消工单' }).click();
      const dialog = desk.getByRole('dialog').filter({ hasText: order.number });
      await dialog.getByRole('textbox').fill('客户临时出差');
      await dialog.getByRole('button', { name: '取消工单' }).click();
      await dialog.waitFor({ state: 'hidden' });

      await thread.reload(work);
      await thread.reads(work, /已取消/);
      await thread.reads(work, /客户临时出差/);
      expect(await thread.press(work, '项再签字').count()).toBe(0);
      await journey.fits(phone, work);
      const { slot } = must(await staff.get(`/orders/${order.id}`));
      const { visits } = must(await zhang.get(`/my/orders?day=${slot.date}`));
      expect(visits.filter(({ orderId, state }: { orderId: string; state: string }) => orderId === order.id && state === 'open')).toEqual(
        [],
      );
    });

    test('done in part: what was done is billed and signed, the rest waits for another day, and both together are the whole', async () => {
      order = await makeOrder(stage.product, { from: '14:00', to: '16:00' });
      await takeOrder(zhang, order.id);
      await openOnPhone();
      await thread.fillVisit(phone, work);
      await thread.line(work, 'parts', '铜管').locator('input').fill('1');
      await thread.line(work, 'parts', '铜管').locator('input').blur();
      await thread.signBill(phone, work);
      await thread.press(work, '其他情况').click();
      await thread.reads(work, '剩下的转到下一次上门');
      await thread.press(work, '部分完成').click();
      await thread.sayEarly(work);
      await expect.poll(async () => must(await staff.get(`/orders/${order.id}`)).phase, { timeout: 20_000 }).toBe('waiting');
      const view = must(await staff.get(`/orders/${order.id}`));
      expect(view.earlierBills).toMatchObject([{ scope: 'partly', visit: 1 }]);
      expect(view.bill.lines).toContainEqual(expect.objectContaining({ item: 'COPPER-PIPE', quantity: '2' }));

      // the desk makes the next appointment
      const waiting = view.tasks.find(({ mine }: { mine: boolean }) => mine);
      const slot = { date: visitDay(Date.now()), from: '16:00', to: '18:00' };
      const again = { version: view.version, event: 'submit', token: waiting.token, outcome: 'again', values: { slot } };
      must(await staff.post(`/orders/${order.id}/acts`, again));
      await expect.poll(async () => must(await zhang.get(`/orders/${order.id}`)).phase, { timeout: 20_000 }).toBe('working');
      await finishVisit(zhang, order.id);
      const finance = await loginAs(stage.product, 'chen.kuaiji');
      await expect.poll(async () => must(await finance.get(`/settlement/orders/${order.id}`)).postings.length, { timeout: 20_000 }).toBe(2);

      const after = must(await staff.get(`/orders/${order.id}`));
      const whole = after.earlierBills[0].totals.charge + after.bill.totals.charge;
      await openOnDesk();
      const yuan = (fen: number) => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 });
      await desk
        .getByText(`¥${yuan(whole)}`)
        .first()
        .waitFor();
      await journey.fits(desk, desk);
    });

    test('a second man joins: each phone shows his own share, the shares are the whole, and the helper is asked for no report', async () => {
      order = await makeOrder(stage.product, { customer: '赵先生', from: '10:00', to: '12:00' });
      await takeOrder(zhang, order.id);
      const alone = must(await zhang.get(`/orders/${order.id}`)).bill.totals.earn;
      const dispatcher = await loginAs(stage.product, 'zhou.diaodu');
      const seen = must(await dispatcher.get(`/orders/${order.id}`));
      const crew = [];
      for (const who of [zhang, li]) crew.push({ installerId: must(await who.get('/auth/me')).id, weight: 1 });
      const body = { version: seen.version, crew, reason: '外机重，需要两个人' };
      must(await dispatcher.post(`/dispatch/orders/${order.id}/assign`, body));

      const [mine, his] = [must(await zhang.get(`/orders/${order.id}`)), must(await li.get(`/orders/${order.id}`))];
      expect(mine.bill.totals.earn + his.bill.totals.earn).toBe(alone);
      await openOnPhone();
      await thread.reads(work, '同行师傅：李师傅');
      await journey.fits(phone, work);
      const submit = { version: his.version, event: 'submit', token: mine.tasks[0].token, outcome: 'absent', values: {} };
      expect((await li.post(`/orders/${order.id}/acts`, submit)).status).toBe(403);
      await finishVisit(zhang, order.id);
      const earned: number[] = [];
      for (const who of [zhang, li]) earned.push(must(await who.get(`/my/earnings/orders/${order.id}`)).total);
      expect(Math.min(...earned)).toBeGreaterThan(0);
      const finance = await loginAs(stage.product, 'chen.kuaiji');
      expect(must(await finance.get(`/settlement/orders/${order.id}`)).totals.earn).toBe(earned[0]! + earned[1]!);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
