import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Caller, loginAs } from './support/api.ts';
import { EMBEDDED, onEachDeployment } from './support/deployments.ts';
import { accessibilityFindings, overflowingAt } from './support/page-checks.ts';
import { loginToConsole } from './support/people.ts';

/** Widths in px: the narrowest phone, a usual one, a small and a usual desktop. */
const WIDTHS = [320, 390, 1024, 1440];
const PATIENCE_MS = 30_000;

/** A year of few orders, so that lists, cards and figures hold something. */
const ORDERS = 40;

/** One person per set of pages; what the navigation offers them is what they may open. */
const PEOPLE = ['linxiao', 'zhou.diaodu', 'wu.jingli', 'chen.kuaiji', 'he.zong', 'admin'];

/** Lists that hold something after a year, for whoever may open them. */
const FILLED = [
  'orders',
  'customers',
  'settlement',
  'settlement/cash',
  'deliveries',
  'people',
  'outlets',
  'books',
  'templates',
  'catalog',
  'audit',
];

onEachDeployment(
  'every page of the console, for everyone who uses it',
  (stage) => {
    const settled = async (page: Page) => {
      await page.locator('h1').first().waitFor();
      await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
    };
    const judge = async (page: Page, problems: string[], what: string) => {
      problems.push(...(await overflowingAt(page, page, WIDTHS)).map((line) => `${what} ${line}`));
      problems.push(...(await accessibilityFindings(page)).map((line) => `${what} ${line}`));
    };

    test.each(PEOPLE)('%s: nothing sticks out at any width, nothing that axe minds, nothing in the log', async (userid) => {
      const { page, troubles } = await loginToConsole(stage, userid);
      page.setDefaultTimeout(PATIENCE_MS);
      await settled(page);
      const pages = await page.locator('nav a[href]').evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))]);
      expect(pages.length).toBeGreaterThan(2);
      const problems: string[] = [];
      for (const path of pages) {
        await page.goto(`${stage.product.addresses.server}${path}`);
        await settled(page);
        if (FILLED.includes(path.replace('/console/', ''))) await page.locator('main tbody tr, main li').first().waitFor();
        await judge(page, problems, path);
      }
      expect([...problems, ...troubles()]).toEqual([]);
      await page.context().close();
    });

    test('an order and its customer, opened from their lists', async () => {
      const staff: Caller = await loginAs(stage.product, 'linxiao');
      const { items } = (await staff.get('/orders?limit=1')).body as { items: { id: string }[] };
      expect(items).toHaveLength(1);
      const { page, troubles } = await loginToConsole(stage, 'zhou.diaodu', `/orders/${items[0]!.id}`);
      page.setDefaultTimeout(PATIENCE_MS);
      await settled(page);
      const problems: string[] = [];
      const judgeActs = async (acts: readonly string[], within: Page | Locator) => {
        for (const act of acts) {
          await within.getByRole('button', { name: act }).click();
          const dialog = page.getByRole('dialog');
          await dialog.waitFor();
          await judge(page, problems, act);
          await page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden' });
        }
      };
      await judge(page, problems, 'order');
      // what is done with many orders says first what will happen
      await page.goto(`${stage.product.addresses.server}/console/orders`);
      await settled(page);
      await page.locator('tbody input[type=checkbox]').first().check();
      await judge(page, problems, 'ticked orders');
      await judgeActs(['改派', '催单', '导出'], page.getByRole('region', { name: '对所选工单的操作' }));

      await page.goto(`${stage.product.addresses.server}/console/customers`);
      await settled(page);
      await page.locator('a[href*="/console/customers/"]').first().click();
      await page.waitForURL('**/console/customers/*');
      await settled(page);
      await page.getByRole('button', { name: '合并档案' }).waitFor();
      await judge(page, problems, 'customer');
      await judgeActs(['合并档案', '登记地址'], page);
      expect([...problems, ...troubles()]).toEqual([]);
      await page.context().close();
    });
  },
  EMBEDDED.map((options) => ({ ...options, env: { DEMO_SIZE: String(ORDERS) } })),
);
