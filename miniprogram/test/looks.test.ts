import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFindings, overflowingAt } from '../../e2e/support/page-checks.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { openBrowser } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { openScreen, SCREENS, type Screen } from './screen-list.ts';

const BUILD_MS = 10 * 60_000;
/** The narrowest phone and a usual one, px. */
const WIDTHS = [320, 390];

describe('[chromium] every page and state of the phones', () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof startFixtureServer>>;
  let scenario: Screen['scenario'] = 'full';

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    [served, browser] = await Promise.all([startFixtureServer(() => scenario), openBrowser()]);
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    served?.server.close();
  });

  it.each(SCREENS.map((screen) => [screen.name, screen] as const))(
    '%s: no wider than the phone, nothing that axe minds',
    async (_, screen) => {
      scenario = screen.scenario;
      const { page, context, troubles } = await openScreen(browser, served.origin, screen, WIDTHS[1]!);
      expect([...troubles, ...(await overflowingAt(page, page, WIDTHS)), ...(await accessibilityFindings(page))]).toEqual([]);
      await context.close();
    },
  );
});
