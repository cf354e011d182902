import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { openBrowser, openPhone } from './browser.ts';
import { startFixtureServer } from './fixture-server.ts';
import { answerTo, FIXTURE_IDS, type Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;

describe('a page that is looked at [chromium]', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startFixtureServer>>;

  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    server = await startFixtureServer(() => 'full');
    browser = await openBrowser();
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    server?.server.close();
  });

  it.each([
    ['the installer’s order', `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`, `GET /orders/${FIXTURE_IDS.order}`],
    ['staff’s order', `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`, `GET /orders/${FIXTURE_IDS.order}`],
    ['the installer’s day', 'pages/home/index', 'GET /my/orders'],
  ])('%s asks for its stamp, and reads anew once it has changed, not before', async (_, path, reading) => {
    const { context, page } = await openPhone(browser);
    let stamp = 'before';
    let looks = 0;
    await page.route('**/api/**/stamp', (route) => {
      looks += 1;
      return route.fulfill({ contentType: 'application/json', body: JSON.stringify({ stamp }) });
    });
    const read = () => server.asked.filter((question) => question.split('?')[0] === reading).length;
    await page.goto(`${server.origin}/m/#/${path}`);
    await page.locator('.taro_page .card').filter({ visible: true }).first().waitFor();
    await expect.poll(() => looks, { timeout: 20_000 }).toBeGreaterThan(1);
    const before = read();
    const seen = looks;
    await expect.poll(() => looks, { timeout: 20_000 }).toBeGreaterThan(seen + 1);
    expect(read()).toBe(before);

    stamp = 'after';
    await expect.poll(read, { timeout: 20_000 }).toBe(before + 1);
    await context.close();
  });

  it('the bill under the hand is asked for again once the customer has answered to extra lines', async () => {
    const { context, page } = await openPhone(browser);
    const path = `/orders/${FIXTURE_IDS.order}`;
    const answer = (scenario: Scenario) => answerTo('GET', path, scenario, {})?.body as { consents: object[] };
    let status = 'asked';
    await page.route('**/api/**/stamp', (route) => route.fulfill({ json: { stamp: status } }));
    await page.route(`**/api${path}`, (route) =>
      route.fulfill({ json: { ...answer('full'), consents: answer('extra').consents.map((consent) => ({ ...consent, status })) } }),
    );
    const priced = () => server.asked.filter((question) => question === `POST ${path}/bill-preview`).length;
    const none = priced();
    await page.goto(`${server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    await expect.poll(priced, { timeout: 20_000 }).toBeGreaterThan(none);
    const before = priced();
    status = 'declined';
    await expect.poll(priced, { timeout: 20_000 }).toBeGreaterThan(before);
    await context.close();
  });
});
