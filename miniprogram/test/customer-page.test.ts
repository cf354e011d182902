import { resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { drawn } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { NOW, type Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;

describe('what a customer’s page asks for [chromium]', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startFixtureServer>>;
  let scenario: Scenario = 'full';

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    server = await startFixtureServer(() => scenario);
    browser = await openBrowser();
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    server?.server.close();
  });

  const open = async (which: Scenario, now?: number) => {
    scenario = which;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' });
    const page = await context.newPage();
    if (now !== undefined) await page.clock.setFixedTime(now);
    await page.goto(`${server.origin}/m/#/packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv`);
    await page.locator('input').fill('5521');
    await page.getByText('查看工单').click();
    await page.getByText('服务进度').waitFor();
    return { context, page };
  };

  it('stars are in with the tap: nothing more is needed, words are welcome', async () => {
    const { context, page } = await open('full');
    await page.getByText('现在需要您').waitFor();
    await page.locator('.star').nth(4).click();
    await page.getByText('评价已收到，谢谢您').waitFor();
    await page.getByText('想说的话可以不写').waitFor();
    await page.getByText('不必再做什么，想补充可以写').waitFor();
    expect(await page.getByText('现在需要您', { exact: true }).count()).toBe(0);
    // what was answered about extra lines stays, with what they would have cost
    await page.getByText(/您不同意：加长铜管 ×2\.5 ¥200\.00/).waitFor();
    // the bill is told to whoever signed it, and there is no work left to hear of
    expect(await page.getByText('您已签字', { exact: true }).count()).toBe(1);
    await context.close();
  });

  it.each([320, 390])('at %i px the act stands below the stars, as wide as its card', async (width) => {
    const { context, page } = await open('full');
    await page.setViewportSize({ width, height: 844 });
    const stars = await page.locator('.star').first().boundingBox();
    const act = await page.getByRole('button', { name: '提交评价' }).boundingBox();
    const card = await page.locator('.card').first().boundingBox();
    expect(act!.y).toBeGreaterThan(stars!.y + stars!.height);
    expect(act!.width).toBeGreaterThan(card!.width - 40);
    await context.close();
  });

  it('a fee that the company looks into is marked, and not asked for', async () => {
    const { context, page } = await open('absent');
    await page.getByText('公司正在核实', { exact: true }).waitFor();
    await page.getByText('这次上门的打卡公司正在核实，有结果前不用付这笔费用').waitFor();
    await page.getByText('待核实金额 ¥50.00 暂不需要支付').waitFor();
    await context.close();
  });

  it('a login of WeChat that came back too late says so and may be begun again; the digits go on as well', async () => {
    const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (iPhone) AppleWebKit/605 MicroMessenger/8.0.50', locale: 'zh-CN' });
    const page = await context.newPage();
    await page.route('**/auth/wechat/start**', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: '微信登录' }));
    await page.goto(`${server.origin}/m/?problem=auth.state_invalid#/packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv`);
    await page.getByText('登录已过期或不是在这台设备上发起的，请重新登录').waitFor();
    await page.getByText('查看工单').waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByText('微信登录').waitFor();
    expect(new URL(page.url()).searchParams.get('return')).toContain('t=abcdefghijklmnopqrstuv');
    expect(new URL(page.url()).searchParams.get('return')).not.toContain('problem');
    await context.close();
  });

  it('an objection that waits for its answer stands on top; signing stays possible', async () => {
    const { context, page } = await open('objected');
    await page.getByText('您对账单的异议已收到，客服正在核对').waitFor();
    await page.getByText('正在等客服答复').waitFor();
    expect(await page.getByText(/^现在(不)?需要您/).count()).toBe(0);
    await page.getByText('核对账单并签字').waitFor();
    await context.close();
  });

  describe('another appointment', () => {
    const FULL = '这个时段已约满，请选别的时间';
    const hours = (page: Page, words: string) => page.locator('.sheet .option').filter({ hasText: words, visible: true });
    const box = (page: Page) => page.locator('[data-field="slot"] .box').filter({ visible: true });
    const said = async (part: Locator) => (await part.textContent())?.trim();
    const press = (page: Page, words: string) => page.getByRole('button').filter({ hasText: words, visible: true }).last().click();
    /** What is sent as the new appointment. */
    const sentBy = async (page: Page): Promise<unknown[]> => {
      const sent: unknown[] = [];
      await page.route('**/api/customer/order/slot', async (route) => {
        sent.push(route.request().postDataJSON().slot);
        await route.fulfill({ json: { version: 7 } });
      });
      return sent;
    };

    it('hours with little room say so, full ones are not taken and say why; nobody is named', async () => {
      const { context, page } = await open('wait', NOW);
      const sent = await sentBy(page);
      await press(page, '改约时间');
      await box(page).click();
      await hours(page, '已约满').waitFor();
      expect(await said(hours(page, '16:00–18:00'))).toContain('已约满');
      // her own appointment is no choice
      expect(await said(hours(page, '14:00–16:00'))).toBe('14:00–16:00现在的预约');
      await hours(page, '14:00–16:00').click();
      await page.getByText('这就是现在约的时间，请选别的').waitFor();
      await page.locator('.sheet .day').filter({ visible: true }).nth(1).click();
      expect(await Promise.all(['08:00', '10:00', '14:00', '16:00'].map((from) => said(hours(page, `${from}–`))))).toEqual([
        expect.stringContaining('已约满'),
        expect.stringContaining('较满'),
        '14:00–16:00可约',
        '16:00–18:00',
      ]);
      await hours(page, '08:00–10:00').click();
      await page.getByText(FULL).waitFor();
      expect(await said(box(page))).toContain('请选择');
      await hours(page, '10:00–12:00').click();
      await page.getByText(FULL).waitFor({ state: 'detached' });
      await page.locator('[data-field="reason"]').locator('input, textarea').first().fill('临时有事');
      await press(page, '确认改约');
      await expect.poll(() => sent).toEqual([{ date: '2026-11-23', from: '10:00', to: '12:00' }]);
      await context.close();
    });

    it('an answer that comes after the choice: what turned out to be full is not sent', async () => {
      const { context, page } = await open('wait', NOW);
      const sent = await sentBy(page);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/api/customer/order/slots?*', async (route) => {
        await held;
        await route.continue();
      });
      await press(page, '改约时间');
      await box(page).click();
      await hours(page, '16:00–18:00').click();
      await page.locator('[data-field="reason"]').locator('input, textarea').first().fill('临时有事');
      expect(await page.getByText(FULL).count()).toBe(0);
      release();
      await page.getByText(FULL).waitFor();
      await press(page, '确认改约');
      await box(page).click();
      await hours(page, '14:00–16:00').waitFor();
      expect(sent).toEqual([]);
      await context.close();
    });

    it.each(['no answer', 'refused', 'offline'] as const)('%s: every slot is chosen as before, without a word', async (how) => {
      const { context, page } = await open('wait', NOW);
      const sent = await sentBy(page);
      let asked = 0;
      await page.route('**/api/customer/order/slots?*', async (route) => {
        if (how === 'refused') await route.fulfill({ status: 429, json: { code: 'request.too_many', status: 429 } });
        if (how === 'offline') await route.abort();
        asked += 1;
      });
      await press(page, '改约时间');
      await expect.poll(() => asked).toBeGreaterThan(0);
      await drawn(page);
      await box(page).click();
      expect(await said(hours(page, '16:00–18:00'))).toBe('16:00–18:00');
      await hours(page, '16:00–18:00').click();
      await page.locator('[data-field="reason"]').locator('input, textarea').first().fill('临时有事');
      await press(page, '确认改约');
      await expect.poll(() => sent).toEqual([{ date: '2026-11-22', from: '16:00', to: '18:00' }]);
      await context.close();
    });
  });
});
