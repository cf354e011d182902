import { readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import type { FixtureServer, Scenario } from './fixture-server.ts';
import type { Shot } from './shot-list.ts';

/** Where requests are refused on purpose; the browser logs each of them. */
const REFUSING: readonly Scenario[] = ['error', 'forbidden', 'loggedOut'];

/** Walks one page through shots, one after the other. */
export interface ShotPage {
  readonly page: Page;
  /** Opens the page and brings it into the state, with nothing kept from the one before; ends when all is answered and drawn. */
  open(shot: Shot): Promise<void>;
  /** What was logged as an error or a warning, and what crashed, since the last shot was opened. */
  troubles(): readonly string[];
}

/** Makes `page` walk through shots over the fixture server. */
export async function walkShots(page: Page, server: FixtureServer): Promise<ShotPage> {
  const troubles: string[] = [];
  let isHanging = false;
  const isRefusal = (text: string) => text.startsWith('Failed to load resource') && REFUSING.includes(server.scenario);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isRefusal(message.text())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  const { settle } = watchNetwork(page);
  await page.addInitScript(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  return {
    page,
    troubles: () => troubles,
    async open(shot) {
      // questions that were never answered hold every connection that the next page needs
      if (isHanging) await page.goto('about:blank');
      isHanging = shot.scenario === 'hanging';
      server.scenario = shot.scenario ?? 'normal';
      await page.goto(`${server.url}/console${shot.path}`, { waitUntil: 'domcontentloaded' });
      troubles.length = 0;
      await page.locator('h1').first().waitFor();
      if (isHanging) {
        await page.locator('[aria-busy="true"]').first().waitFor();
        return;
      }
      await settle();
      await step(page, shot);
      await settle();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      await page.evaluate(() => document.fonts.ready);
    },
  };
}

/** Whether the shot does something after its page is open. */
export function hasSteps({ tick, press, keys, upload }: Shot): boolean {
  return [tick, press, keys, upload].some((each) => each !== undefined);
}

/** Ticks, presses, types and uploads, and sees that the state has come. */
async function step(page: Page, shot: Shot): Promise<void> {
  for (let row = 0; row < (shot.tick ?? 0); row += 1) await page.locator('tbody input[type=checkbox]').nth(row).check();
  for (const name of shot.press ?? []) await page.getByRole('button', { name }).first().click();
  for (const key of shot.keys ?? []) await page.keyboard.press(key);
  if (shot.upload !== undefined) {
    const book = JSON.parse(readFileSync(new URL('../../shared/test/golden/pricing/book-real.json', import.meta.url), 'utf8')) as object;
    const content = JSON.stringify(shot.upload === 'bad' ? { ...book, code: 'BAD' } : book);
    await page.locator('input[type=file]').setInputFiles({ name: 'book.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  }
  if (!hasSteps(shot) && shot.shows === undefined) return;
  await page
    .locator(shot.shows ?? 'role=dialog')
    .filter({ visible: true })
    .first()
    .waitFor();
}

/** `settle` waits until every request is answered and what came with the answers is drawn and asks for nothing more. */
function watchNetwork(page: Page): { settle(): Promise<void> } {
  let asked = 0;
  const pending = new Set<Promise<unknown>>();
  page.on('request', (request: Request) => {
    asked += 1;
    const end = request
      .response()
      .then((response) => response?.finished())
      .catch(() => undefined)
      .finally(() => pending.delete(end));
    pending.add(end);
  });
  const drawn = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return {
    async settle() {
      await drawn();
      for (let seen = -1; seen !== asked; ) {
        seen = asked;
        await Promise.all(pending);
        await drawn();
      }
    },
  };
}
