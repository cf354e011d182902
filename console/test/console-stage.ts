import { resolve } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { chromiumPath, forgetStorage, openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';

/** The build from nothing, on a busy machine. */
const BUILD_MS = 10 * 60_000;

/** What a test of the console's pages works with. Read the fields inside of tests only. */
export interface ConsoleStage {
  /** Answers by fixtures; each test begins with the normal scenario and without writes. */
  readonly server: FixtureServer;
  /** Opens a page and waits for its heading; `width` in px, a desktop's unless given; `locale` is the browser's language, ours unless given. */
  open(path: string, width?: number, locale?: string): Promise<Page>;
  /** An empty page. */
  blank(width?: number): Promise<Page>;
}

/** Makes the console where it is missing or older than its sources; `CONSOLE_DIST` is a build of the caller's own. */
async function consoleBuilt(): Promise<void> {
  if (process.env['CONSOLE_DIST']) return;
  const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'console');
  if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
}

/** A `describe` over the built console in Chromium; skipped where there is none. */
export function onConsole(title: string, tests: (stage: ConsoleStage) => void): void {
  describe.skipIf(!chromiumPath())(`[chromium] ${title}`, () => {
    let browser: Browser;
    let server: FixtureServer;
    /** By language. Its pages find the program's files read and compiled; what a test kept is cleared away before the next one. */
    const contexts = new Map<string, BrowserContext>();
    let isBegun = false;

    beforeAll(async () => {
      await consoleBuilt();
      [server, browser] = await Promise.all([startFixtureServer(), openBrowser()]);
    }, BUILD_MS);
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    beforeEach(() => {
      server.scenario = 'normal';
      server.writes.length = 0;
      isBegun = false;
    });

    const contextOf = async (locale: string): Promise<BrowserContext> => {
      const context = contexts.get(locale) ?? (await browser.newContext({ reducedMotion: 'reduce', locale }));
      contexts.set(locale, context);
      return context;
    };
    const blank = async (width = 1440, locale = 'zh-CN') => {
      const context = await contextOf(locale);
      if (!isBegun) await Promise.all(context.pages().map((left) => left.close()));
      const page = await context.newPage();
      await page.setViewportSize({ width, height: 900 });
      page.setDefaultTimeout(15_000);
      if (!isBegun) await forgetStorage(page, server.url);
      isBegun = true;
      return page;
    };
    tests({
      get server() {
        return server;
      },
      blank,
      async open(path, width, locale) {
        const page = await blank(width, locale);
        await page.goto(`${server.url}/console${path}`);
        await page.locator('h1').first().waitFor();
        return page;
      },
    });
  });
}

/** Chooses from a list of the kit, which opens below the page. */
export async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}
