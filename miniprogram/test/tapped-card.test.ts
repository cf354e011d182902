import { describe, expect, it } from 'vitest';
import { drawn, openPhone } from './browser.ts';
import { FIXTURE_IDS } from './fixtures.ts';
import { phoneStage } from './phone-stage.ts';

describe('a card that is tapped after it was answered [chromium]', () => {
  const stage = phoneStage();

  it.each([
    ['accepted', 'opens the order while it is his', new RegExp(`detail/index\\?id=${FIXTURE_IDS.order}`)],
    ['refused', 'tells what became of it where it is not', /offers\/index\?offer=/],
    ['open', 'stays at the day while it waits for an answer', /pages\/home\/index/],
  ] as const)('%s: %s', async (which, _, wanted) => {
    const { context, page } = await openPhone(stage.browser);
    await page.goto(`${stage.server.origin}/m/#/pages/home/index?offer=${FIXTURE_IDS.offers[which]}&notice=1`);
    // whatever the page in front is, it has something to show
    await page.locator('.taro_page .card').filter({ visible: true }).first().waitFor();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toMatch(wanted);
    const top = page.locator('.taro_page').filter({ visible: true }).last();
    if (which === 'refused') await top.locator('.card').first().getByText('时间排不开').waitFor();
    if (which === 'open') {
      // it has read its offers, and what it does with them it does at once
      await top.locator('.offer').first().waitFor();
      await drawn(page);
      expect(page.url()).toMatch(wanted);
    }
    await context.close();
  });
});
