import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { externalUserid, loginAs } from './support/api.ts';
import { openPage, PHONE } from './support/browser.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { customerLink, type MadeOrder, makeOrder, must, takeOrder } from './support/orders.ts';
import { appFrame, control, openPhone, phoneAddress } from './support/people.ts';
import * as thread from './support/thread-steps.ts';

/** The sandbox's template of subscribe messages. */
const PROGRESS_TEMPLATE = 'MDTPL_progress'.padEnd(43, 'x');

onEachDeployment(
  'customer: the order in WeChat, from another appointment to a question',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let order: MadeOrder;
    let customer: Page;
    let page: Frame;
    let installer: Page;
    let work: Frame;

    const reload = () => thread.reload(page);

    test('the card that staff send opens the page, which belongs to whoever is logged in to WeChat', async () => {
      const admin = await loginAs(stage.product, 'admin');
      const { items } = must(await admin.get('/message-templates'));
      const notice = items.find(
        ({ event, audience }: { event: string; audience: string }) => event === 'installer-assigned' && audience === 'customer',
      );
      must(
        await admin.put('/message-templates/installer-assigned/customer', {
          version: notice.version,
          title: notice.title,
          text: notice.text,
          subscribe: { templateId: PROGRESS_TEMPLATE, fields: { thing1: '空调安装', phrase2: '已派单' } },
        }),
      );
      order = await makeOrder(stage.product);

      const staff = journey.on(await openPhone(stage, 'staff'));
      await staff.getByTestId('open-sidebar').click();
      const sidebar = await appFrame(staff, 'sidebar');
      await thread.top(sidebar).locator('.tab').filter({ hasText: '工单' }).click();
      await thread.top(sidebar).locator('.choice').filter({ hasText: '空调安装' }).first().click();
      await thread.sendCard(sidebar);

      const opened = await thread.openCustomerPage(stage);
      customer = journey.on(opened);
      page = opened.frame;
      await thread.reads(page, order.number);
      await takeOrder(await loginAs(stage.product, 'zhang.wei'), order.id);
      await reload();
      await thread.reads(page, '张师傅');
      await journey.fits(customer, page);
    });

    test('notices are allowed in one tap', async () => {
      await thread.press(page, '允许通知').click();
      await page.getByTestId('subscribe-accept').click();
      await thread.reads(page, /还会收到 1 条微信通知/);
    });

    test('another appointment, with the reason', async () => {
      await thread.press(page, '改约时间').click();
      await thread.field(page, 'slot').locator('.box').first().click();
      const hours = thread.top(page).locator('.sheet .option').filter({ hasText: '14:00–16:00', visible: true });
      await thread.top(page).locator('.sheet .day').filter({ visible: true }).nth(2).click();
      await hours.click();
      await thread.field(page, 'reason').locator('input, textarea').first().fill('家里临时有事');
      await journey.fits(customer, page);
      await thread.press(page, '确认改约').click();
      await thread.reads(page, /14:00–16:00/);
      const seen = must(await (await loginAs(stage.product, 'linxiao')).get(`/orders/${order.id}`));
      expect(seen.slot).toMatchObject({ from: '14:00', to: '16:00' });
      expect(seen.timeline.map(({ text }: { text: string }) => text).join()).toContain('家里临时有事');
    });

    test('the installer needs one hole more and asks from his phone', async () => {
      installer = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(installer);
      await thread.top(work).locator('.visit').filter({ hasText: '空调安装' }).click();
      await thread.field(work, 'arrival').waitFor();
      await thread.fillVisit(installer, work);
      await thread.reads(work, /¥854\.90/);
      await thread.press(work, '发给客户确认').click();
      const sheet = thread.top(work).locator('.sheet').filter({ hasText: '请客户确认增项' });
      await sheet.locator('textarea').fill('墙体较厚，需要多打一个孔');
      await journey.fits(installer, work);
      await sheet
        .getByRole('button')
        .filter({ hasText: /发给客户 · 增加/ })
        .click();
      await thread.reads(work, '看客户是否已同意');
    });

    test('the customer sees what, why and how much, agrees, and the bill shows it', async () => {
      await reload();
      await thread.reads(page, '增项请您确认');
      await thread.reads(page, '墙体较厚，需要多打一个孔');
      await thread.reads(page, '¥854.90');
      await journey.fits(customer, page);
      await thread.press(page, '同意增项').click();
      await thread.top(page).getByText('增项请您确认').waitFor({ state: 'detached' });
      // his page follows by itself: the question may be gone before anybody presses
      await thread.press(work, '看客户是否已同意').waitFor({ state: 'detached' });
      await thread.reads(work, /¥854\.90/);
    });

    test('signed once, on the installer’s phone; the customer’s page asks for the rating only', async () => {
      await thread.signBill(installer, work);
      await thread.press(work, '完工').click();
      await thread.sayEarly(work);
      await work.waitForURL(/orders\/pages\/earned/);
      await reload();
      await thread.reads(page, /您已签字确认/);
      await thread.reads(page, '¥854.90');
      await thread.reads(page, /打孔/);
      expect(await thread.press(page, '核对账单并签字').count()).toBe(0);
      await journey.fits(customer, page);
      await thread.rate(page, 5);
    });

    test('a question reaches the company and stands on the page until it is answered', async () => {
      await thread.top(page).getByRole('textbox', { name: '有什么想问的，写在这里' }).fill('空调多久清洗一次？');
      await thread.press(page, /^发送$/).click();
      await thread.reads(page, '客服会尽快回复');
      const staff = await loginAs(stage.product, 'linxiao');
      const { items } = must(await staff.get(`/orders/${order.id}/questions`));
      must(await staff.post(`/orders/${order.id}/questions/${items[0].id}/answer`, { text: '一年一次就好' }));
      await reload();
      await thread.reads(page, '一年一次就好');
      await journey.fits(customer, page);
    });

    test('the same link in somebody else’s WeChat, and a link that is over: clear words, nothing shown', async () => {
      const { url } = await customerLink(stage.product, order.id);
      const here = url.replace(new URL(url).origin, phoneAddress(stage.product, 'customer'));
      await control(stage.product, 'phone', { phone: 'customer', person: await externalUserid(stage.product, '赵先生') });
      const other = journey.on(await openPage(stage.browser, PHONE));
      await other.goto(here);
      await thread.reads(other.mainFrame(), /没有核对上您是这张工单的客户/);
      expect(await other.locator('body').innerText()).not.toMatch(/854\.90|建国路/);
      await journey.fits(other, other);

      // a link that is over and one that never was answer alike
      const over = journey.on(await openPage(stage.browser, PHONE));
      await over.goto(here.replace(/t=([^&]+)/, (_, token: string) => `t=${'A'.repeat(token.length)}`));
      await thread.reads(over.mainFrame(), '这个链接已失效，请联系客服重新发送');
      await journey.fits(over, over);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
