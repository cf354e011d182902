import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32, deflateSync } from 'node:zlib';
import type { Frame, Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { DAY_MS } from '../shared/src/kernel/time.ts';
import { type Caller, externalUserid, loginAs } from './support/api.ts';
import { openPage, PHONE } from './support/browser.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { Journey } from './support/journey.ts';
import { customerLink, type MadeOrder, makeOrder, must, takeOrder } from './support/orders.ts';
import { appFrame, control, openPhone, phoneAddress } from './support/people.ts';
import * as thread from './support/thread-steps.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
/** A camera's 40 megapixels. */
const LARGE = { width: 7_680, height: 5_210 };
/** The longest side that the phone sends. */
const LONGEST_SIDE = 2_048;

/** A grey PNG of that many pixels, a few kilobytes long. */
function grey({ width, height }: { width: number; height: number }): Buffer {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
  };
  const size = Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])]);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0xb0)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

onEachDeployment(
  'trouble: what people and networks do to an order, and what is still there afterwards',
  (stage) => {
    // each step stands on the ones before it
    const journey = new Journey();
    let order: MadeOrder;
    let staff: Caller;
    let me: Caller;
    let installer: Page;
    let work: Frame;
    let rated: Page;
    let link: string;

    /** Offers these files to a field for photos, as somebody does who chooses from the album. */
    const choose = async (key: string, name: string, buffer: Buffer) => {
      const chooser = installer.waitForEvent('filechooser');
      await thread.field(work, key).locator('.photo-add').click();
      await (await chooser).setFiles({ name, mimeType: 'image/jpeg', buffer });
    };
    const uploadsOf = (page: Page): Request[] => {
      const sent: Request[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && /\/api\/files\b/.test(request.url())) sent.push(request);
      });
      return sent;
    };
    const onPhone = (url: string) => url.replace(new URL(url).origin, phoneAddress(stage.product, 'customer'));
    const postings = async () => must(await (await loginAs(stage.product, 'chen.kuaiji')).get(`/settlement/orders/${order.id}`)).postings;

    test('an SVG with a script as a photo: refused in words, sent nowhere, the form stays', async () => {
      staff = await loginAs(stage.product, 'linxiao');
      me = await loginAs(stage.product, 'zhang.wei');
      order = await makeOrder(stage.product);
      await takeOrder(me, order.id);
      installer = journey.on(await openPhone(stage, 'installer'));
      work = await thread.openWork(installer);
      await thread.top(work).locator('.visit').filter({ hasText: '空调安装' }).click();
      await thread.field(work, 'serial').locator('input').fill('GR35SN20261122');
      const uploads = uploadsOf(installer);
      await choose('photosBefore', '现场照片.jpg', Buffer.from(SVG));
      await thread.reads(work, '「现场照片.jpg」不是照片');
      await journey.fits(installer, work);
      expect(uploads).toEqual([]);
      expect(await thread.field(work, 'photosBefore').locator('.photo-remove').count()).toBe(0);
      expect(await thread.field(work, 'serial').locator('input').inputValue()).toBe('GR35SN20261122');
    });

    test('a photo of 40 megapixels goes up small, and the server has it', async () => {
      const uploads = uploadsOf(installer);
      await choose('photosBefore', 'DSC_0001.png', grey(LARGE));
      await thread.field(work, 'photosBefore').locator('.photo-remove').waitFor();
      await expect.poll(() => uploads.length, { timeout: 20_000 }).toBe(1);
      const answer = await uploads[0]!.response();
      expect(answer?.status()).toBe(200);
      expect(await answer?.json()).toMatchObject({
        type: 'image/jpeg',
        width: LONGEST_SIDE,
        height: Math.round((LONGEST_SIDE * LARGE.height) / LARGE.width),
      });
      await thread.field(work, 'photosBefore').locator('.photo-remove').click();
    });

    test('完工 pressed twice and the way back taken: finished once, posted once', async () => {
      await thread.fillVisit(installer, work);
      await thread.reads(work, /¥854\.90/);
      await thread.signBill(installer, work);
      await thread.press(work, '完工').dblclick();
      await thread.sayEarly(work);
      await work.waitForURL(/orders\/pages\/earned/);
      await work.evaluate(() => history.back());
      await thread.top(work).locator('.today').waitFor();
      await expect.poll(async () => (await postings()).length, { timeout: 20_000 }).toBe(1);
      const seen = must(await staff.get(`/orders/${order.id}`));
      expect(seen.timeline.filter(({ text }: { text: string }) => text === '按实际明细结算')).toHaveLength(1);
      expect(seen.bill.totals.charge).toBe(85_490);
    });

    test('stars tapped twice and changed: the last ones count, the order stays open until the customer is done', async () => {
      ({ url: link } = await customerLink(stage.product, order.id));
      rated = journey.on(await openPage(stage.browser, PHONE));
      await rated.goto(onPhone(link));
      const page = rated.mainFrame();
      const stars = thread.field(page, 'rating').locator('.star');
      await stars.nth(1).dblclick();
      await stars.nth(4).click();
      await thread.reads(page, '已收到您的 5 星评价');
      await journey.fits(rated, page);
      const seen = must(await staff.get(`/orders/${order.id}`));
      expect(seen.state).toBe('open');
      expect(seen.timeline.at(-1)).toMatchObject({ actor: '客户', text: '评价 5 星' });

      await rated.reload();
      await thread.reads(page, '已收到您的 5 星评价');
      expect(await stars.and(page.locator('.star-on')).count()).toBe(5);
      await thread.press(page, '撤回').click();
      await thread.top(page).getByText('已收到您的').waitFor({ state: 'detached' });
      expect(await stars.and(page.locator('.star-on')).count()).toBe(0);
      await stars.nth(3).click();
      await thread.reads(page, '已收到您的 4 星评价');
    });

    test('the same form on two phones of one person: the second is told, the first counts', async () => {
      const again = journey.on(await openPage(stage.browser, PHONE));
      // it must not learn by itself that the order is over
      await again.route('**/api/customer/order/stamp', (route) => route.fulfill({ json: { stamp: 'as it was' } }));
      await again.goto(onPhone(link));
      await thread.reads(again.mainFrame(), '已收到您的 4 星评价');
      await thread.press(rated.mainFrame(), '提交评价').dblclick();
      await thread.press(rated.mainFrame(), '提交评价').waitFor({ state: 'hidden' });
      await thread.reads(rated.mainFrame(), thread.NOTHING_BUT_PAY);
      await thread.field(again.mainFrame(), 'rating').locator('.star').first().click();
      await thread.reads(again.mainFrame(), /工单已结束/);
      await journey.fits(again, again.mainFrame());
      const seen = must(await staff.get(`/orders/${order.id}`));
      expect(seen.state).toBe('done');
      expect(JSON.stringify(seen.filled)).toContain('"key":"rating","label":"满意度","type":"rating","value":4');
    });

    test('a link that is over: clear words, nothing of the order, and the company still has it', async () => {
      const database = new DatabaseSync(join(stage.product.dataDir, 'mingdan.sqlite'));
      database.exec('pragma busy_timeout = 5000');
      database.prepare('update work_order set closed_at = closed_at - ? where id = ?').run(31 * DAY_MS, order.id);
      database.close();
      const late = journey.on(await openPage(stage.browser, PHONE));
      await late.goto(onPhone(link));
      await thread.reads(late.mainFrame(), '这个链接已失效，请联系客服重新发送');
      await journey.fits(late, late.mainFrame());
      expect(await late.locator('body').innerText()).not.toMatch(/854\.90|建国路|张师傅/);
      expect(must(await staff.get(`/orders/${order.id}`)).state).toBe('done');
    });

    test('a customer deleted in WeCom: sidebar and order say so, and the order goes on', async () => {
      order = await makeOrder(stage.product, { from: '16:00', to: '18:00' });
      const phone = journey.on(await openPhone(stage, 'staff'));
      await phone.getByTestId('open-sidebar').click();
      const sidebar = await appFrame(phone, 'sidebar');
      await thread.reads(sidebar, thread.CUSTOMER.chat);
      await control(stage.product, 'follow', {
        userid: 'linxiao',
        externalUserid: await externalUserid(stage.product, thread.CUSTOMER.chat),
        change: 'lose',
      });
      await expect
        .poll(async () => must(await staff.get(`/orders/${order.id}`)).contactLost, { timeout: 20_000 })
        .toMatchObject({ by: '林晓' });

      await thread.reload(sidebar);
      await thread.reads(sidebar, '可能还不是好友，或已互相删除');
      await journey.fits(phone, sidebar);
      await thread.top(sidebar).locator('.option').filter({ hasText: thread.CUSTOMER.chat }).click();
      await thread.reads(sidebar, /您和这位客户已不是企业微信好友/);
      await journey.fits(phone, sidebar);
      await sidebar.evaluate((id) => {
        location.hash = `#/packages/sidebar/pages/order/index?id=${id}`;
      }, order.id);
      await thread.reads(sidebar, /林晓和这位客户已不是企业微信好友/);
      await thread.reads(sidebar, order.number);
      await journey.fits(phone, sidebar);

      await takeOrder(me, order.id);
      expect(must(await staff.get(`/orders/${order.id}`)).installer.name).toBe('张师傅');
    });

    test('no page has logged an error', () => {
      expect(journey.troubles()).toEqual([]);
    });
  },
  EMBEDDED,
);
