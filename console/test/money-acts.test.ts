import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { expect, test } from 'vitest';
import { choose, onConsole } from './console-stage.ts';
import { id } from './fixture-data.ts';

const ORDER = `/orders/${id(4)}`;

onConsole('money and customers at the desk: what is asked first, and what is sent', (stage) => {
  const sent = (operation: string) => stage.server.writes.filter((write) => write.operation === operation).map(({ input }) => input);

  test('登记收款: what is left is suggested, another amount and way are sent in fen', async () => {
    const page = await stage.open(ORDER);
    await page.getByRole('button', { name: '登记收款' }).click();
    const dialog = page.getByRole('dialog');
    const amount = dialog.getByLabel('金额（元）');
    expect(await amount.inputValue()).toBe('354.90');
    const ok = dialog.getByRole('button', { name: '登记收款' });
    await amount.fill('100.001');
    await dialog.getByText('请填写大于 0、最多两位小数的金额').waitFor();
    expect(await ok.isDisabled()).toBe(true);
    await amount.fill('100.5');
    await choose(page, dialog.getByLabel('方式'), '现金');
    await dialog.getByLabel('备注').fill('门店前台收');
    await ok.click();
    await dialog.waitFor({ state: 'hidden' });
    expect(sent('collections.record')).toEqual([{ orderId: id(4), kind: 'collect', method: 'cash', amount: 10_050, note: '门店前台收' }]);
    await page.close();
  });

  test('who collects is changed, and an entry is voided with a reason', async () => {
    const page = await stage.open(ORDER);
    await choose(page, page.getByRole('combobox', { name: '收款方式' }), '预付');
    await expect.poll(() => sent('collections.setMode')).toEqual([{ orderId: id(4), mode: 'prepaid' }]);
    await page.getByRole('button', { name: '作废' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: '作废' }).isDisabled()).toBe(true);
    await dialog.getByLabel('原因').fill('重复登记');
    await dialog.getByRole('button', { name: '作废' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(sent('collections.void')).toEqual([{ orderId: id(4), collectionId: id(950), reason: '重复登记' }]);
    await page.close();
  });

  test('a customer who owes waits for the way to pay: said to be sent, it is written down', async () => {
    const page = await stage.open(ORDER);
    await page.getByText('客户待付款 ¥354.90，请发付款方式').waitFor();
    await page.getByRole('button', { name: '已发付款方式' }).click();
    await expect.poll(() => sent('collections.tellWay')).toEqual([{ orderId: id(4) }]);
    await page.close();
  });

  test('交款: what is in his hand is suggested, the rest is told before it is recorded; a mistake is voided', async () => {
    const page = await stage.open(`/settlement/cash?installer=${id(711)}`);
    const sheet = page.getByRole('dialog').filter({ hasText: '李师傅的代收款' });
    expect(await sheet.getByLabel('交款金额（元）').inputValue()).toBe('4840.00');
    await sheet.getByLabel('交款金额（元）').fill('4000');
    await sheet.getByLabel('备注').fill('现金');
    await sheet.getByRole('button', { name: '登记交款' }).click();
    const sure = page.getByRole('dialog').filter({ hasText: '李师傅交款 ¥4,000.00？' });
    await sure.getByText('登记后他手上还剩 ¥840.00。').waitFor();
    expect(sent('cash.record')).toEqual([]);
    await sure.getByRole('button', { name: '登记交款' }).click();
    await expect
      .poll(() => sent('cash.record'))
      .toEqual([{ installerId: id(711), amount: 400_000, day: businessDay(epochMs(Date.now())), note: '现金' }]);

    await sheet.getByRole('button', { name: '作废' }).first().click();
    const dialog = page.getByRole('dialog').filter({ hasText: '作废这笔交款？' });
    await dialog.getByLabel('原因').fill('多记了一次');
    await dialog.getByRole('button', { name: '作废' }).click();
    await expect.poll(() => sent('cash.void')).toEqual([{ handoverId: id(890), reason: '多记了一次' }]);
    await page.close();
  });

  test('two records are merged: the preview follows who stays, and a reason is asked for', async () => {
    const page = await stage.open(`/customers/${id(901)}`);
    await page.getByRole('button', { name: '合并档案' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '选这份' }).first().click();
    await dialog.getByText('会转到保留的档案').waitFor();
    const merge = dialog.getByRole('button', { name: '合并', exact: true });
    expect(await merge.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: '交换' }).click();
    await dialog.getByLabel('为什么是同一位客户').fill('电话里确认换了号码');
    await merge.click();
    await page.waitForURL(`**/console/customers/${id(903)}`);
    expect(sent('customers.merge')).toEqual([{ customerId: id(903), otherId: id(901), reason: '电话里确认换了号码' }]);
    await page.close();
  });

  test('a merge is taken back after a question; one that was taken back is not offered again', async () => {
    const page = await stage.open(`/customers/${id(901)}`);
    const undo = page.getByRole('button', { name: '撤销合并' });
    await undo.first().waitFor();
    expect(await undo.count()).toBe(1);
    await undo.click();
    await page.getByText('转过来的内容回到原来的档案；合并之后新增的留在这里。').waitFor();
    await page.getByRole('tooltip').getByRole('button', { name: '撤销合并' }).click();
    await expect.poll(() => sent('customers.undoMerge')).toEqual([{ customerId: id(901), mergeId: id(990) }]);
    await page.close();
  });
});
