import { describe, expect, it } from 'vitest';
import { openPhone } from './browser.ts';
import { answerTo, FIXTURE_IDS, type Scenario } from './fixtures.ts';
import { phoneStage } from './phone-stage.ts';

describe('a page that is looked at [chromium]', () => {
  const stage = phoneStage();

  it.each([
    ['the installer’s order', `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`, `GET /orders/${FIXTURE_IDS.order}`],
    ['staff’s order', `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`, `GET /orders/${FIXTURE_IDS.order}`],
    ['the installer’s day', 'pages/home/index', 'GET /my/orders'],
  ])('%s asks for its stamp, and reads anew once it has changed, not before', async (_, path, reading) => {
    const { context, page } = await openPhone(stage.browser);
    let stamp = 'before';
    let looks = 0;
    await page.route('**/api/**/stamp', (route) => {
      looks += 1;
      return route.fulfill({ contentType: 'application/json', body: JSON.stringify({ stamp }) });
    });
    const read = () => stage.server.asked.filter((question) => question.split('?')[0] === reading).length;
    await page.goto(`${stage.server.origin}/m/#/${path}`);
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
    const { context, page } = await openPhone(stage.browser);
    const path = `/orders/${FIXTURE_IDS.order}`;
    const answer = (scenario: Scenario) => answerTo('GET', path, scenario, {})?.body as { consents: object[] };
    let status = 'asked';
    await page.route('**/api/**/stamp', (route) => route.fulfill({ json: { stamp: status } }));
    await page.route(`**/api${path}`, (route) =>
      route.fulfill({ json: { ...answer('full'), consents: answer('extra').consents.map((consent) => ({ ...consent, status })) } }),
    );
    const priced = () => stage.server.asked.filter((question) => question === `POST ${path}/bill-preview`).length;
    const none = priced();
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    await expect.poll(priced, { timeout: 20_000 }).toBeGreaterThan(none);
    const before = priced();
    status = 'declined';
    await expect.poll(priced, { timeout: 20_000 }).toBeGreaterThan(before);
    await context.close();
  });

  it('the bill under the hand is asked for again once the order has moved, as by a corrected address: nobody signs the old one', async () => {
    const { context, page } = await openPhone(stage.browser);
    const path = `/orders/${FIXTURE_IDS.order}`;
    const order = answerTo('GET', path, 'full', {})?.body as { version: number };
    const bill = answerTo('POST', `${path}/bill-preview`, 'full', { lines: [{ item: 'AC-INSTALL', quantity: '1' }], values: {} })?.body as {
      totals: object;
    };
    let moved = 0;
    await page.route('**/api/**/stamp', (route) => route.fulfill({ json: { stamp: `${moved}` } }));
    await page.route(`**/api${path}`, (route) => route.fulfill({ json: { ...order, version: order.version + moved } }));
    await page.route(`**/api${path}/bill-preview`, (route) =>
      route.fulfill({ json: { ...bill, hash: `h${moved}`, totals: { ...bill.totals, charge: 11_100 + moved } } }),
    );
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    const asked = (amount: string) => page.getByText(`客户应付 ¥${amount}`).filter({ visible: true });
    await asked('111.00').first().waitFor();
    moved = 1;
    await asked('111.01').first().waitFor();
    expect(await asked('111.00').count()).toBe(0);
    await context.close();
  });
});
