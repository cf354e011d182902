import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowingAt } from '../../e2e/support/page-checks.ts';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { startFixtureServer } from './fixture-server.ts';
import { SCREENS, type Screen, screenOpener } from './screen-list.ts';

const BUILD_MS = 10 * 60_000;
const PHONE = 390;
/** A usual phone first, which the page was opened on; the narrowest, and WeCom's windows on a small and a usual desktop, px. */
const WIDTHS = [PHONE, 320, 1024, 1440];

describe('[chromium] every page and state of the phones', () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof startFixtureServer>>;
  let open: ReturnType<typeof screenOpener>;
  let scenario: Screen['scenario'] = 'full';

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    [served, browser] = await Promise.all([startFixtureServer(() => scenario), openBrowser()]);
    open = screenOpener(browser, served.origin);
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    served?.server.close();
  });

  it.each(SCREENS.map((screen) => [screen.name, screen] as const))(
    '%s: nothing logged, nothing wider than the window, nothing that axe minds',
    async (_, screen) => {
      scenario = screen.scenario;
      const { page, troubles } = await open(screen, PHONE);
      const found = await overflowingAt(page, page, WIDTHS, async (width) => (width === PHONE ? accessibilityFindings(page) : []));
      expect([...troubles, ...found]).toEqual([]);
    },
  );

  it('大字 is switched on where one looks for it, and stays on the next page and the next day', async () => {
    scenario = 'full';
    const { page, troubles } = await open(SCREENS.find(({ name }) => name === 'me')!, PHONE);
    const size = () =>
      page
        .locator('.page .title')
        .filter({ visible: true })
        .first()
        .evaluate((words) => parseFloat(getComputedStyle(words).fontSize));
    const before = await size();
    await page.getByText('大', { exact: true }).click();
    await expect.poll(size).toBeGreaterThan(before);
    expect(await overflowingAt(page, page, WIDTHS)).toEqual([]);
    await page.goto(`${served.origin}/m/#/pages/home/index`);
    await page.reload();
    await page.locator('.page.text-large').filter({ visible: true }).first().waitFor();
    expect(troubles).toEqual([]);
  });

  it('no page is left out', async () => {
    Object.assign(globalThis, { defineAppConfig: (config: unknown) => config });
    const { default: config } = await import('../src/app.config.ts');
    const pages = [...config.pages!, ...config.subPackages!.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];
    expect(pages.filter((page) => !SCREENS.some(({ path }) => path.split('?')[0] === page))).toEqual([]);
  });
});
