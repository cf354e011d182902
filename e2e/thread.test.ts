import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { WatchedPage } from './support/browser.ts';
import { onEachDeployment } from './support/deployments.ts';
import { accessibilityFindings, overflowingAt } from './support/page-checks.ts';
import { loginToConsole, openPhone } from './support/people.ts';
import * as thread from './support/thread-steps.ts';

/** Widths in px at which the pages must not scroll sideways. */
const PHONE_WIDTHS = [320, 390];
const DESKTOP_WIDTHS = [1024, 1440];
/** How long anything on a page may take to appear on a busy machine. */
const PATIENCE_MS = 20_000;

onEachDeployment('one order from chat to pay, in the browser', (stage) => {
  // each step stands on the ones before it
  const watched: WatchedPage[] = [];
  let staff: Page;
  let installer: Page;
  let sidebar: Frame;
  let work: Frame;
  let order: { id: string; number: string };

  const noted = (opened: WatchedPage): Page => {
    watched.push(opened);
    opened.page.setDefaultTimeout(PATIENCE_MS);
    return opened.page;
  };
  const fits = async (page: Page, scope: Page | Frame, widths: readonly number[]) => {
    expect(await overflowingAt(page, scope, widths)).toEqual([]);
    expect(await accessibilityFindings(scope)).toEqual([]);
  };

  test('staff: the sidebar knows the customer, and the estimate grows with the form', async () => {
    staff = noted(await openPhone(stage, 'staff'));
    sidebar = await thread.openOrderForm(staff);
    expect(await thread.field(sidebar, 'customerName').locator('input, textarea').first().inputValue()).toBe(thread.CUSTOMER.chat);
    await thread.fillOrderForm(sidebar);
    await thread.reads(sidebar, '¥647.40');
    await fits(staff, sidebar, PHONE_WIDTHS);

    const brackets = thread.line(sidebar, 'parts', '支架');
    await brackets.locator('.counter-press').last().click();
    await sidebar.waitForFunction(() => !document.body.innerText.includes('¥647.40') && /¥[\d,.]+/.test(document.body.innerText));
    await brackets.locator('.counter-press').first().click();
    await thread.reads(sidebar, '¥647.40');
  });

  test('staff: the order is there at once, and its card goes into the chat', async () => {
    order = await thread.submitOrder(sidebar);
    await thread.reads(sidebar, '¥647.40');
    await thread.sendCard(sidebar);
    await fits(staff, sidebar, PHONE_WIDTHS);
  });

  test('installer: the card shows the pay; its button takes the order', async () => {
    installer = noted(await openPhone(stage, 'installer'));
    const card = thread.offerCard(installer);
    await card.locator('[data-key="accept"]').waitFor();
    expect(await card.innerText()).toContain('¥183.30');
    await thread.acceptByCard(installer);
  });

  test('installer: the day shows the visit, the visit takes what was done, the customer signs the bill', async () => {
    work = await thread.openWork(installer);
    const visit = thread.top(work).locator('.visit').filter({ hasText: '空调安装' });
    await visit.waitFor();
    expect(await visit.innerText()).toContain('¥183.30');
    await fits(installer, work, PHONE_WIDTHS);

    await visit.click();
    await thread.field(work, 'arrival').waitFor();
    await thread.fillVisit(installer, work);
    // from the check-in on everybody reads 服务中
    await thread.top(work).getByText('服务中').first().waitFor();
    await thread.reads(work, /¥854\.90/);
    await fits(installer, work, PHONE_WIDTHS);
    await thread.signBill(installer, work);
  });

  test('installer: without network nothing is lost, and a finish whose answer got lost happens once', async () => {
    await installer.context().setOffline(true);
    await thread.press(work, '完工').click();
    await thread.sayEarly(work);
    await thread.reads(work, '完工：已存在手机里');

    // the network is back: the kept finish goes out by itself, its answer gets lost, and the next try is the same finish
    let delivered = 0;
    await installer.route(`**/api/orders/${order.id}/acts`, async (route) => {
      if (delivered !== 0) return route.fallback();
      const answer = await route.fetch();
      delivered = answer.status();
      await route.abort('connectionreset');
    });
    await installer.context().setOffline(false);
    await expect.poll(() => delivered, { timeout: 20_000 }).toBe(200);
    await work.waitForURL(/orders\/pages\/earned/);
    await installer.unroute(`**/api/orders/${order.id}/acts`);
  });

  test('installer: the pay is there at once, line by line, each with its why', async () => {
    await thread.reads(work, '完成了，这单您挣了');
    await thread.reads(work, '¥234.10');
    const lines = thread.top(work).locator('.pay-line');
    expect((await lines.allInnerTexts()).map((text) => /¥[\d,.]+/.exec(text)?.[0])).toEqual([
      '¥136.50',
      '¥36.40',
      '¥8.00',
      '¥43.20',
      '¥10.00',
    ]);
    for (const line of await lines.all()) await line.click();
    const whys = await thread.top(work).locator('.why').allInnerTexts();
    expect(whys).toHaveLength(5);
    expect(whys[0]).toContain('师傅分成：结算价 × 70% = ¥136.50');
    await thread.reads(work, '已入账');
    await fits(installer, work, PHONE_WIDTHS);
  });

  test('customer: the card opens progress and bill; rating ends the order', async () => {
    const opened = await thread.openCustomerPage(stage);
    const { frame } = opened;
    const phone = noted(opened);
    await thread.reads(frame, order.number);
    await thread.reads(frame, '¥854.90');
    await fits(phone, frame, PHONE_WIDTHS);
    // the installer's pay and the company's figures are nobody's business here
    expect(await frame.locator('body').innerText()).not.toMatch(/234\.10|321\.00|297\.00|236\.90/);
    await thread.rate(frame, 5);
  });

  test('finance: every figure, where it comes from, and its postings', async () => {
    const page = noted(await loginToConsole(stage, 'chen.kuaiji', `/orders/${order.id}`));
    const figure = (name: string) => page.getByRole('button').filter({ hasText: name }).filter({ hasText: '为什么' });
    const figures = { 客户价: '¥854.90', 结算价: '¥321.00', 师傅收益: '¥234.10', 成本: '¥297.00', 毛利: '¥236.90' };
    for (const [name, amount] of Object.entries(figures)) {
      await figure(name).waitFor();
      expect(await figure(name).innerText()).toContain(amount);
    }
    const body = page.locator('main');
    for (const words of ['一线核心', '一线城市核心区', '主价目表 · 第 1 版']) await body.getByText(words).first().waitFor();
    await fits(page, page, DESKTOP_WIDTHS);

    // posted once, though the finish was sent twice
    expect(await page.getByText('完工过账').count()).toBe(1);
    const postings = await page.getByRole('table').filter({ hasText: '应付师傅' }).innerText();
    for (const amount of ['¥854.90', '¥321.00', '¥234.10', '¥86.90', '¥297.00', '¥1,472.90']) expect(postings).toContain(amount);

    await figure('师傅收益').click();
    const why = page.getByRole('dialog');
    await why.getByText('师傅收益是怎么来的').waitFor();
    await expect.poll(() => why.innerText()).toMatch(/70%.*¥136\.50.*¥234\.10/s);
  });

  test('boss: each step on the timeline by who did it; the audit chain is whole', async () => {
    const page = noted(await loginToConsole(stage, 'he.zong', `/orders/${order.id}`));
    await page.getByText('工单完成').first().waitFor();
    const entries = await page
      .locator('ol li')
      .filter({ has: page.locator('time') })
      .allInnerTexts();
    const steps = [
      ['开单', '林晓'],
      ['接单', '张师傅'],
      ['现场签字确认账单', '张师傅'],
      ['按实际明细结算', '张师傅'],
      ['打开了进度页', '客户'],
      ['工单完成', '客户'],
    ] as const;
    for (const [what, who] of steps)
      expect(
        entries.filter((entry) => entry.startsWith(what) && entry.includes(who)),
        what,
      ).toHaveLength(1);

    await page.goto(`${stage.product.addresses.server}/console/audit`);
    await page.getByRole('button', { name: '校验审计链' }).click();
    await page
      .getByRole('dialog')
      .getByText(/校验通过：\d+ 条首尾相接/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await fits(page, page, DESKTOP_WIDTHS);
  });

  test('nobody: no page has logged an error', () => {
    expect(watched.flatMap(({ troubles }) => troubles())).toEqual([]);
    expect(watched).toHaveLength(5);
  });
});
