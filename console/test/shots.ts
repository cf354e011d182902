/**
 * Takes pictures of every page in every state and width, runs axe on each and reports console errors:
 * `node console/test/shots.ts [NAME …]` after `vite build`; pictures go to `.tmp/console-shots`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { ALL_WIDTHS, CHROMIUM_FLAGS, SHOTS, type Shot } from './shot-list.ts';

const OUT = new URL('../../.tmp/console-shots/', import.meta.url).pathname;
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
  for (let row = 0; row < (shot.tick ?? 0); row += 1) await page.locator('tbody input[type=checkbox]').nth(row).check();
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
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...CHROMIUM_FLAGS] });
let count = 0;
for (const shot of SHOTS) {
  if (wanted.length > 0 && !wanted.some((name) => shot.name.startsWith(name))) continue;
  for (const width of shot.widths ?? ALL_WIDTHS) {
    count += 1;
    const problems = await take(browser, server, shot, width).catch((error: unknown) => [`failed: ${String(error).slice(0, 400)}`]);
    for (const problem of problems) process.stdout.write(`${shot.name}-${width}: ${problem.replace(/\s+/g, ' ').slice(0, 400)}\n`);
  }
}
await browser.close();
await server.close();
process.stdout.write(`${count} pictures in ${OUT}\n`);
