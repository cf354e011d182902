import { describe, expect, it } from 'vitest';
import { openPhone } from './browser.ts';
import { FIXTURE_IDS } from './fixtures.ts';
import { phoneStage } from './phone-stage.ts';

describe('how a visit ends otherwise [chromium]', () => {
  const stage = phoneStage();
  const openSheet = async () => {
    const { context, page } = await openPhone(stage.browser);
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    const press = (words: string) => page.getByRole('button').filter({ hasText: words, visible: true }).last().click();
    await press('其他情况');
    return { context, page, press, sheet: page.locator('.sheet').filter({ visible: true }) };
  };

  it('says what the fee comes to before it is pressed, and again where it is confirmed', async () => {
    const { context, sheet, press } = await openSheet();
    await sheet.getByText('上门费客户付 ¥65.00，您得 ¥41.85').waitFor();
    await press('客户不在');
    await sheet.getByText('确认客户不在').waitFor();
    await sheet.getByText('上门费客户付 ¥65.00，您得 ¥41.85').waitFor();
    await context.close();
  });

  it('what is still to be filled for 部分完成 is not behind the sheet: it closes, says how many, and the first is in sight', async () => {
    const { context, page, sheet, press } = await openSheet();
    const acted = () => stage.server.asked.filter((question) => question.endsWith('/acts')).length;
    const before = acted();
    await press('部分完成');
    await page
      .getByText(/“部分完成”前还有 \d+ 处需要填写/)
      .first()
      .waitFor();
    await sheet.waitFor({ state: 'detached' });
    const first = page
      .locator('[id^="field-"]')
      .filter({ has: page.locator('.field-error') })
      .first();
    const half = page.viewportSize()!.height / 2;
    await expect.poll(async () => (await first.boundingBox())?.y ?? -1, { timeout: 10_000 }).toSatisfy((y: number) => y >= 0 && y < half);
    expect(acted()).toBe(before);
    await context.close();
  });

  it('退回派单 asks once, and then says that the order is somebody else’s instead of what it was', async () => {
    const { context, page } = await openPhone(stage.browser);
    let isBack = false;
    await page.route(`**/api/orders/${FIXTURE_IDS.order}`, async (route) => {
      if (isBack)
        return route.fulfill({ status: 404, json: { code: 'orders.not_found', status: 404, fields: [], detail: {}, requestId: 'r' } });
      const order = await (await route.fetch()).json();
      order.tasks[0].outcomes.push({ key: 'back', label: '退回派单', endsVisit: false, givesBack: true, partial: true, needs: [] });
      return route.fulfill({ json: order });
    });
    await page.route('**/acts', async (route) => {
      isBack = true;
      await route.fulfill({ json: { id: FIXTURE_IDS.order, version: 5, state: 'open', settlementState: 'estimated', settled: false } });
    });
    await page.goto(`${stage.server.origin}/m/#/packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`);
    const press = (words: string) => page.getByRole('button').filter({ hasText: words, visible: true }).last().click();
    await press('其他情况');
    await press('退回派单');
    await page.getByText('退回后由别的师傅上门').waitFor();
    await page.getByText('再想想', { exact: true }).click();
    await page.getByText('退回后由别的师傅上门').filter({ visible: true }).first().waitFor({ state: 'detached' });
    expect(isBack).toBe(false);
    await press('退回派单');
    await page.getByText('确定退回', { exact: true }).click();
    await page.getByText('这张单已不由您负责').waitFor();
    expect(await page.getByText('打电话').filter({ visible: true }).count()).toBe(0);
    await press('回到今天');
    await page.waitForURL(/pages\/home\/index/);
    await context.close();
  });
});
