import { expect, test } from 'vitest';
import { onConsole } from './console-stage.ts';
import { id, QUOTING, WAITING } from './fixture-data.ts';
import { DISPUTED } from './fixture-notices.ts';

onConsole('objections, waivers and looking for orders', (stage) => {
  const sent = (operation: string) => stage.server.writes.filter((write) => write.operation === operation).map(({ input }) => input);

  test('the workbench leads to the objection with the customer’s words beside the answer; an amount is waived with it', async () => {
    const page = await stage.open('/');
    await page.getByRole('link', { name: /客户对账单有异议/ }).click();
    await page.getByText('说好只打一个孔，账单上写了两个。').waitFor();
    await page.getByRole('radio', { name: '减免一部分' }).check();
    const answer = page.getByRole('button', { name: '减免并答复' });
    await page.getByLabel('回复客户').first().fill('多算的孔已减免');
    await page.getByLabel('减免原因').fill('少打一个孔');
    await page.getByLabel('减免金额（元）').fill('200.01');
    await page.getByText('最多可减免 ¥200.00').waitFor();
    expect(await answer.isDisabled()).toBe(true);
    await page.getByLabel('减免金额（元）').fill('65');
    await answer.click();
    await expect
      .poll(() => sent('orders.answerQuestion'))
      .toEqual([{ orderId: DISPUTED, questionId: id(983), text: '多算的孔已减免', waive: { amount: 6500, reason: '少打一个孔' } }]);
    await page.close();
  });

  test('维持账单 is the answer as long as nothing else is chosen; a question has no choice about money', async () => {
    const page = await stage.open(`/orders/${DISPUTED}`);
    await page.getByText('我家在三楼没有电梯，搬上去要加钱吗？').waitFor();
    expect(await page.getByRole('radio', { name: '维持账单' }).count()).toBe(1);
    await page.getByLabel('回复客户').first().fill('照片里有两个孔');
    await page.getByRole('button', { name: '维持账单并答复' }).click();
    await expect.poll(() => sent('orders.answerQuestion')).toEqual([{ orderId: DISPUTED, questionId: id(983), text: '照片里有两个孔' }]);
    await page.close();
  });

  test('sums of the ledger are called turnover, and 备件待摊 says why it stands in credit', async () => {
    for (const [path, sum] of [
      ['/', '借方发生额合计'],
      ['/settlement/balance', '借方发生额'],
    ] as const) {
      const page = await stage.open(path);
      await page.getByText(sum, { exact: true }).first().waitFor();
      await page.getByText(/^备件待摊在贷方：/).waitFor();
      expect(await page.getByText('借方合计', { exact: true }).count()).toBe(0);
      await page.close();
    }
  });

  test('what is searched for stands in no address, and sealed in the history: back and a reload find it, another session does not', async () => {
    const page = await stage.open('/orders?state=open');
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/api/orders?') && asked.push(request.url())));
    await page.getByLabel(/工单号或它的末四位/).fill('王秀兰');
    await page.keyboard.press('Enter');
    const chip = page.getByRole('button', { name: /去掉.*王秀兰|王秀兰.*去掉/ });
    await chip.waitFor();
    await expect.poll(() => asked.some((url) => decodeURIComponent(url).includes('王秀兰') && url.includes('state=open'))).toBe(true);
    expect(page.url()).toMatch(/\/orders\?state=open$/);
    expect(await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }]))).not.toContain('王秀兰');
    // an order is opened and left again
    await page.locator('tbody a').first().click();
    await page.getByRole('dialog').waitFor();
    expect(decodeURIComponent(page.url())).not.toContain('王秀兰');
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await chip.waitFor();
    asked.length = 0;
    await page.reload();
    await chip.waitFor();
    expect(await page.getByLabel(/工单号或它的末四位/).inputValue()).toBe('王秀兰');
    // the list is asked for once, with the words
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    for (const url of asked) expect(decodeURIComponent(url)).toContain('王秀兰');
    expect(await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }]))).not.toContain('王秀兰');
    // whoever logs in next has another secret
    await page.route(/\/api\/auth\/me$/, async (route) => {
      const person = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...person, csrf: 'of-the-next-session' } });
    });
    await page.reload();
    await page.locator('tbody a').first().waitFor();
    expect(await page.getByLabel(/工单号或它的末四位/).inputValue()).toBe('');
    expect(await chip.count()).toBe(0);
    await page.close();
  });

  test('a customer that was searched for stands in no address', async () => {
    const page = await stage.open('/customers');
    await page.getByLabel('完整电话 / 后四位 / 姓名').fill('13700002468');
    const asked = page.waitForRequest((request) => request.url().includes('13700002468'));
    await page.keyboard.press('Enter');
    await asked;
    expect(page.url()).toMatch(/\/customers$/);
    await page.close();
  });

  test('a step that waits is filled in at the desk; what wants the phone says so and is not offered', async () => {
    const page = await stage.open(`/orders/${id(WAITING)}`);
    await page.getByRole('button', { name: '填写' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('请在手机上填写').waitFor();
    await dialog.getByText('「现场确认」要先在手机上填写：到达打卡').waitFor();
    expect(await dialog.getByRole('button', { name: '现场确认' }).count()).toBe(0);
    await dialog.getByRole('button', { name: '已约新时段' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/预约时段/)
      .waitFor();
    expect(sent('orders.act')).toEqual([]);
    await dialog.getByLabel('预约时段 · 日期').fill('2026-12-24');
    await dialog.getByRole('combobox', { name: '时段' }).click();
    await page.getByText('09:00–11:00', { exact: true }).last().click();
    await dialog.getByLabel('备注').fill('客户说下午在家');
    await dialog.getByRole('button', { name: '已约新时段' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(sent('orders.act')).toMatchObject([
      {
        orderId: id(WAITING),
        event: 'submit',
        token: 't9',
        outcome: 'again',
        values: { slot: { date: '2026-12-24', from: '09:00', to: '11:00' }, note: '客户说下午在家' },
      },
    ]);
    await page.close();
  });

  test('lines and pictures of a step are filled in at the desk: each line’s price follows, a HEIC is refused, what was taken out goes', async () => {
    const page = await stage.open(`/orders/${id(QUOTING)}`);
    await page.getByRole('button', { name: '填写' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('客户应付 ¥200.00').waitFor();
    await dialog.getByText('要用手机现场拍摄').waitFor();

    await dialog.getByLabel('壁挂空调安装(1.5匹及以下)的数量').fill('2');
    await dialog.getByText('客户应付 ¥300.00').waitFor();
    await dialog.getByText('超出客户已同意的：壁挂空调安装(1.5匹及以下) 1 台。').waitFor();
    // no number is not taken over
    await dialog.getByLabel('壁挂空调安装(1.5匹及以下)的数量').fill('二');
    await dialog.getByLabel('壁挂空调安装(1.5匹及以下)的数量').blur();
    expect(await dialog.getByLabel('壁挂空调安装(1.5匹及以下)的数量').inputValue()).toBe('2');

    await dialog.getByRole('combobox', { name: '添加服务项目' }).click();
    await page.keyboard.type('打孔');
    await page.keyboard.press('Enter');
    await dialog.getByText('客户应付 ¥400.00').waitFor();
    await dialog.getByRole('button', { name: '删除空调支架' }).click();
    await dialog.getByText('客户应付 ¥300.00').waitFor();

    const heic = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypheic')]);
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
    await dialog.getByLabel('方案图').setInputFiles([
      { name: '现场.heic', mimeType: 'image/jpeg', buffer: heic },
      { name: '方案.jpg', mimeType: 'image/jpeg', buffer: jpeg },
      { name: '多一张.jpg', mimeType: 'image/jpeg', buffer: jpeg },
    ]);
    await dialog.getByRole('alert').getByText('最多 2 张，多选的没有上传；「现场.heic」是 HEIC 格式，请转成 JPG 再传').waitFor();
    await dialog.getByText('1 / 2 张').waitFor();
    expect(sent('files.upload')).toEqual([{ kind: 'photo' }]);

    await dialog.getByRole('button', { name: '客户不做了' }).click();
    await dialog.getByRole('alert').getByText('请填写「不做的原因」').waitFor();
    expect(sent('orders.act')).toEqual([]);
    await dialog.getByRole('button', { name: '客户同意' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(sent('orders.act')).toMatchObject([
      {
        outcome: 'done',
        values: {
          services: [
            { item: 'AC-INSTALL-1P5', quantity: '2' },
            { item: 'WALL-HOLE', quantity: '1' },
          ],
          parts: null,
          plan: [{ id: id(8800) }],
        },
      },
    ]);
    await page.close();
  });

  test('the way in says that the data are a demonstration', async () => {
    stage.server.scenario = 'loggedOut';
    const page = await stage.open('/login');
    await page.getByText('演示数据').waitFor();
    await page.close();
  });

  test('a waiver is taken back with a reason', async () => {
    const page = await stage.open(`/orders/${id(4)}`);
    await page.getByRole('button', { name: '撤回' }).click();
    const dialog = page.getByRole('dialog', { name: '撤回这笔减免？' });
    expect(await dialog.getByRole('button', { name: '撤回' }).isDisabled()).toBe(true);
    await dialog.getByLabel('撤回原因').fill('金额写错');
    await dialog.getByRole('button', { name: '撤回' }).click();
    await expect.poll(() => sent('waivers.void')).toEqual([{ orderId: id(4), waiverId: id(960), reason: '金额写错' }]);
    await page.close();
  });
});
