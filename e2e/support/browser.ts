import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../scripts/services/find-program.ts';

const SHOTS = resolve(import.meta.dirname, '../../.tmp/e2e');

/** As root in a container, without a GPU, and with nothing that reaches for the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { viewport: { width: 1440, height: 900 } } as const satisfies BrowserContextOptions;
export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const satisfies BrowserContextOptions;

/** Path of the Chromium to test with, or undefined where there is none. */
export function chromiumPath(): string | undefined {
  return process.env['CHROMIUM'] || findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
}

/** A browser of its own, without a window. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium on PATH and none at CHROMIUM');
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

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
