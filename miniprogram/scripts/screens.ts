/**
 * Pictures of every page and state at 320, 390 and 430 px: `node miniprogram/scripts/screens.ts [DIR] [NAME …]`, after `build:h5`. For the eyes; the
 * width of each page is measured too, and a page wider than its screen is reported.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { startFixtureServer } from '../test/fixture-server.ts';
import { FIXTURE_IDS, NOW, type Scenario } from '../test/fixtures.ts';

const WIDTHS = [320, 390, 430] as const;
const AGENTS = {
  wecom: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 wxwork/4.1.30 MicroMessenger/7.0.1',
  browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
};

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly scenario: Scenario | 'down' | 'slow';
  readonly agent?: keyof typeof AGENTS;
  readonly loggedIn?: boolean;
  readonly large?: boolean;
  readonly act?: (page: Page) => Promise<void>;
}

const text = (page: Page, words: string) => page.getByText(words, { exact: true }).first();
const FORM = `packages/sidebar/pages/form/index?code=ac-install&customer=${FIXTURE_IDS.customer}`;
const DETAIL = `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`;
const CUSTOMER = 'packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv';

const SCREENS: readonly Screen[] = [
  { name: 'home', path: 'pages/home/index', scenario: 'full' },
  {
    name: 'home-offer-lines',
    path: 'pages/home/index',
    scenario: 'full',
    act: async (page) => {
      await text(page, '收益明细').click();
      await text(page, '为什么').click();
    },
  },
  { name: 'home-refuse', path: 'pages/home/index', scenario: 'full', act: (page) => text(page, '不接').click() },
  { name: 'home-empty', path: 'pages/home/index', scenario: 'empty' },
  { name: 'home-large', path: 'pages/home/index', scenario: 'full', large: true },
  { name: 'detail-large', path: DETAIL, scenario: 'full', large: true },
  { name: 'form-large', path: FORM, scenario: 'full', large: true },
  { name: 'home-error', path: 'pages/home/index', scenario: 'error' },
  { name: 'home-forbidden', path: 'pages/home/index', scenario: 'forbidden' },
  { name: 'home-offline', path: 'pages/home/index', scenario: 'down' },
  { name: 'home-slow', path: 'pages/home/index', scenario: 'slow' },
  { name: 'home-long', path: 'pages/home/index', scenario: 'long' },
  { name: 'home-login', path: 'pages/home/index', scenario: 'full', agent: 'browser', loggedIn: false },
  { name: 'earnings', path: 'pages/earnings/index', scenario: 'full' },
  { name: 'earnings-empty', path: 'pages/earnings/index', scenario: 'empty' },
  { name: 'earnings-long', path: 'pages/earnings/index', scenario: 'long' },
  { name: 'me', path: 'pages/me/index', scenario: 'full' },
  { name: 'me-long', path: 'pages/me/index', scenario: 'long' },
  { name: 'detail', path: DETAIL, scenario: 'full' },
  { name: 'detail-errors', path: DETAIL, scenario: 'full', act: (page) => page.locator('.bar .press-primary').click() },
  { name: 'detail-other', path: DETAIL, scenario: 'full', act: (page) => text(page, '其他情况').click() },
  { name: 'detail-items', path: DETAIL, scenario: 'full', act: (page) => text(page, '+ 添加配件').click() },
  {
    name: 'detail-record',
    path: DETAIL,
    scenario: 'full',
    act: async (page) => {
      await text(page, '已填内容').click();
    },
  },
  { name: 'detail-waiting', path: DETAIL, scenario: 'wait' },
  {
    name: 'earned',
    path: `packages/orders/pages/earned/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: (page) => text(page, '为什么').click(),
  },
  {
    name: 'sidebar-manual',
    path: 'packages/sidebar/pages/home/index',
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await page.locator('input').fill('王小燕');
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'sidebar',
    path: 'packages/sidebar/pages/home/index',
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await page.locator('input').fill('王小燕');
      await page.locator('.choice').first().click();
      await page.waitForTimeout(400);
    },
  },
  { name: 'form', path: FORM, scenario: 'full' },
  {
    name: 'form-slot',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await page.locator('#field-slot .box').click();
    },
  },
  {
    name: 'form-region',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await page.locator('#field-address .box').first().click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'form-errors', path: FORM, scenario: 'full', act: (page) => page.locator('.bar .press-primary').click() },
  {
    name: 'form-bill',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await page.waitForTimeout(900);
      await page.locator('.estimate .money').click();
    },
  },
  { name: 'staff-order', path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}&new=1`, scenario: 'full' },
  { name: 'customer-ask', path: CUSTOMER, scenario: 'full', agent: 'browser', loggedIn: false },
  ...(['wait', 'sign', 'full'] as const).map(
    (scenario): Screen => ({ name: `customer-${scenario}`, path: CUSTOMER, scenario, agent: 'browser', act: openAsCustomer }),
  ),
  {
    name: 'customer-signing',
    path: CUSTOMER,
    scenario: 'sign',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '核对账单并签字').click();
      const box = await page.locator('.pad canvas').boundingBox();
      if (!box) throw new Error('no pad');
      await page.mouse.move(box.x + 40, box.y + 120);
      await page.mouse.down();
      for (let step = 0; step <= 20; step++) await page.mouse.move(box.x + 40 + step * 8, box.y + 100 + 40 * Math.sin(step / 2));
      await page.mouse.up();
    },
  },
  { name: 'check', path: 'packages/pricing/pages/check/index', scenario: 'full' },
];

async function openAsCustomer(page: Page): Promise<void> {
  await page.locator('input').fill('5521');
  await text(page, '查看工单').click();
  await page.waitForSelector('.paper');
}

const [directory = '.tmp/screens', ...wanted] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
let current: Screen['scenario'] = 'full';
const { origin, server } = await startFixtureServer(() => current);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
let faults = 0;
try {
  for (const screen of SCREENS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const width of WIDTHS) {
      const context = await browser.newContext({
        viewport: { width, height: 844 },
        deviceScaleFactor: 1,
        userAgent: AGENTS[screen.agent ?? 'wecom'],
        hasTouch: true,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        faults += 1;
        process.stderr.write(`${screen.name} ${width}: ${error.message}\n`);
      });
      await page.clock.setFixedTime(NOW);
      current = screen.scenario;
      if (screen.loggedIn !== false) {
        await page.addInitScript(() =>
          localStorage.setItem('md:session:work', JSON.stringify({ data: { bearer: 'test-bearer', of: '' } })),
        );
      }
      if (screen.large) await page.addInitScript(() => localStorage.setItem('md:large-text', JSON.stringify({ data: true })));
      await page.goto(`${origin}/m/#/${screen.path}`);
      await page.waitForSelector('.page');
      await page.waitForTimeout(500);
      try {
        await screen.act?.(page);
      } catch (error) {
        faults += 1;
        process.stderr.write(`${screen.name} ${width}: ${String(error).split('\n')[0]}\n`);
      }
      await page.waitForTimeout(350);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) {
        faults += 1;
        process.stderr.write(`${screen.name} ${width}: ${wide} px wide\n`);
      }
      await page.screenshot({ path: join(directory, `${screen.name}-${width}.png`), fullPage: false });
      await context.close();
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.stdout.write(`${faults} faults\n`);
