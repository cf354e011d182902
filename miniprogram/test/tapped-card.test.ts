import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { openBrowser, openPhone } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { FIXTURE_IDS } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;

describe('a card that is tapped after it was answered [chromium]', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startFixtureServer>>;

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    server = await startFixtureServer(() => 'full');
    browser = await openBrowser();
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    server?.server.close();
  });

  it.each([
    ['accepted', 'opens the order while it is his', new RegExp(`detail/index\\?id=${FIXTURE_IDS.order}`)],
    ['refused', 'tells what became of it where it is not', /offers\/index\?offer=/],
    ['open', 'stays at the day while it waits for an answer', /pages\/home\/index/],
  ] as const)('%s: %s', async (which, _, wanted) => {
    const { context, page } = await openPhone(browser);
    await page.goto(`${server.origin}/m/#/pages/home/index?offer=${FIXTURE_IDS.offers[which]}&notice=1`);
    // whatever the page in front is, it has something to show
    await page.locator('.taro_page .card').filter({ visible: true }).first().waitFor();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toMatch(wanted);
    if (which === 'refused')
      expect(await page.locator('.taro_page').filter({ visible: true }).last().locator('.card').first().textContent()).toContain(
        '时间排不开',
      );
    await context.close();
  });
});
