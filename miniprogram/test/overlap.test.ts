import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPhone } from './browser.ts';
import { answerTo, FIXTURE_IDS, NOW, type Scenario } from './fixtures.ts';
import { phoneStage } from './phone-stage.ts';

describe('before somebody decides [chromium]', () => {
  let scenario: Scenario = 'full';
  const stage = phoneStage(() => scenario);
  beforeEach(() => {
    scenario = 'full';
  });

  const modal = (page: Page, which: 'confirm' | 'cancel') => page.locator(`.taro-modal__${which}, .taro-model__${which}`).last();

  it('an offer in hours that he has given away already says so, asks, and is taken when he wants it', async () => {
    const { context, page } = await openPhone(stage.browser);
    // the offer stands at this moment
    await page.clock.setFixedTime(NOW);
    const answers: unknown[] = [];
    await page.route('**/api/my/offers/*/answer', async (route) => {
      answers.push(route.request().postDataJSON());
      await route.fulfill({ json: { status: 'accepted', orderId: FIXTURE_IDS.order, assigned: true, after: null } });
    });
    await page.goto(`${stage.server.origin}/m/#/pages/home/index`);
    const card = page.locator('.offer').filter({ visible: true }).first();
    await card.getByText('您 14:00–16:00 已有 MD261122K7P2QX，时间重叠').waitFor();
    await card.getByRole('button').filter({ hasText: '接单' }).last().click();
    await page.getByText('仍要接单？').filter({ visible: true }).last().waitFor();
    await modal(page, 'cancel').click();
    await page.getByText('仍要接单？').filter({ visible: true }).first().waitFor({ state: 'detached' });
    expect(answers).toEqual([]);

    await card.getByRole('button').filter({ hasText: '接单' }).last().click();
    await page.getByText('仍要接单？').filter({ visible: true }).last().waitFor();
    await modal(page, 'confirm').click();
    await expect.poll(() => answers, { timeout: 20_000 }).toEqual([{ answer: 'accept' }]);
    // what was taken on stays said, and leads there
    const taken = page.locator('.notice').filter({ hasText: '已接单 · 空调安装', visible: true });
    await taken.getByRole('button').filter({ hasText: '看工单' }).click();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain(`orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    await context.close();
  });

  it('a visit that he moves into hours of another one says which, asks once, and is moved when he wants it', async () => {
    const { context, page } = await openPhone(stage.browser);
    await page.clock.setFixedTime(NOW);
    const { visits } = answerTo('GET', '/my/orders', 'full', {})!.body as { visits: object[] };
    await page.route('**/api/my/orders?*', (route) => {
      const day = new URL(route.request().url()).searchParams.get('day')!;
      const other = { ...visits[1], orderId: FIXTURE_IDS.customer, slot: { date: day, from: '14:00', to: '16:00' } };
      return route.fulfill({ json: { day, visits: [other] } });
    });
    const moved: unknown[] = [];
    await page.route('**/api/dispatch/orders/*/reschedule', async (route) => {
      moved.push(route.request().postDataJSON());
      await route.fulfill({ json: { id: FIXTURE_IDS.order, version: 5 } });
    });
    const press = (words: string) => page.getByRole('button').filter({ hasText: words, visible: true }).last();
    const question = page.getByText('与 14:00–16:00 空调安装（浦东新区张江路 368 弄）时间重叠，仍要改约吗？').filter({ visible: true });
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    await press('改约时间').click();
    await page.locator('[data-field="slot"] .box').filter({ visible: true }).first().click();
    await page.locator('.sheet .day').filter({ visible: true }).nth(2).click();
    await page.locator('.sheet .option').filter({ hasText: '14:00–16:00', visible: true }).click();
    await page.locator('[data-field="reason"]').locator('input, textarea').first().fill('客户要晚些');
    await press('确认改约').click();
    await question.last().waitFor();
    await modal(page, 'cancel').click();
    await question.first().waitFor({ state: 'detached' });
    expect(moved).toEqual([]);

    await press('确认改约').click();
    await question.last().waitFor();
    await modal(page, 'confirm').click();
    await expect.poll(() => moved, { timeout: 20_000 }).toMatchObject([{ slot: { from: '14:00', to: '16:00' }, reason: '客户要晚些' }]);
    await context.close();
  });

  it('the desk that answers 重新预约 with hours of another visit reads which, is asked once, and takes them when it wants', async () => {
    scenario = 'rebook';
    const { context, page } = await openPhone(stage.browser);
    await page.clock.setFixedTime(NOW);
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}&desk=1`);
    const field = page.locator('[data-field="slot"]').filter({ visible: true });
    const question = page.getByText(/时间重叠，仍要约这个时段吗？/).filter({ visible: true });
    const hours = page.locator('.sheet .option').filter({ hasText: '16:00–18:00', visible: true });
    await field.locator('.box').click();
    await hours.filter({ hasText: '重叠' }).click();
    await question.last().waitFor();
    await modal(page, 'cancel').click();
    await question.first().waitFor({ state: 'detached' });
    expect(await field.locator('.box').textContent()).toContain('14:00–16:00');
    await hours.click();
    await question.last().waitFor();
    await modal(page, 'confirm').click();
    await field.locator('.box').getByText('16:00–18:00').waitFor();
    await field.locator('.slot-clash').waitFor();
    await context.close();
  });

  it('a new order for a customer who has one open points at it, and leads there', async () => {
    const { context, page } = await openPhone(stage.browser);
    await page.goto(`${stage.server.origin}/m/#/packages/sidebar/pages/form/index?code=ac-install&customer=${FIXTURE_IDS.customer}`);
    const line = page.locator('.open-orders').filter({ visible: true });
    await line.getByText('该客户还有 1 张未完成工单').waitFor();
    await line.locator('.open-order').getByText('空调安装 · 待上门').click();
    await expect.poll(() => page.url(), { timeout: 20_000 }).toContain(`sidebar/pages/order/index?id=${FIXTURE_IDS.order}`);
    await context.close();
  });
});
