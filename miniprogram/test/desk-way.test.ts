import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { openPhone } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { FIXTURE_IDS, type Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;
const DAY = ['GET /my/earnings', 'GET /my/offers', 'GET /my/orders'];

describe("staff in the installer's app [chromium]", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startFixtureServer>>;
  let scenario: Scenario = 'forbidden';

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    server = await startFixtureServer(() => scenario);
    browser = await openBrowser();
  }, BUILD_MS);
  afterEach(() => {
    scenario = 'forbidden';
    server.asked.length = 0;
  });
  afterAll(async () => {
    await browser?.close();
    server?.server.close();
  });

  /** A phone of somebody whose session is kept as this. */
  async function phoneWith(session: object) {
    const phone = await openPhone(browser);
    await phone.context.addInitScript((data) => localStorage.setItem('md:session:work', JSON.stringify({ data })), session);
    return phone;
  }
  const ofTheDay = () => server.asked.filter((question) => DAY.some((asked) => question.startsWith(asked)));
  const home = () => `${server.origin}/m/#/pages/home/index`;

  it('are led to their workbench without a question of an installer, on both pages', async () => {
    const { context, page } = await phoneWith({ bearer: 'test-bearer', of: '', desk: true });
    for (const name of ['home', 'earnings']) {
      // From elsewhere: between two pages of the app only the fragment changes, and what is waited for would still stand on the first of them.
      await page.goto('about:blank');
      await page.goto(`${server.origin}/m/#/pages/${name}/index`);
      await page.getByText('这一页是师傅用的').filter({ visible: true }).waitFor();
    }
    expect(ofTheDay()).toEqual([]);
    expect(await page.getByText('没有权限').count()).toBe(0);
    await page.getByText('打开工单台').filter({ visible: true }).click();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain('packages/sidebar/pages/home/index');
    await context.close();
  });

  it('are asked once where the phone did not know, and never again', async () => {
    const { context, page } = await openPhone(browser);
    await page.goto(home());
    await page.getByText('打开工单台').waitFor();
    expect(ofTheDay().length).toBeGreaterThan(0);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('md:session:work'))).toContain('"desk":true');
    server.asked.length = 0;
    await page.reload();
    await page.getByText('打开工单台').waitFor();
    expect(ofTheDay()).toEqual([]);
    await context.close();
  });

  it.each([
    ['known to be no installers', { bearer: 'test-bearer', of: '', desk: true }, ''],
    ['who came from their own page', { bearer: 'test-bearer', of: '' }, '&desk=1'],
  ])('%s come back to their page of the order after a step', async (_, session, from) => {
    scenario = 'full';
    const { context, page } = await phoneWith(session);
    await page.goto(`${server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}${from}`);
    await page.getByText('其他情况').filter({ visible: true }).click();
    await page.getByText('需要返修').filter({ visible: true }).click();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain(`sidebar/pages/order/index?id=${FIXTURE_IDS.order}`);
    await context.close();
  });

  it('find a way back on an order where nothing is theirs to do, and no earnings', async () => {
    scenario = 'wait';
    const { context, page } = await phoneWith({ bearer: 'test-bearer', of: '', desk: true });
    await page.goto(`${server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    await page.getByText('MD261122K7P2QX').filter({ visible: true }).first().waitFor();
    expect(await page.getByText('本单收益').filter({ visible: true }).count()).toBe(0);
    await page.getByText('‹ 回到工单').filter({ visible: true }).click();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain(`sidebar/pages/order/index?id=${FIXTURE_IDS.order}`);
    await context.close();
  });

  it('who has become an installer since gets the page, and the phone knows it', async () => {
    scenario = 'full';
    const { context, page } = await phoneWith({ bearer: 'test-bearer', of: '', desk: true });
    await page.goto(home());
    await page.getByText('今日收益').first().waitFor();
    expect(await page.evaluate(() => localStorage.getItem('md:session:work'))).not.toContain('desk');
    await context.close();
  });
});
