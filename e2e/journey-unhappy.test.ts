import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { type MadeOrder, makeOrder, must, offerOf, takeOrder } from './support/orders.ts';
import { ask, loginToConsole, openPhone } from './support/people.ts';
import { publishLike } from './support/templates.ts';
import * as thread from './support/thread-steps.ts';

/** Whoever is asked by this template has ten seconds. */
const QUICK = 'ac-install-quick';
const LONGER_THAN_THE_BOX_MS = 60_000;

onEachDeployment(
  'dispatch when it goes wrong: nobody answers, another man, two men, a man who leaves',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let zhang: Caller;
    let li: Caller;
    let dispatcher: Caller;
    let order: MadeOrder;
    let pair: MadeOrder;
    let phone: Page;
    let work: Frame;
    let desk: Page;

    const openPanel = async ({ id, number }: MadeOrder) => {
      await desk.goto(`${stage.product.addresses.server}/console/dispatch?order=${id}`);
      const panel = desk.getByRole('dialog').filter({ hasText: `派单 ${number}` });
      await panel
        .getByText(/匹配分/)
        .first()
        .waitFor();
      return panel;
    };
    const home = () => thread.reload(work, '#/pages/home/index');
    const toldTo = async (userid: string): Promise<string> => JSON.stringify(await ask(stage.product, 'messages', { userid }));

    test('nobody answers in time: the offer goes to the next, and both records say so', async () => {
      await publishLike(stage.product, QUICK, '空调安装（限时）', (json) => json.replace('"timeBox": "PT15M"', '"timeBox": "PT20S"'));
      zhang = await loginAs(stage.product, 'zhang.wei');
      li = await loginAs(stage.product, 'li.qiang');
      dispatcher = await loginAs(stage.product, 'zhou.diaodu');
      phone = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(phone);
      order = await makeOrder(stage.product, { template: QUICK });
      await offerOf(zhang, order.id);
      await home();
      await thread.press(work, /^接单$/).waitFor();
      await offerOf(li, order.id, LONGER_THAN_THE_BOX_MS);
      await takeOrder(li, order.id);
      await thread.press(work, /^接单$/).waitFor({ state: 'detached', timeout: LONGER_THAN_THE_BOX_MS });
      expect(must(await dispatcher.get(`/orders/${order.id}`)).installer.name).toBe('李师傅');

      await work.evaluate(() => {
        location.hash = '#/packages/orders/pages/offers/index';
      });
      await thread.reads(work, /超时/);
      await journey.fits(phone, work);
      desk = journey.on(await loginToConsole(stage, 'zhou.diaodu', '/dispatch'));
      await desk.goto(`${stage.product.addresses.server}/console/orders/${order.id}`);
      const offers = desk.getByRole('row').filter({ hasText: '张师傅' });
      await offers.getByText(/超时/).first().waitFor();
    });

    test('改派 at the desk: what comes of it is told, a reason is asked for, and both men know', async () => {
      const panel = await openPanel(order);
      await panel.getByRole('button', { name: /选他.*张师傅/ }).click();
      await panel.getByText('李师傅不再负责这张单，会收到通知').waitFor();
      const confirm = panel.getByRole('button', { name: '确认改派' });
      expect(await confirm.isDisabled()).toBe(true);
      await panel.getByRole('textbox', { name: /原因/ }).fill('李师傅车坏了');
      await confirm.and(desk.locator(':enabled')).waitFor();
      await journey.fits(desk, desk);
      await confirm.click();
      await desk.getByText('已派给张师傅').waitFor();

      const seen = must(await dispatcher.get(`/orders/${order.id}`));
      expect(seen.installer.name).toBe('张师傅');
      expect(seen.timeline.map(({ text }: { text: string }) => text)).toContain('由李师傅改派给张师傅：李师傅车坏了');
      expect((await li.get(`/orders/${order.id}`)).status).toBe(404);
      for (const userid of ['li.qiang', 'zhang.wei']) await expect.poll(() => toldTo(userid), { timeout: 20_000 }).toContain(order.number);
      await home();
      await thread.top(work).locator('.visit').filter({ hasText: '空调安装（限时）' }).waitFor();
    });

    test('two men chosen by hand: each reads his share before, and has it after', async () => {
      pair = await makeOrder(stage.product, { customer: '赵先生', from: '14:00', to: '16:00' });
      await offerOf(zhang, pair.id);
      const panel = await openPanel(pair);
      await panel.getByRole('checkbox', { name: '派两个人，按权重分成' }).check();
      await panel.getByRole('button', { name: /选他.*张师傅/ }).click();
      await panel.getByRole('button', { name: /选他.*李师傅/ }).click();
      await panel.getByLabel('张师傅的分成权重').fill('3');
      await panel.getByLabel('李师傅的分成权重').fill('2');
      await panel.getByText('正在问张师傅的派单会撤回').waitFor();
      const confirm = panel.getByRole('button', { name: '确认派单' });
      await confirm.and(desk.locator(':enabled')).waitFor();
      await journey.fits(desk, desk);
      await confirm.click();
      await desk.getByText('已派给张师傅、李师傅').waitFor();

      const seen = must(await dispatcher.get(`/orders/${pair.id}`));
      expect(seen.installer.name).toBe('张师傅');
      expect(seen.helpers.map(({ name }: { name: string }) => name)).toEqual(['李师傅']);
      const shares = await Promise.all([zhang, li].map(async (who) => must(await who.get(`/orders/${pair.id}`)).bill.totals.earn));
      expect(shares[0] * 2).toBeGreaterThan(shares[1] * 2);
      expect(must(await zhang.get('/my/offers')).items).toEqual([]);
    });

    test('a man who leaves with orders in hand: the desk reads what follows, and they go on without him', async () => {
      const own = await makeOrder(stage.product, { from: '16:00', to: '18:00' });
      await takeOrder(zhang, own.id);
      const office = journey.on(await loginToConsole(stage, 'admin', '/people'));
      await office.getByRole('button', { name: '张师傅' }).click();
      const sheet = office.getByRole('dialog').filter({ hasText: '修改人员' });
      await sheet.getByRole('checkbox', { name: '可以登录' }).uncheck();
      await sheet.getByText(/手上没做完的单退回派单/).waitFor();
      await journey.fits(office, office);
      await sheet.getByRole('button', { name: '保存' }).click();
      await sheet.waitFor({ state: 'hidden' });

      for (const { id } of [order, pair, own]) {
        await expect
          .poll(async () => must(await dispatcher.get(`/orders/${id}`)), { timeout: 20_000 })
          .toMatchObject({ phase: 'dispatch', installer: null, helpers: [] });
        expect(JSON.stringify(must(await dispatcher.get(`/orders/${id}`)).timeline)).toContain('师傅已离职');
      }
      // who never had it is asked next, and so is who had one before: the dispatcher may still choose
      await takeOrder(li, own.id);
      const asked = async () =>
        must(await li.get('/my/offers'))
          .items.map(({ orderId }: { orderId: string }) => orderId)
          .sort();
      await expect.poll(asked, { timeout: 20_000 }).toEqual([order.id, pair.id].sort());
      await desk.goto(`${stage.product.addresses.server}/console/dispatch`);
      for (const { number } of [order, pair]) await desk.getByRole('button').filter({ hasText: number }).waitFor();
      const panel = await openPanel(pair);
      await panel.getByRole('button', { name: /选他.*李师傅/ }).click();
      await panel.getByRole('button', { name: '确认派单' }).and(desk.locator(':enabled')).click();
      await desk.getByText('已派给李师傅').waitFor();
      expect(must(await dispatcher.get(`/orders/${pair.id}`)).installer.name).toBe('李师傅');
      expect((await zhang.get('/my/offers')).status).toBe(401);
      await home();
      await thread.reads(work, /停用|不能登录|没有权限|联系管理员/);
      await journey.fits(phone, work);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
