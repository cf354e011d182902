// `node scripts/screenshots/main.ts`: walks one order through a product of its own and writes the README's pictures to docs/images.
// Wants the builds of console and H5 (`npm start` makes them) and a Chromium.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../e2e/support/browser.ts';
import type { Stage } from '../../e2e/support/deployments.ts';
import { loginToConsole, openPhone } from '../../e2e/support/people.ts';
import { startProduct } from '../../e2e/support/product.ts';
import * as thread from '../../e2e/support/thread-steps.ts';
import { openBrowser } from '../services/chromium.ts';

const OUT = resolve(import.meta.dirname, '../../docs/images');
/** Pictures are cloned by everybody: none may be larger. */
const MOST_BYTES = 256 * 1024;

async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const [product, browser] = await Promise.all([startProduct({ store: 'sqlite', queue: 'database', roles: 'single' }), openBrowser()]);
  try {
    const stage: Stage = { product, browser };
    const order = await phones(stage);
    await consolePages(stage, order.id);
  } finally {
    await product.stop();
  }
  try {
    await livingPages(browser);
  } finally {
    await browser.close();
  }
}

/** What fills only with a year behind it. */
async function livingPages(browser: Browser): Promise<void> {
  const product = await startProduct({ store: 'sqlite', queue: 'database', roles: 'single', env: { DEMO_SIZE: '150' } });
  try {
    const { page } = await loginToConsole({ product, browser }, 'zhou.diaodu', '/dispatch');
    await page.setViewportSize({ width: 1280, height: 640 });
    const open = async (path: string, words: string, name: string) => {
      await page.goto(`${product.addresses.server}/console${path}`);
      await page.getByText(words).first().waitFor();
      await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);
      await shoot(page, name);
    };
    await open('/dispatch', '张师傅', 'console-dispatch');
    await open('/orders', '更多筛选', 'console-orders');
    const finance = (await loginToConsole({ product, browser }, 'chen.kuaiji')).page;
    await finance.getByText('借贷平衡').waitFor();
    await shoot(finance, 'console-workbench');
  } finally {
    await product.stop();
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(OUT, `${name}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  process.stdout.write(`${name} ${Math.round(size / 1024)} KB\n`);
  if (size > MOST_BYTES) throw new Error(`${path} is larger than ${MOST_BYTES} bytes`);
}

/** The order's way over the three phones. */
async function phones(stage: Stage): Promise<{ id: string; number: string }> {
  const staff = (await openPhone(stage, 'staff')).page;
  const sidebar = await thread.openOrderForm(staff);
  await thread.fillOrderForm(sidebar);
  await thread.reads(sidebar, '¥647.40');
  await thread.field(sidebar, 'address').scrollIntoViewIfNeeded();
  await shoot(staff, 'sidebar-form');
  const order = await thread.submitOrder(sidebar);
  await thread.sendCard(sidebar);

  const installer = (await openPhone(stage, 'installer')).page;
  await thread.offerCard(installer).locator('[data-key="accept"]').waitFor();
  await shoot(installer, 'offer-card');
  await thread.acceptByCard(installer);
  await threePhones(stage);

  const work = await thread.openWork(installer);
  await thread.top(work).locator('.visit').waitFor();
  await shoot(installer, 'installer-day');
  await thread.top(work).locator('.visit').click();
  await thread.field(work, 'arrival').waitFor();
  await thread.fillVisit(installer, work, await drawnPhoto(stage.browser));
  await thread.reads(work, /¥854\.90/);
  await thread.field(work, 'photosAfter').scrollIntoViewIfNeeded();
  await shoot(installer, 'installer-visit');
  await thread.signBill(installer, work, () => shoot(installer, 'bill-signing'));
  await thread.press(work, '完工').click();
  await thread.sayEarly(work);
  await work.waitForURL(/orders\/pages\/earned/);
  await thread.reads(work, '完成了，这单您挣了');
  await thread.reads(work, '已入账');
  const lines = thread.top(work).locator('.pay-line');
  await lines.first().click();
  await lines.nth(3).click();
  await shoot(installer, 'earnings-why');

  const customer = await thread.openCustomerPage(stage);
  await thread.reads(customer.frame, '¥854.90');
  await thread.rate(customer.frame, 5, () => shoot(customer.page, 'customer-page'));
  return order;
}

/** The sandbox's page with the three phones side by side, the customer's chat and the cards on them. */
async function threePhones({ browser, product }: Stage): Promise<void> {
  const { page } = await openPage(browser, { viewport: { width: 1440, height: 820 } });
  await page.goto(`${product.addresses.sandbox}/`);
  await page.frameLocator('[name="phone-staff"]').getByTestId('open-sidebar').click();
  const sidebar = page.frameLocator('[name="phone-staff"]').frameLocator('[name="sidebar"]');
  await sidebar.getByText('空调安装').first().waitFor();
  await page.frameLocator('[name="phone-installer"]').frameLocator('[name="work"]').locator('.visit').waitFor();
  await page.frameLocator('[name="phone-customer"]').locator('[data-link]').first().waitFor();
  await shoot(page, 'three-phones');
  await page.context().close();
}

async function consolePages(stage: Stage, orderId: string): Promise<void> {
  const finance = (await loginToConsole(stage, 'chen.kuaiji', `/orders/${orderId}`)).page;
  const earn = finance.getByRole('button').filter({ hasText: '师傅收益' }).filter({ hasText: '为什么' });
  await earn.waitFor();
  await finance.getByText('完工过账').waitFor();
  await shoot(finance, 'console-order');
  await earn.click();
  await finance.getByRole('dialog').getByText('70%').first().waitFor();
  await shoot(finance, 'console-why');
  const open = async (page: Page, path: string, words: string | RegExp, name: string) => {
    await page.goto(`${stage.product.addresses.server}/console${path}`);
    await page.getByText(words).first().waitFor();
    await shoot(page, name);
  };
  await open(finance, '/settlement', '¥236.90', 'console-settlement');
  await open(finance, '/books/MAIN/1', '一线核心', 'console-price-book');

  const boss = (await loginToConsole(stage, 'he.zong', '/audit')).page;
  await boss.getByRole('button', { name: '校验审计链' }).click();
  await boss
    .getByRole('dialog')
    .getByText(/校验通过/)
    .waitFor();
  await shoot(boss, 'console-audit');
}

/** A picture as an installer might take it: more to look at than the one dot of the tests. */
async function drawnPhoto(browser: Browser): Promise<Buffer> {
  const { page } = await openPage(browser, { viewport: { width: 640, height: 480 } });
  await page.setContent(`<body style="margin:0"><svg width="640" height="480" viewBox="0 0 640 480" xmlns="http://www.w3.org/2000/svg">
    <rect width="640" height="480" fill="#dfe5df"/><rect y="400" width="640" height="80" fill="#b9a58c"/>
    <rect x="130" y="110" width="380" height="120" rx="16" fill="#fff" stroke="#c4cccb" stroke-width="4"/>
    <rect x="160" y="196" width="320" height="16" rx="8" fill="#d6dcdb"/><circle cx="470" cy="150" r="8" fill="#2f8f5b"/>
    <path d="M510 170h60v230" fill="none" stroke="#f2f4f3" stroke-width="18"/></svg></body>`);
  const picture = await page.screenshot();
  await page.context().close();
  return picture;
}

await main();
