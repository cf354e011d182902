import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { findProgram } from '../../scripts/services/find-program.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { CHROMIUM_FLAGS } from './shot-list.ts';

const executablePath = process.env['CHROMIUM'] || findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
const isBuilt = existsSync(new URL('../dist/index.html', import.meta.url)) || process.env['CONSOLE_DIST'] !== undefined;

/** What a test of the console's pages works with. Read the fields inside of tests only. */
export interface ConsoleStage {
  /** Answers by fixtures; each test begins with the normal scenario and without writes. */
  readonly server: FixtureServer;
  /** Opens a page at desktop size and waits for its heading. */
  open(path: string): Promise<Page>;
}

/** A `describe` over the built console in Chromium; skipped where either is missing. */
export function onConsole(title: string, tests: (stage: ConsoleStage) => void): void {
  describe.skipIf(!executablePath || !isBuilt)(`[chromium] ${title}`, () => {
    let browser: Browser;
    let server: FixtureServer;

    beforeAll(async () => {
      [server, browser] = await Promise.all([
        startFixtureServer(),
        chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...CHROMIUM_FLAGS] }),
      ]);
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    beforeEach(() => {
      server.scenario = 'normal';
      server.writes.length = 0;
    });

    tests({
      get server() {
        return server;
      },
      async open(path) {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', locale: 'zh-CN' });
        page.setDefaultTimeout(15_000);
        await page.goto(`${server.url}/console${path}`);
        await page.locator('h1').first().waitFor();
        return page;
      },
    });
  });
}
