/**
 * Takes pictures of every page in every state and width, runs axe on each and reports console errors:
 * `node console/test/shots.ts [NAME …]` after `vite build`; pictures go to `.tmp/console-shots`.
 */
import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { ANY_IMPACT, accessibilityFindings, overflowing } from '../../e2e/support/page-checks.ts';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { type FixtureServer, startFixtureServer } from './fixture-server.ts';
import { walkShots } from './open-shot.ts';
import { ALL_WIDTHS, SHOTS, type Shot } from './shot-list.ts';

const OUT = new URL('../../.tmp/console-shots/', import.meta.url).pathname;

async function take(browser: Browser, server: FixtureServer, shot: Shot, width: number): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width, height: width < 600 ? 844 : 900 }, reducedMotion: 'reduce', locale: 'zh-CN' });
  try {
    const shots = await walkShots(page, server);
    await shots.open(shot);
    await page.screenshot({
      path: `${OUT}${shot.name}-${width}.png`,
      fullPage: shot.press === undefined && !/peek|edit|row=/.test(shot.path) && shot.keys === undefined,
    });
    return [...shots.troubles(), ...(await overflowing(page)), ...(await accessibilityFindings(page, ANY_IMPACT))];
  } finally {
    await page.close();
  }
}

mkdirSync(OUT, { recursive: true });
const wanted = process.argv.slice(2);
const server = await startFixtureServer();
const browser = await openBrowser();
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
