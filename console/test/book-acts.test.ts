import { expect, test } from 'vitest';
import { onConsole } from './console-stage.ts';
import { DAY, dayText, id, NOW } from './fixture-data.ts';

onConsole('publishing, files and operation: what is asked first, and what is sent', (stage) => {
  const sent = (operation: string) => stage.server.writes.filter((write) => write.operation === operation).map(({ input }) => input);
  const file = (name: string, type: string, text: string) => ({ name, mimeType: type, buffer: Buffer.from(text) });

  test('a book is published with its days, after a look at what changes', async () => {
    const page = await stage.open(`/books/drafts/${id(9002)}`);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/发布后不能修改/).waitFor();
    // the version before it began long ago: a further one is proposed from tomorrow
    expect(await dialog.getByLabel('生效（北京时间，空着为不限）').inputValue()).toBe(`${dayText(Date.now() + DAY)}T00:00`);
    await dialog.getByText(/^与第 \d+ 版相比/).waitFor();
    expect(await dialog.getByText(/大幅变动/).count()).toBe(0);
    await dialog.getByLabel('生效（北京时间，空着为不限）').fill('2098-01-01T00:00');
    await dialog.getByLabel('失效（北京时间，空着为不限）').fill('2097-12-01T00:00');
    await dialog.getByText('失效要晚于生效').waitFor();
    const publish = dialog.getByRole('button', { name: '发布' });
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByLabel('失效（北京时间，空着为不限）').fill('');
    await publish.click();
    await page.waitForURL((url) => /\/books\/[^/]+\/3$/.test(url.pathname));
    expect(sent('books.publishDraft')).toMatchObject([{ draftId: id(9002), validFrom: '2098-01-01T00:00:00+08:00', validTo: null }]);
    await page.close();
  });

  test('prices that change by more than half are listed, and nothing is published before they are ticked', async () => {
    const page = await stage.open('/books');
    await page.route(`**/api/**/${id(9002)}`, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const response = await route.fetch();
      const draft = (await response.json()) as { book: { items: { name: string; prices: Record<string, { charge: number }> }[] } };
      for (const cell of Object.values(draft.book.items[1]!.prices)) cell.charge *= 2;
      return route.fulfill({ response, json: draft });
    });
    await page.goto(new URL(`/console/books/drafts/${id(9002)}`, page.url()).href);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const publish = dialog.getByRole('button', { name: '发布' });
    await dialog.getByText('+100%').first().waitFor();
    expect(await dialog.getByText(/[+]8%/).count()).toBe(0);
    expect(await publish.isDisabled()).toBe(true);
    await dialog.getByLabel('我已核对这些大幅变动').check();
    expect(await publish.isDisabled()).toBe(false);
    const before = sent('books.publishDraft').length;
    await publish.click();
    await expect.poll(() => sent('books.publishDraft').length).toBe(before + 1);
    // each is named with both prices, so that the server knows what was looked at
    const { confirmed } = sent('books.publishDraft').at(-1) as { confirmed: string[] };
    expect(confirmed.length).toBeGreaterThan(0);
    for (const key of confirmed) {
      const [, from, to] = /charge (\d+)>(\d+)$/.exec(key)!;
      expect(Number(to)).toBe(Number(from) * 2);
    }
    await page.close();
  });

  test('a template is published after a question; 先不 publishes nothing', async () => {
    const page = await stage.open(`/templates/drafts/${id(9002)}`);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '先不' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(sent('templates.publishDraft')).toEqual([]);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(/已开的工单钉住原来的版本/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
    await page.waitForURL('**/console/templates/ac-install/3');
    expect(sent('templates.publishDraft')).toMatchObject([{ draftId: id(9002) }]);
    await page.close();
  });

  test('a book comes from an XLSX: the file goes up as it is, and becomes a draft', async () => {
    const page = await stage.open('/books/import');
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    await page
      .locator('input[type=file]')
      .setInputFiles(file('价格本.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK an XLSX'));
    expect((await asked).postDataBuffer()?.toString()).toBe('PK an XLSX');
    await page.getByLabel('价格本', { exact: true }).fill('MAIN-2027');
    await page.getByRole('button', { name: '存为草稿' }).click();
    await page.waitForURL(`**/console/books/drafts/${id(9002)}`);
    expect(sent('books.openDraft')).toMatchObject([{ code: 'MAIN-2027', fromVersion: null }]);
    await page.close();
  });

  test('items come from an XLSX: what would change is read first, then all of it is written', async () => {
    const page = await stage.open('/catalog/import');
    await page.locator('input[type=file]').setInputFiles(file('项目.xlsx', 'application/octet-stream', 'PK'));
    await page.getByText('「人工」只能是：服务项目、备件、附加费').waitFor();
    await page.getByText('新增 1 项，改变 1 项，不变 18 项').waitFor();
    expect(sent('catalog.import')).toEqual([]);
    await page.getByRole('button', { name: '写入 2 项' }).click();
    await page.waitForURL((url) => url.pathname === '/console/catalog');
    const [written] = sent('catalog.import') as { items: { code: string; name: string }[] }[];
    expect(written!.items).toMatchObject([{ name: '壁挂空调安装' }, { code: 'NEW-1' }]);
    expect(JSON.stringify(written)).not.toContain('before');
    await page.close();
  });

  test('a template comes from its JSON and becomes a draft of its own code', async () => {
    const page = await stage.open('/templates/import');
    await page.locator('input[type=file]').setInputFiles(file('模板.json', 'application/json', '{}'));
    await page.getByRole('button', { name: '存为草稿' }).click();
    await page.waitForURL(`**/console/templates/drafts/${id(9002)}`);
    expect(sent('templates.openDraft')).toMatchObject([{ code: 'ac-install', fromVersion: null, template: { code: 'ac-install' } }]);
    await page.close();
  });

  test('in the editor of a template a step goes back and forth, by button and by keyboard, and what is seen is saved', async () => {
    const page = await stage.open(`/templates/drafts/${id(9002)}`);
    const labels = () =>
      (sent('templates.saveDraft').at(-1)?.['template'] as { form: { fields: { label: string }[] } } | undefined)?.form.fields.map(
        ({ label }) => label,
      );
    const [undo, redo] = [page.getByRole('button', { name: '撤销' }), page.getByRole('button', { name: '重做' })];
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, true]);
    await page.getByRole('button', { name: '加字段' }).click();
    await page.getByRole('dialog').getByLabel('名称', { exact: true }).fill('门禁密码');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => labels()?.at(-1)).toBe('门禁密码');
    const whole = labels()!.length;
    await undo.click();
    await expect.poll(() => labels()).not.toContain('门禁密码');
    await redo.click();
    await expect.poll(() => labels()?.at(-1)).toBe('门禁密码');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => labels()?.length).toBe(whole - 1);
    await expect.poll(() => undo.isDisabled()).toBe(true);
    await page.close();
  });

  test('试算 prices what was filled in', async () => {
    const page = await stage.open('/books/CN-2026H2/2/try');
    await page.getByLabel('数量').first().fill('3');
    await page.getByLabel('距离（公里）').fill('12.5');
    await page.getByRole('button', { name: '试算', exact: true }).click();
    await expect.poll(() => sent('books.try').length).toBe(1);
    expect(sent('books.try')[0]).toMatchObject({ code: 'CN-2026H2', version: 2, order: { distanceKm: '12.5' } });
    expect((sent('books.try')[0]!['order'] as { lines: { quantity: string }[] }).lines[0]!.quantity).toBe('3');
    await page.getByText('填好后点“试算”，结果显示在这里。').waitFor({ state: 'hidden' });
    await page.close();
  });

  test('a job that gave up is run again after a question that names the reason', async () => {
    const page = await stage.open('/dead-letters');
    await page.getByRole('button', { name: '重新执行' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/企业微信返回 60111/).waitFor();
    expect(sent('deadLetters.replay')).toEqual([]);
    await dialog.getByRole('button', { name: '重新执行' }).click();
    await page.getByText('已重新排队').waitFor();
    expect(sent('deadLetters.replay')).toEqual([{ deadLetterId: id(6000) }]);
    await page.close();
  });

  test('开始自检 calls once and says what to do about what fails', async () => {
    const page = await stage.open('/settings');
    await page.getByRole('button', { name: '开始自检' }).click();
    await page.getByText(/项不通过/).waitFor();
    expect(sent('wecom.selfCheck')).toHaveLength(1);
    await page.getByRole('button', { name: '再检一次' }).waitFor();
    await page.close();
  });

  test('an export is stopped while it runs: it says how far it came, and no file is offered', async () => {
    const page = await stage.open('/orders?phase=dispatch');
    let isStopped = false;
    await page.route(`**/api/**/${id(871)}`, (route) =>
      route.fulfill({
        contentType: 'application/json',
        body: JSON.stringify({
          id: id(871),
          kind: 'export',
          state: isStopped ? 'cancelled' : 'running',
          total: 27,
          done: 10,
          refused: 0,
          createdAt: NOW,
          endedAt: isStopped ? NOW : null,
          file: null,
          problem: null,
          refusals: [],
          url: null,
        }),
      }),
    );
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('cancel')) isStopped = true;
    });
    await page.getByRole('button', { name: '导出' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '导出 27 张' }).click();
    await dialog.getByText('10 / 27').waitFor();
    await dialog.getByRole('button', { name: '停止' }).click();
    await dialog.getByText('已停止').waitFor();
    await dialog.getByText('10 / 27').waitFor();
    expect(await dialog.getByRole('link', { name: /下载/ }).count()).toBe(0);
    expect(await dialog.getByRole('button', { name: '停止' }).count()).toBe(0);
    expect(sent('orderBatches.cancel')).toEqual([{ batchId: id(871) }]);
    await page.close();
  });
});
