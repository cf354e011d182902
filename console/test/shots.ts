/**
 * Takes pictures of every page in every state and width, runs axe on each and reports console errors:
 * `node console/test/shots.ts [NAME …]` after `vite build`; pictures go to `.tmp/console-shots`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { id } from './fixture-data.ts';
import { type FixtureServer, type Scenario, startFixtureServer } from './fixture-server.ts';

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly scenario?: Scenario;
  readonly widths?: readonly number[];
  /** Accessible names of buttons or links to press, one after the other. */
  readonly press?: readonly string[];
  readonly upload?: string;
  readonly keys?: readonly string[];
}

const WIDE = [1440];
const ALL = [1440, 1024, 390];
const ORDER = `/orders/${id(4)}`;

const SHOTS: readonly Shot[] = [
  { name: 'login', path: '/login', scenario: 'loggedOut', widths: ALL },
  { name: 'login-problem', path: '/login?problem=auth.not_a_member', scenario: 'loggedOut', widths: WIDE },
  { name: 'setup', path: '/', scenario: 'setup', widths: [1440, 390] },
  { name: 'workbench', path: '/', widths: ALL },
  { name: 'workbench-empty', path: '/', scenario: 'empty', widths: WIDE },
  { name: 'workbench-error', path: '/', scenario: 'error', widths: WIDE },
  { name: 'workbench-hanging', path: '/', scenario: 'hanging', widths: WIDE },
  { name: 'workbench-staff', path: '/', scenario: 'staff', widths: WIDE },
  { name: 'orders', path: '/orders', widths: ALL },
  { name: 'orders-long', path: '/orders', scenario: 'long', widths: ALL },
  { name: 'orders-empty', path: '/orders', scenario: 'empty', widths: WIDE },
  { name: 'orders-filtered-empty', path: '/orders?q=nobody', widths: WIDE },
  { name: 'orders-error', path: '/orders', scenario: 'error', widths: WIDE },
  { name: 'orders-hanging', path: '/orders', scenario: 'hanging', widths: WIDE },
  { name: 'orders-forbidden', path: '/orders', scenario: 'forbidden', widths: WIDE },
  { name: 'orders-peek', path: `/orders?peek=${id(4)}`, widths: ALL },
  { name: 'order', path: ORDER, widths: ALL },
  { name: 'order-long', path: ORDER, scenario: 'long', widths: ALL },
  { name: 'order-empty', path: ORDER, scenario: 'empty', widths: WIDE },
  { name: 'order-staff', path: ORDER, scenario: 'staff', widths: WIDE },
  { name: 'order-why', path: ORDER, widths: ALL, press: ['结算价'] },
  { name: 'order-why-profit', path: ORDER, widths: WIDE, press: ['毛利'] },
  { name: 'order-cancel', path: `/orders/${id(0)}`, widths: WIDE, press: ['取消工单'] },
  { name: 'settlement', path: '/settlement', widths: ALL },
  { name: 'balance', path: '/settlement/balance', widths: ALL },
  { name: 'balance-unbalanced', path: '/settlement/balance', scenario: 'unbalanced', widths: WIDE },
  { name: 'books', path: '/books', widths: ALL },
  { name: 'book-tiers', path: '/books/CN-2026H2/2', widths: ALL },
  { name: 'book-items', path: '/books/CN-2026H2/2?section=items', widths: ALL },
  { name: 'book-adjustments', path: '/books/CN-2026H2/2?section=adjustments', widths: ALL },
  { name: 'book-fees', path: '/books/CN-2026H2/2?section=fees', widths: WIDE },
  { name: 'book-splits', path: '/books/CN-2026H2/2?section=splits', widths: WIDE },
  { name: 'book-findings', path: '/books/CN-2026H2/2?section=findings', widths: WIDE },
  { name: 'book-try', path: '/books/CN-2026H2/2/try', widths: ALL, press: ['试算'] },
  { name: 'book-import', path: '/books/import', widths: [1440, 390], upload: 'good' },
  { name: 'book-import-bad', path: '/books/import', widths: WIDE, upload: 'bad' },
  { name: 'templates', path: '/templates', widths: [1440, 390] },
  { name: 'template-flow', path: '/templates/ac-install/2', widths: ALL },
  { name: 'template-form', path: '/templates/ac-install/2?section=form', widths: ALL },
  { name: 'template-preset', path: '/templates/ac-install/2?section=preset', widths: WIDE },
  { name: 'customers', path: '/customers', widths: [1440, 390] },
  { name: 'customer', path: `/customers/${id(901)}`, widths: [1440, 390] },
  { name: 'catalog', path: '/catalog', widths: [1440, 390] },
  { name: 'people', path: '/people', widths: ALL },
  { name: 'people-edit', path: `/people?edit=${id(703)}`, widths: [1440, 390] },
  { name: 'deliveries', path: '/deliveries', widths: ALL },
  { name: 'dead-letters', path: '/dead-letters', widths: [1440, 390] },
  { name: 'dead-letters-replay', path: '/dead-letters', widths: WIDE, press: ['重新执行'] },
  { name: 'audit', path: '/audit', widths: ALL },
  { name: 'audit-row', path: `/audit?row=${id(4000)}`, widths: [1440, 390] },
  { name: 'audit-verify', path: '/audit', widths: WIDE, press: ['校验审计链'] },
  { name: 'audit-broken', path: '/audit', scenario: 'unbalanced', widths: WIDE, press: ['校验审计链'] },
  { name: 'search', path: '/', widths: [1440, 390], keys: ['Control+k'] },
  { name: 'person-menu', path: '/', widths: WIDE, press: ['我的 林晓明'] },
  { name: 'nav-phone', path: '/', widths: [390], press: ['打开导航'] },
  { name: 'not-found', path: '/nowhere', widths: WIDE },
];

const OUT = new URL('../../.tmp/console-shots/', import.meta.url).pathname;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function take(browser: Browser, server: FixtureServer, shot: Shot, width: number): Promise<readonly string[]> {
  const problems: string[] = [];
  server.scenario = shot.scenario ?? 'normal';
  const page = await browser.newPage({ viewport: { width, height: width < 600 ? 844 : 900 }, reducedMotion: 'reduce', locale: 'zh-CN' });
  const isRefusal = (text: string) => /Failed to load resource/.test(text) && ['error', 'forbidden', 'loggedOut'].includes(server.scenario);
  page.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !isRefusal(message.text()))
      problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`crash: ${error.message}`));
  await page.goto(`${server.url}/console${shot.path}`, { waitUntil: server.scenario === 'hanging' ? 'domcontentloaded' : 'networkidle' });
  if (server.scenario === 'hanging') await page.waitForSelector('[aria-busy="true"]');
  for (const name of shot.press ?? []) await page.getByRole('button', { name }).first().click();
  for (const key of shot.keys ?? []) await page.keyboard.press(key);
  if (shot.upload !== undefined) {
    const book = JSON.parse(readFileSync(new URL('../../shared/test/golden/pricing/book-real.json', import.meta.url), 'utf8')) as object;
    const content = JSON.stringify(shot.upload === 'bad' ? { ...book, code: 'BAD' } : book);
    await page.locator('input[type=file]').setInputFiles({ name: 'book.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  }
  if (server.scenario !== 'hanging') await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: `${OUT}${shot.name}-${width}.png`,
    fullPage: shot.press === undefined && !/peek|edit|row=/.test(shot.path) && shot.keys === undefined,
  });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) problems.push(`page is ${overflow} px wider than the screen`);
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const axe = (
      window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> };
      }
    ).axe;
    const { violations } = await axe.run();
    return violations.map(
      (violation) =>
        `axe ${violation.id}: ${violation.nodes
          .map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
          .slice(0, 2)
          .join(' | ')}`,
    );
  });
  problems.push(...found);
  await page.close();
  return problems;
}

mkdirSync(OUT, { recursive: true });
const wanted = process.argv.slice(2);
const server = await startFixtureServer();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let count = 0;
for (const shot of SHOTS) {
  if (wanted.length > 0 && !wanted.some((name) => shot.name.startsWith(name))) continue;
  for (const width of shot.widths ?? ALL) {
    count += 1;
    const problems = await take(browser, server, shot, width).catch((error: unknown) => [`failed: ${String(error).slice(0, 400)}`]);
    for (const problem of problems) process.stdout.write(`${shot.name}-${width}: ${problem.replace(/\s+/g, ' ').slice(0, 400)}\n`);
  }
}
await browser.close();
await server.close();
process.stdout.write(`${count} pictures in ${OUT}\n`);
