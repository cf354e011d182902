import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const SHOTS = resolve(import.meta.dirname, '../../.tmp/e2e');

export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const satisfies BrowserContextOptions;
export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const satisfies BrowserContextOptions;

/** A page in a context of its own, in Chinese and Shanghai's time, that notes what goes wrong in it. */
export async function openPage(browser: Browser, size: BrowserContextOptions = DESKTOP): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...size });
  return watch(await context.newPage());
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors in the console, uncaught exceptions, and answers of 500 and above since the page was opened. */
  troubles(): readonly string[];
}

/** Notes a page's troubles; a journey ends by asserting that there were none. */
export function watch(page: Page): WatchedPage {
  const troubles: string[] = [];
  page.on('console', (message) => {
    // a refused request is an outcome that screens handle; the browser logs every one of them
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  return { page, troubles: () => troubles };
}

/** Keeps a picture of the page under `.tmp/e2e/<name>.png`, for whoever reads a failure; answers the file. */
export async function shoot(page: Page, name: string): Promise<string> {
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${name.replace(/[^\p{L}\p{N}-]+/gu, '-')}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
