import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, loginAs } from './support/api.ts';
import { openPage, PHONE } from './support/browser.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { customerLink, finishVisit, type MadeOrder, makeOrder, must, PLANNED_LINES, takeOrder } from './support/orders.ts';
import { openPhone, phoneAddress } from './support/people.ts';
import { publishLike, withoutSignature } from './support/templates.ts';
import * as thread from './support/thread-steps.ts';

const TEMPLATE = 'ac-install-plain';
/** What was agreed, and what one hole more and 1.5 metres of pipe add to it, fen. */
const AGREED = 64_740;
const EXTRA = 20_750;
/** As planned, with that hole and that pipe. */
const DONE_MORE = {
  services: [...PLANNED_LINES.services, { item: 'WALL-HOLE', quantity: '1' }],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '4.5' },
  ],
};

onEachDeployment(
  'the bill: signed on the customer’s own page, objected to, and what nobody agreed to',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let zhang: Caller;
    let staff: Caller;
    let order: MadeOrder;
    let phone: Page;
    let work: Frame;
    let customer: Page;
    let page: Frame;

    const openOnPhone = async () => {
      await work.evaluate((id) => {
        location.hash = `#/packages/orders/pages/detail/index?id=${id}`;
      }, order.id);
      await thread.reads(work, order.number);
    };
    /** The customer's page of this order, in the WeChat of the one whom it belongs to. */
    const openCustomer = async () => {
      const { url } = await customerLink(stage.product, order.id);
      customer = journey.on(await openPage(stage.browser, PHONE));
      await customer.goto(url.replace(new URL(url).origin, phoneAddress(stage.product, 'customer')));
      page = customer.mainFrame();
      await thread.reads(page, order.number);
    };
    const seenBy = async (who: Caller) => must(await who.get(`/orders/${order.id}`));
    const receivables = async (): Promise<number[]> => {
      const finance = await loginAs(stage.product, 'chen.kuaiji');
      const { postings } = must(await finance.get(`/settlement/orders/${order.id}`));
      return postings.map(
        ({ entries }: { entries: { account: string; debit: number }[] }) =>
          entries.find(({ account }) => account === 'receivable:customer')!.debit,
      );
    };

    test('extra lines are declined: he reads it, and what was done is billed without them', async () => {
      await publishLike(stage.product, TEMPLATE, '空调安装（免签字）', withoutSignature);
      zhang = await loginAs(stage.product, 'zhang.wei');
      staff = await loginAs(stage.product, 'linxiao');
      order = await makeOrder(stage.product, { template: TEMPLATE });
      await takeOrder(zhang, order.id);
      phone = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(phone);
      // the page logs in first: only what stands on it says that it is there
      await thread.top(work).locator('.visit').filter({ hasText: '空调安装（免签字）' }).click();
      await thread.reads(work, order.number);
      await thread.fillVisit(phone, work);
      // the serial is scanned as well: the stand-in offers what its camera sees
      await thread.field(work, 'serial').getByRole('button').filter({ hasText: '扫码' }).click();
      await work.getByRole('button', { name: 'GREE-KFR72LW-24A1F0093' }).click();
      await expect
        .poll(() => thread.field(work, 'serial').locator('input').inputValue(), { timeout: 20_000 })
        .toBe('GREE-KFR72LW-24A1F0093');
      await thread.press(work, '发给客户确认').click();
      await thread.top(work).locator('.sheet').filter({ hasText: '请客户确认增项' }).locator('textarea').fill('墙体较厚');
      await thread
        .top(work)
        .getByRole('button')
        .filter({ hasText: /发给客户 · 增加/ })
        .click();
      await thread.reads(work, '看客户是否已同意');

      await openCustomer();
      await thread.reads(page, '增项请您确认');
      await thread.press(page, /^不同意$/).click();
      await thread.top(page).getByText('增项请您确认').waitFor({ state: 'detached' });
      await thread.reads(page, /您不同意：/);
      await journey.fits(customer, page);

      // his page follows by itself: the answer may stand there before anybody presses
      await thread.reads(work, '客户不同意');
      await journey.fits(phone, work);
      await thread.press(work, '完工').click();
      await thread.sayEarly(work);
      await work.waitForURL(/orders\/pages\/earned/);
      await expect.poll(receivables, { timeout: 20_000 }).toEqual([AGREED]);
      const { consents, settlementState, oddPunches } = await seenBy(staff);
      expect(consents).toMatchObject([{ status: 'declined', unsettled: true, charge: EXTRA }]);
      // punched days before the slot: the bill is held until somebody has looked into it
      expect(settlementState).toBe('unverified');
      for (const punch of oddPunches)
        must(await staff.post(`/orders/${order.id}/punches/${punch.id}/verify`, { word: '客户同意提前上门' }));
      expect((await seenBy(staff)).settlementState).toBe('pending');
    });

    test('the customer objects to the bill; nothing is settled before the answer, which stands on the page', async () => {
      await customer.reload();
      await thread.reads(page, '服务已完成，请核对账单并签字');
      await thread.press(page, '对账单有异议').click();
      const sheet = thread.top(page).locator('.sheet').filter({ hasText: '账单哪里不对？' });
      await sheet.locator('.option').filter({ hasText: '项目或数量不对' }).click();
      await sheet.locator('textarea').fill('铜管没有用到 3 米');
      await journey.fits(customer, page);
      await sheet.getByRole('button').filter({ hasText: '提交异议' }).click();
      await thread.reads(page, '您对账单的异议已收到，客服正在核对');
      expect((await seenBy(staff)).settlementState).toBe('disputed');
      await journey.fits(customer, page);

      const { items } = must(await staff.get(`/orders/${order.id}/questions`));
      const waive = { amount: 2_000, reason: '少用半米铜管' };
      must(await staff.post(`/orders/${order.id}/questions/${items[0].id}/answer`, { text: '已减免 20 元，请核对', waive }));
      await customer.reload();
      await thread.reads(page, '已减免 20 元，请核对');
      await thread.reads(page, '¥20.00');
      await thread.reads(page, '服务已完成，请核对账单并签字');
      expect((await seenBy(staff)).settlementState).toBe('pending');
      await journey.fits(customer, page);
    });

    test('the customer signs on the own page; everybody reads it, and nobody is asked for a second signature', async () => {
      await thread.press(page, '核对账单并签字').click();
      await thread.writeSignature(customer, page, () => journey.fits(customer, page));
      await thread.reads(page, '您已签字确认');
      expect(await thread.press(page, '核对账单并签字').count()).toBe(0);
      await thread.field(page, 'rating').waitFor();
      await journey.fits(customer, page);

      await openOnPhone();
      await thread.press(work, '动态').click();
      await thread.reads(work, '客户已在自己的手机上签字');
      await thread.reads(work, '在手机上签字确认账单');
      expect(await thread.top(work).getByText('请客户签字').count()).toBe(0);
      await journey.fits(phone, work);
      // 导航 leaves for the map with the order's own point and address
      const left = phone.waitForRequest(/uri\.amap\.com/);
      await phone.route(/uri\.amap\.com/, (route) => route.abort('aborted'));
      await thread.press(work, '导航').click();
      const map = new URL((await left).url());
      expect(map.pathname).toBe('/marker');
      expect(Object.fromEntries(map.searchParams)).toMatchObject({
        position: '116.4805,39.9087',
        coordinate: 'wgs84',
        name: '北京市朝阳区建国路 88 号 1 号楼 1201',
      });

      const seen = await seenBy(staff);
      expect(seen.settlementState).toBe('eligible');
      expect(seen.timeline.filter(({ type }: { type: string }) => type === 'signed')).toHaveLength(1);
      await customer.context().close();
    });

    test('finished without a word about extra lines: the agreed part is billed, the rest waits; agreed later it is posted once', async () => {
      order = await makeOrder(stage.product, { template: TEMPLATE, from: '14:00', to: '16:00' });
      await takeOrder(zhang, order.id);
      await finishVisit(zhang, order.id, { done: DONE_MORE, signed: false });
      await expect.poll(receivables, { timeout: 20_000 }).toEqual([AGREED]);
      expect((await seenBy(staff)).consents).toMatchObject([{ status: 'asked', unsettled: true, charge: EXTRA }]);
      await openOnPhone();
      await thread.reads(work, '待同意');
      await thread.reads(work, '未结算');
      await journey.fits(phone, work);

      await openCustomer();
      await thread.reads(page, '增项请您确认');
      await journey.fits(customer, page);
      await thread.press(page, '同意增项').dblclick();
      await thread.reads(page, '服务已完成，请核对账单并签字');
      await thread.reads(page, '¥854.90');
      await expect.poll(receivables, { timeout: 20_000 }).toEqual([AGREED, EXTRA]);
      await thread.reload(work);
      await thread.reads(work, '已同意');
      expect(await thread.top(work).getByText('未结算').count()).toBe(0);
      expect((await seenBy(staff)).consents).toMatchObject([{ status: 'agreed', unsettled: false }]);
      expect((await seenBy(staff)).bill.totals.charge).toBe(AGREED + EXTRA);
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
