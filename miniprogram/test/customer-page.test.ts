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
    await page.getByText('现在不需要您做什么').waitFor();
    expect(await page.getByText('现在需要您', { exact: true }).count()).toBe(0);
    // what was answered about extra lines stays, with what they would have cost
    await page.getByText(/您不同意：加长铜管 ×2\.5 ¥200\.00/).waitFor();
    // the bill is told to whoever signed it, and there is no work left to hear of
    expect(await page.getByText('您已签字', { exact: true }).count()).toBe(1);
    await context.close();
  });

  it('an objection that waits for its answer stands on top; signing stays possible', async () => {
    const { context, page } = await open('objected');
    await page.getByText('您对账单的异议已收到，客服正在核对').waitFor();
    expect(await page.getByText('现在需要您', { exact: true }).count()).toBe(0);
    await page.getByText('核对账单并签字').waitFor();
    await context.close();
  });
});
