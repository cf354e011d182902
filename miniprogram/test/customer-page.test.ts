import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { startFixtureServer } from './fixture-server.ts';
import type { Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;

describe('what the top of a customer’s page asks for [chromium]', () => {
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

  const open = async (which: Scenario) => {
    scenario = which;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' });
    const page = await context.newPage();
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
});
