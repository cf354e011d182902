import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoFile, must, onEachStage } from '../thread/stage.ts';

const PIPE = {
  code: 'PIPE-3M',
  name: '加长铜管 3 米',
  kind: 'part',
  unit: '根',
  category: '管路',
  model: 'TP-3',
  brand: '海亮',
  keywords: '连接管 紫铜',
  active: true,
  version: null as number | null,
};

onEachStage('the catalogue and its keepers', { beforeAll, afterAll }, (stage) => {
  const list = async (query = '') => must(await (await stage.as('admin')).get(`/catalog?limit=100${query}`));

  test('an item is added, found by every word, changed by one of two, retired and taken back', async () => {
    const admin = await stage.as('admin');
    const made = must(await admin.post('/catalog/items', PIPE));
    expect(made).toEqual({ ...PIPE, version: 1 });
    for (const q of ['PIPE', '铜管', 'TP-3', '海亮', '紫铜'])
      expect([q, (await list(`&q=${encodeURIComponent(q)}`)).items.map((item: { code: string }) => item.code)]).toEqual([
        q,
        expect.arrayContaining(['PIPE-3M']),
      ]);
    expect((await list(`&category=${encodeURIComponent('管路')}`)).total).toBe(1);
    expect((await list()).categories).toContain('管路');

    expect(must(await admin.post('/catalog/items', { ...PIPE, version: 1, name: '铜管' }))).toMatchObject({ name: '铜管', version: 2 });
    const second = await admin.post('/catalog/items', { ...PIPE, version: 1, name: '别的' });
    expect([second.status, second.body.code, second.body.detail]).toEqual([412, 'catalog.stale_version', { code: 'PIPE-3M' }]);
    expect((await admin.post('/catalog/items', PIPE)).body.code).toBe('catalog.code_taken');
    expect((await admin.post('/catalog/items', { ...PIPE, version: 2, kind: 'labour' })).body.code).toBe('catalog.kind_fixed');
    expect((await admin.post('/catalog/items', { ...PIPE, code: 'NONE', version: 2 })).body.code).toBe('catalog.not_found');
    expect(
      (await admin.post('/catalog/items', { ...PIPE, code: '中文', name: ' ' })).body.fields
        .map((field: { path: string }) => field.path)
        .sort(),
    ).toEqual(['code', 'name']);

    must(await admin.post('/catalog/items', { ...PIPE, version: 2, active: false }));
    const onPhones = must(await admin.get('/catalog/items?q=PIPE-3')).items;
    expect(onPhones).toEqual([]);
    expect((await list('&active=false')).items.map((item: { code: string }) => item.code)).toEqual(['PIPE-3M']);
    must(await admin.post('/catalog/items', { ...PIPE, version: 3 }));
  });

  test('pages by code', async () => {
    const admin = await stage.as('admin');
    const all = (await list()).items.map((item: { code: string }) => item.code);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { code: string }[]; nextCursor: string | null } = must(
        await admin.get(`/catalog?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`),
      );
      paged.push(...page.items.map((item) => item.code));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  test('out as a workbook and back: nothing to do; a trial run shows what would change, and writing it is all or nothing', async () => {
    const admin = await stage.as('admin');
    const file = must(await admin.get('/catalog/workbook'));
    const same = must(await admin.octets('/catalog/files', Buffer.from(file.base64, 'base64')));
    expect([same.items, same.findings]).toEqual([[], []]);
    expect(same.same).toBe((await list()).total);

    const [first] = (await list()).items;
    const json = [
      { ...first, name: '改过的名字' },
      { ...PIPE, code: 'NEW-1' },
      { ...PIPE, code: 'bad code' },
      { ...first, code: 'PIPE-3M', kind: 'labour' },
    ];
    const trial = must(await admin.octets('/catalog/files', Buffer.from(JSON.stringify(json))));
    expect(trial.items.map((item: { code: string; version: number | null }) => [item.code, item.version])).toEqual([
      [first.code, first.version],
      ['NEW-1', null],
    ]);
    expect(trial.items[0].before.name).toBe(first.name);
    expect(trial.findings.map((finding: { message: string }) => finding.message)).toEqual([
      '第 3 项的 code 不对',
      '「PIPE-3M」的类别定下后不能改，没有读取',
    ]);

    const drafts = trial.items.map(({ before: _, ...draft }: { before: unknown }) => draft);
    must(await admin.post('/catalog/items', { ...first, name: '别人先改' }));
    expect((await admin.post('/catalog/import', { items: drafts })).body).toMatchObject({
      code: 'catalog.stale_version',
      detail: { code: first.code },
    });
    expect((await list('&q=NEW-1')).items).toEqual([]);
    expect(must(await admin.post('/catalog/import', { items: drafts.slice(1) }))).toEqual({ added: 1, changed: 0 });
  });

  test('the demo’s own file reads without findings', async () => {
    const trial = must(await (await stage.as('admin')).octets('/catalog/files', Buffer.from(JSON.stringify(demoFile('catalog')))));
    expect(trial.findings).toEqual([]);
  });

  test('whoever sees items need not be one who keeps them', async () => {
    const staff = await stage.as('linxiao');
    expect((await staff.get('/catalog')).status).toBe(200);
    expect((await staff.post('/catalog/items', PIPE)).status).toBe(403);
    expect((await staff.get('/catalog/workbook')).status).toBe(403);
  });
});
