import { businessDay, epochMs, parseInstant } from '@mingdan/shared/kernel/time';
import { expect, test } from 'vitest';
import { choose, onConsole } from './console-stage.ts';
import { DAY, id, NOW } from './fixture-data.ts';

onConsole('people and orders at the desk: what is asked first, and what is sent', (stage) => {
  const sent = (operation: string) => stage.server.writes.filter((write) => write.operation === operation).map(({ input }) => input);

  test('a person’s role and outlet are changed over the version that was read; switching off says what follows', async () => {
    const page = await stage.open(`/people?edit=${id(703)}`);
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('姓名').fill('张大师');
    await sheet.getByRole('checkbox', { name: '可以登录' }).uncheck();
    await sheet.getByRole('status').waitFor();
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    expect(sent('people.save')).toMatchObject([{ personId: id(703), name: '张大师', active: false }]);
    expect(sent('people.save')[0]).toHaveProperty('version');
    expect(sent('people.save')[0]).not.toHaveProperty('phone');
    await page.close();
  });

  test('an outlet is renamed; its code is fixed', async () => {
    const page = await stage.open(`/outlets?edit=${id(801)}`);
    const sheet = page.getByRole('dialog');
    expect(await sheet.getByLabel('编号').isDisabled()).toBe(true);
    await sheet.getByLabel('网点名称').fill('朝阳旗舰店');
    await choose(page, sheet.getByLabel('合作方式'), '加盟');
    await sheet.getByRole('button', { name: '保存' }).click();
    await sheet.waitFor({ state: 'hidden' });
    expect(sent('outlets.save')).toMatchObject([{ outletId: id(801), name: '朝阳旗舰店', cooperation: 'franchise' }]);
    await page.close();
  });

  test('one day of a roster gets hours of its own, or goes back to the week', async () => {
    const day = businessDay(epochMs(NOW + 2 * DAY));
    const page = await stage.open(`/roster?edit=${id(712)}/${day}`);
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('当天班次 从').first().fill('09:30');
    await sheet
      .getByRole('button', { name: /去掉这一段/ })
      .last()
      .click();
    await sheet.getByRole('button', { name: '保存当天' }).click();
    await sheet.waitFor({ state: 'hidden' });
    expect(sent('roster.saveDay')).toEqual([{ personId: id(712), day, shifts: [{ from: '09:30', to: '12:00' }] }]);
    await page.close();

    const again = await stage.open(`/roster?edit=${id(712)}/${day}`);
    await again.getByRole('button', { name: '恢复为每周班次' }).click();
    await expect.poll(() => sent('roster.saveDay').at(-1)).toEqual({ personId: id(712), day, shifts: null });
    await again.close();
  });

  test('an installer’s capacity, a certificate and a leave; the visits that fall into it are named', async () => {
    const page = await stage.open(`/roster?edit=${id(712)}`);
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('每天最多几单').fill('4');
    await sheet.getByRole('button', { name: '保存资料' }).click();
    await expect.poll(() => sent('roster.saveInstaller')).toMatchObject([{ personId: id(712), version: 3, capacity: 4 }]);

    await sheet.getByLabel('证件名称').fill('电工证');
    await sheet.getByLabel('有效期到').fill('2030-06-30');
    await sheet.getByRole('button', { name: '登记证件' }).click();
    await expect.poll(() => sent('roster.saveCertificate')).toEqual([{ personId: id(712), name: '电工证', validTo: '2030-06-30' }]);
    await sheet.getByRole('button', { name: '删除电工证' }).click();
    await expect.poll(() => sent('roster.removeCertificate')).toEqual([{ certificateId: id(862) }]);

    await sheet.getByLabel('从', { exact: true }).last().fill('2026-12-24T08:00');
    await sheet.getByLabel('到', { exact: true }).last().fill('2026-12-25T18:00');
    await sheet.getByLabel('说明').fill('回老家');
    await sheet.getByRole('button', { name: '登记请假' }).click();
    await page.getByText(/这段时间里还有 1 单，请到调度台改派：MD2611228MX481/).waitFor();
    expect(sent('roster.addLeave')).toEqual([
      {
        personId: id(712),
        from: parseInstant('2026-12-24T08:00:00+08:00'),
        to: parseInstant('2026-12-25T18:00:00+08:00'),
        kind: 'personal',
        reason: '回老家',
      },
    ]);
    await page.getByRole('dialog').last().getByRole('button').last().click();
    await sheet.getByRole('button', { name: /^撤销 .*的请假$/ }).click();
    await expect.poll(() => sent('roster.endLeave')).toEqual([{ leaveId: id(851) }]);
    await page.close();
  });

  test('another appointment at the desk: consequences first, and never without a reason', async () => {
    const page = await stage.open(`/dispatch?order=${id(0)}`);
    const panel = page.getByRole('dialog');
    await panel.getByRole('tab', { name: '改约' }).click();
    const confirm = panel.getByRole('button', { name: '确认改约' });
    await panel.getByLabel('日期').fill('2026-12-24');
    await panel.getByLabel('从', { exact: true }).fill('16:00');
    await panel.getByLabel('到', { exact: true }).fill('15:00');
    await panel.getByText('结束时间要晚于开始时间').waitFor();
    await panel.getByLabel('到', { exact: true }).fill('18:00');
    await panel.getByText('客户会收到改约通知').waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await panel.getByRole('textbox', { name: /原因/ }).fill('客户临时出门');
    await confirm.click();
    await page.waitForURL((url) => url.search === '');
    expect(sent('dispatch.reschedule')).toEqual([
      { orderId: id(0), version: 3, slot: { date: '2026-12-24', from: '16:00', to: '18:00' }, reason: '客户临时出门' },
    ]);
    await page.close();
  });

  test('返修 from a finished order: what, when and why, within the warranty or not', async () => {
    const page = await stage.open(`/orders/${id(4)}`);
    await page.getByRole('button', { name: '开返修单' }).click();
    const dialog = page.getByRole('dialog');
    const open = dialog.getByRole('button', { name: '开返修单' });
    await dialog.getByRole('radio', { name: '质保外，照价收费' }).check();
    await dialog.getByLabel('原因').fill('不制冷');
    await choose(page, dialog.getByLabel('返修项目'), '空调维修');
    // parts are no work to come back for
    expect(await page.locator('.ant-select-item-option').filter({ hasText: '启动电容' }).count()).toBe(0);
    expect(await open.isDisabled()).toBe(true);
    await dialog.getByLabel('上门日期').fill('2026-12-24');
    await choose(page, dialog.getByLabel('时段'), '14:00–16:00');
    await open.click();
    await page.waitForURL(`**/console/orders/${id(33)}`);
    expect(sent('orders.openReturn')).toMatchObject([
      {
        orderId: id(4),
        reason: '不制冷',
        warranty: false,
        source: 'console',
        values: { services: [{ item: 'AC-REPAIR', quantity: '1' }], slot: { date: '2026-12-24', from: '14:00', to: '16:00' } },
      },
    ]);
    await page.close();
  });

  test('dragged onto another man the panel opens with him, dragged along the own day with other hours; nothing is done by the drag', async () => {
    const page = await stage.open('/dispatch');
    const track = (name: string) => page.locator('[class*=track]').filter({ has: page.locator('button', { hasText: name }) });
    const visit = track('赵铁柱').locator('button[draggable=true]').first();
    await visit.dragTo(track('王大力').first());
    const panel = page.getByRole('dialog');
    await panel.getByRole('button', { name: '已选 王大力' }).waitFor();
    expect(sent('dispatch.assign')).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });

    const own = track('赵铁柱').first();
    const box = (await own.boundingBox())!;
    await visit.dragTo(own, { targetPosition: { x: box.width * 0.7, y: box.height / 2 } });
    await panel.getByRole('tab', { name: '改约', selected: true }).waitFor();
    const from = await panel.getByLabel('从', { exact: true }).inputValue();
    expect(from > '10:00').toBe(true);
    expect(await panel.getByLabel('到', { exact: true }).inputValue()).toBe(`${Number(from.slice(0, 2)) + 2}:00`);
    expect(sent('dispatch.reschedule')).toEqual([]);
    await page.close();
  });

  test('an address says its region once, whether the region was chosen before the street was written or after', async () => {
    const page = await stage.open(`/customers/${id(901)}`);
    await page.getByRole('button', { name: '登记地址' }).click();
    const dialog = page.getByRole('dialog');
    const street = dialog.getByLabel('详细地址');
    await choose(page, dialog.getByLabel('地区 省'), '北京市');
    await choose(page, dialog.getByLabel('地区 市'), '朝阳区');
    await street.fill('北京市朝阳区望京西园 3 区');
    await dialog.getByLabel('名称').focus();
    await expect.poll(() => street.inputValue()).toBe('望京西园 3 区');
    await street.fill('海淀区学院路 5 号');
    await choose(page, dialog.getByLabel('地区 市'), '海淀区');
    await expect.poll(() => street.inputValue()).toBe('学院路 5 号');
    await dialog.getByRole('button', { name: '保存地址' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(sent('customers.saveSite')).toMatchObject([{ customerId: id(901), region: '110108', text: '学院路 5 号' }]);
    await page.close();
  });
});
