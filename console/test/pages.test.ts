import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../scripts/services/find-program.ts';
import { id } from './fixture-data.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { CHROMIUM_FLAGS, SHOTS } from './shot-list.ts';

const executablePath = process.env['CHROMIUM'] || findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
const isBuilt = existsSync(new URL('../dist/index.html', import.meta.url)) || process.env['CONSOLE_DIST'] !== undefined;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The pages and states that differ in their parts; `shots.ts` walks through all of them. */
const JUDGED = [
  'login',
  'setup',
  'workbench',
  'workbench-empty',
  'orders',
  'orders-long',
  'orders-error',
  'orders-hanging',
  'orders-peek',
  'order-long',
  'settlement',
  'balance-unbalanced',
  'book-items',
  'book-adjustments',
  'template-flow',
  'template-form',
  'people-edit',
  'audit-row',
  'not-found',
];
/** Where long texts and wide tables meet narrow screens. */
const AT_ALL_WIDTHS = ['orders-long', 'order-long', 'book-items'];

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
}

describe.skipIf(!executablePath || !isBuilt)('[chromium] the console over answers that its contracts allow', () => {
  let browser: Browser;
  let server: FixtureServer;
  const troubles: string[] = [];

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
    troubles.length = 0;
  });

  async function open(path: string, width = 1440): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce', locale: 'zh-CN' });
    page.setDefaultTimeout(15_000);
    // refused requests are what some scenarios are about; the browser logs each of them
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
        troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(`${server.url}/console${path}`);
    await page.locator('h1').first().waitFor();
    return page;
  }

  async function findings(page: Page): Promise<readonly string[]> {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run();
      return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    });
  }

  test.each(JUDGED)('%s: nothing logged, nothing wider than the screen, nothing that axe minds', async (name) => {
    const shot = SHOTS.find((each) => each.name === name)!;
    server.scenario = shot.scenario ?? 'normal';
    const page = await open(shot.path);
    if (server.scenario !== 'hanging') await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    for (const width of AT_ALL_WIDTHS.includes(name) ? [1440, 1024, 390] : [1440]) {
      await page.setViewportSize({ width, height: 900 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider, `${width} px`).toBeLessThanOrEqual(0);
      expect(await findings(page), `${width} px`).toEqual([]);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  test('without a session every page leads to the login, and the login back to it', async () => {
    server.scenario = 'loggedOut';
    const page = await open('/orders?state=open');
    await page.waitForURL('**/console/login**');
    const href = await page.getByRole('link', { name: '企业微信扫码登录' }).getAttribute('href');
    const back = new URL(href ?? '', server.url);
    expect(back.pathname).toBe('/auth/console/start');
    expect(back.searchParams.get('return')).toBe('/console/orders?state=open');
    await page.close();
  });

  test('a session that ends while somebody works leads to the login too', async () => {
    const page = await open('/orders');
    await page.getByRole('link', { name: '已完成' }).waitFor();
    server.scenario = 'loggedOut';
    await page.getByRole('link', { name: '已完成' }).click();
    await page.waitForURL('**/console/login**');
    await page.close();
  });

  test('a write carries the session’s token and a key; without an answer the same key is sent again', async () => {
    const page = await open(`/orders/${id(0)}`);
    await page.getByRole('button', { name: '取消工单' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: '取消工单' });
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('客户改期');

    const keys: (string | undefined)[] = [];
    await page.route('**/acts', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length === 1) return route.abort('connectionreset');
      return route.continue();
    });
    await confirm.click();
    await dialog.getByRole('alert').getByText('网络不通').first().waitFor();
    await confirm.click();
    await dialog.waitFor({ state: 'hidden' });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(server.writes).toEqual([
      {
        operation: 'orders.act',
        key: keys[0],
        csrf: 'csrf-token',
        input: { orderId: id(0), version: 4, event: 'cancel', reason: '客户改期', values: {} },
      },
    ]);
    await page.close();
  });

  test('filters and the drawer live in the address; closing the drawer keeps the filters', async () => {
    const page = await open('/orders?state=done');
    await page.locator('tbody tr').first().click();
    await page.waitForURL(/state=done&peek=/);
    await page.getByRole('dialog').getByRole('link', { name: '打开完整页面' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.search === '?state=done');
    await page.close();
  });

  test('more rows come below those that are there, until all are', async () => {
    const page = await open('/orders');
    const rows = page.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(20);
    await page.getByRole('button', { name: '加载更多' }).click();
    await expect.poll(() => rows.count()).toBe(40);
    await page.getByRole('button', { name: '加载更多' }).click();
    await page.getByRole('button', { name: '加载更多' }).click();
    await page.getByText('共 64 条，已全部显示').waitFor();
    await page.close();
  });

  test('⌘K finds an order by its number with the keyboard alone', async () => {
    const page = await open('/');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('王秀兰');
    await page.getByRole('option').filter({ hasText: 'MD' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/orders/**');
    await page.close();
  });

  test('a book with errors cannot be published: every finding is listed and the button stays shut', async () => {
    const page = await open('/books/import');
    const upload = (code: string) =>
      page.locator('input[type=file]').setInputFiles({
        name: 'book.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ code, version: 3, tiers: [], items: [] })),
      });
    await upload('BAD');
    await page.getByText('2 个错误，2 个提醒').waitFor();
    for (const path of ['items.3.prices.T2.charge', 'tierRules.1.tier', 'items.7.prices.T9.charge', 'adjustments.4'])
      await page.getByText(path).waitFor();
    expect(await page.getByRole('button', { name: /^发布/ }).isDisabled()).toBe(true);

    await upload('GOOD');
    await page.getByText('0 个错误，2 个提醒').waitFor();
    await page.getByRole('button', { name: /^发布/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.waitForURL('**/console/books/CN-2026H2/3');
    expect(server.writes.map(({ operation }) => operation)).toEqual(['books.check', 'books.check', 'books.publish']);
    await page.close();
  });

  test('a file that is no JSON is said to be none, and nothing is sent', async () => {
    const page = await open('/templates/import');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"code": ') });
    await page.getByRole('alert').getByText('这不是一份完整的 JSON').waitFor();
    expect(server.writes).toEqual([]);
    await page.close();
  });

  test('figures that somebody may not see are not on the page', async () => {
    server.scenario = 'staff';
    const page = await open(`/orders/${id(4)}`);
    await page.getByText('客户价').first().waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/结算价|成本|毛利|师傅收益|分录/);
    await page.close();
  });
});
