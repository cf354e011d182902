import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { onConsole } from './console-stage.ts';
import { id, summary } from './fixture-data.ts';

const EDIT = '/message-templates?audience=customer&edit=order-finished.customer';

onConsole('notices, their words, settings and questions', (stage) => {
  const sent = (operation: string) => stage.server.writes.filter((write) => write.operation === operation);
  const stale = (page: Page, path: string, code: string) =>
    page.route(path, (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({
            status: 412,
            contentType: 'application/problem+json',
            body: JSON.stringify({ code, status: 412, fields: [], detail: {}, requestId: id(1) }),
          })
        : route.continue(),
    );

  test('a variable goes in where the cursor was; the preview follows; saved over the version that was read', async () => {
    const page = await stage.open(EDIT);
    const title = page.getByLabel('标题（填入后最多 60 个字）');
    await title.fill('好了，请查看');
    await title.evaluate((box: HTMLInputElement) => box.setSelectionRange(2, 2));
    await page.getByRole('button', { name: '金额', exact: true }).click();
    expect(await title.inputValue()).toBe('好了{金额}，请查看');
    await page.getByLabel('第 1 行内容').focus();
    await page.getByRole('button', { name: '步骤', exact: true }).click();
    await page.getByText('好了¥528.00，请查看').waitFor();
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await expect.poll(() => sent('messageTemplates.save').length).toBe(1);
    expect(sent('messageTemplates.save')[0]).toMatchObject({
      csrf: 'csrf-token',
      key: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      input: { event: 'order-finished', audience: 'customer', version: 2, title: '好了{金额}，请查看' },
    });
    expect(Object.values((sent('messageTemplates.save')[0]!.input['subscribe'] as { fields: object }).fields)[0]).toContain('{步骤}');
    await page.close();
  });

  test('what is wrong stands at its field and keeps it from being saved; a field that is there twice too', async () => {
    const page = await stage.open(EDIT);
    await page.getByLabel('标题（填入后最多 60 个字）').fill('{姓名}您好');
    await page.getByRole('alert').getByText('没有“姓名”这个变量').waitFor();
    expect(await page.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);
    await page.getByLabel('标题（填入后最多 60 个字）').fill('您好');
    await page.getByLabel('第 2 行字段名').fill('thing1');
    await page.getByRole('alert').getByText('这个字段写了两次').first().waitFor();
    expect(await page.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);
    expect(sent('messageTemplates.save')).toEqual([]);
    await page.close();
  });

  test('an older version is filled in, and closing with changes asks first', async () => {
    const page = await stage.open(EDIT);
    await page.getByRole('button', { name: '填入这一版' }).first().click();
    await expect.poll(() => page.getByLabel('标题（填入后最多 60 个字）').inputValue()).toBe('{项目}已完成');
    await page.getByRole('button', { name: '关闭', exact: true }).click();
    await page.getByText('关闭后这些改动不会保留').waitFor();
    await page.getByRole('button', { name: '继续编辑' }).click();
    expect(await page.getByLabel('标题（填入后最多 60 个字）').inputValue()).toBe('{项目}已完成');
    await page.close();
  });

  test('the picture of the bill follows each choice and still adds up; somebody faster leaves the choice to the person', async () => {
    const page = await stage.open('/settings');
    const bill = page.getByRole('table').first();
    await bill.getByText('外机支架').waitFor();
    await page.getByLabel('逐项列出备件').uncheck();
    expect(await bill.textContent()).toMatch(/材料费¥580\.00/);
    expect(await bill.textContent()).not.toContain('外机支架');
    expect(await bill.textContent()).toContain('¥990.00');

    await stale(page, '**/api/settings/customer-bill', 'settings.stale_version');
    await page.route('**/api/settings/customer-bill', (route) =>
      route.request().method() === 'GET'
        ? route.fulfill({
            contentType: 'application/json',
            body: JSON.stringify({
              value: { labour: false, parts: true, fees: true, quantities: true, discounts: true, surcharges: true, commission: false },
              version: 5,
              savedAt: Date.now(),
              savedBy: '何店长',
            }),
          })
        : route.fallback(),
    );
    await page.getByRole('button', { name: '保存', exact: true }).first().click();
    await page
      .getByRole('alert')
      .getByText(/何店长 .*保存了新的内容/)
      .waitFor();
    await page.getByRole('button', { name: '保留我的修改' }).click();
    await page.unroute('**/api/settings/customer-bill');
    await page.getByRole('button', { name: '保存', exact: true }).first().click();
    await expect
      .poll(() => sent('settings.saveCustomerBill').at(-1)?.input)
      .toMatchObject({ version: 5, value: { labour: true, parts: false } });
    await page.close();
  });

  test('a notice is tried again after a question that shows what was tried', async () => {
    const page = await stage.open('/deliveries?status=undeliverable');
    await page.getByRole('button', { name: '再试一次' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('客户没有留下订阅次数').waitFor();
    expect(sent('deliveries.retry')).toEqual([]);
    await dialog.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('仍需要员工在会话里发出').waitFor();
    expect(sent('deliveries.retry').map(({ input }) => input)).toEqual([{ deliveryId: id(302) }]);
    await page.close();
  });

  test('a card that only the chat can send says where, and leads to its order; trying again is offered where it would go another way', async () => {
    const page = await stage.open('/deliveries?status=staff_todo');
    const row = (n: number) => page.getByRole('row').filter({ has: page.getByRole('link', { name: summary(n).number }) });
    await row(0).getByText('由客服在客户会话的聊天侧边栏发出').waitFor();
    expect(await row(0).getByRole('button', { name: '再试一次' }).count()).toBe(0);
    expect(await row(0).getByRole('link', { name: '看工单' }).getAttribute('href')).toContain(`/orders/${id(0)}`);
    expect(await row(4).getByRole('button', { name: '再试一次' }).count()).toBe(1);
    await page.close();
  });

  test('a question is answered on the order’s page', async () => {
    const page = await stage.open(`/orders/${id(4)}`);
    await page.getByLabel('回复客户').fill('不加钱，师傅会搬上去');
    await page.getByRole('button', { name: '发出回复' }).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await page.getByText('已回复，客户在工单页能看到').first().waitFor();
    expect(await page.getByText('已回复，客户在工单页能看到').count()).toBe(1);
    await expect
      .poll(() => sent('orders.answerQuestion').map(({ input }) => input))
      .toEqual([{ orderId: id(4), questionId: id(982), text: '不加钱，师傅会搬上去' }]);
    await page.close();
  });

  test.each([
    ['', '还没有完工的工单'],
    ['?state=eligible', '没有可结算的工单'],
    ['?state=settled', '还没有已结算的工单'],
    ['?state=paid', '还没有已支付的工单'],
  ])('settlements%s without a row: the words of that tab', async (query, words) => {
    stage.server.scenario = 'empty';
    const page = await stage.open(`/settlement${query}`);
    await page.getByText(words).waitFor();
    await page.close();
  });
});
