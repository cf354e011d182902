import { expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE } from './support/browser.ts';
import { onEachDeployment } from './support/deployments.ts';

onEachDeployment('what npm start prints', (stage) => {
  const addresses = [
    ['the console', (product: typeof stage.product) => `${product.addresses.server}/console/`, DESKTOP],
    ['the API page', (product: typeof stage.product) => `${product.addresses.server}/api/docs`, DESKTOP],
    ['three phones on one page', (product: typeof stage.product) => `${product.addresses.sandbox}/`, DESKTOP],
    ["the staff's phone", (product: typeof stage.product) => `${product.addresses.staffPhone}/__phone/`, PHONE],
    ["the installer's phone", (product: typeof stage.product) => `${product.addresses.installerPhone}/__phone/`, PHONE],
    ["the customer's phone", (product: typeof stage.product) => `${product.addresses.customerPhone}/__phone/`, PHONE],
  ] as const;

  test.each(addresses)('%s opens without trouble and shows something', async (_, address, size) => {
    const { page, troubles } = await openPage(stage.browser, size);
    const answer = await page.goto(address(stage.product), { waitUntil: 'domcontentloaded' });
    expect(answer?.status()).toBe(200);
    await page.waitForFunction(() => document.body.innerText.trim() !== '', undefined, { timeout: 60_000 });
    expect(troubles()).toEqual([]);
    await page.context().close();
  });

  test.each(['healthz', 'readyz', 'metrics', 'api/openapi.json'])('/%s answers', async (path) => {
    const answer = await fetch(`${stage.product.addresses.server}/${path}`);
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(0);
  });
});
