import { afterAll, beforeAll, expect, test } from 'vitest';
import { must, onEachStage } from '../thread/stage.ts';

onEachStage('outlets over HTTP', { beforeAll, afterAll }, (stage) => {
  const OUTLET = { code: 'XA-TEST', name: '西安测试网点', region: '610100', cooperation: 'franchise', active: true };

  test('added by an administrator, then chosen for orders of its region', async () => {
    const admin = await stage.as('admin');
    const made = must(await admin.post('/outlets', OUTLET)) as { id: string; version: number };
    expect(made).toMatchObject({ ...OUTLET, version: 1, people: 0 });
    const found = await stage.app.run((tx) => stage.app.product.capabilities.identity.api.outletForRegion(tx, '610113'));
    expect(found?.id).toBe(made.id);
    expect((must(await admin.get('/outlets')).items as { id: string }[]).map(({ id }) => id)).toContain(made.id);
  });

  test.each([
    ['a code that is taken', {}, 409, 'outlets.code_taken'],
    ['a region that does not exist', { code: 'NEW-1', region: '999999' }, 422, 'outlets.region_unknown'],
    ['a parent that exists in codes only', { code: 'NEW-2', region: '110100' }, 422, 'outlets.region_unknown'],
  ])('%s is refused, and nothing is stored', async (_what, over, status, code) => {
    const admin = await stage.as('admin');
    const before = must(await admin.get('/outlets'));
    expect(await admin.post('/outlets', { ...OUTLET, ...over })).toMatchObject({ status, body: { code } });
    expect(must(await admin.get('/outlets'))).toEqual(before);
  });

  test('malformed fields are named, all of them', async () => {
    const admin = await stage.as('admin');
    const refused = await admin.post('/outlets', { ...OUTLET, code: '有空格 的', region: '12', cooperation: 'rent' });
    expect(refused.status).toBe(422);
    expect((refused.body.fields as { path: string }[]).map(({ path }) => path).sort()).toEqual(['code', 'cooperation', 'region']);
  });

  test('changed by version: the second editor is told; the code stays', async () => {
    const admin = await stage.as('admin');
    const { id, version } = must(await admin.post('/outlets', { ...OUTLET, code: 'XA-EDIT', region: '610200' })) as {
      id: string;
      version: number;
    };
    const change = { ...OUTLET, code: 'XA-EDIT', region: '610200', name: '改名网点', outletId: id, version };
    expect(must(await admin.post('/outlets', change))).toMatchObject({ name: '改名网点', version: version + 1 });
    expect(await admin.post('/outlets', { ...change, name: '又改' })).toMatchObject({
      status: 412,
      body: { code: 'outlets.stale_version' },
    });
    expect(await admin.post('/outlets', { ...change, version: version + 1, code: 'XA-OTHER' })).toMatchObject({
      status: 422,
      body: { code: 'outlets.code_fixed' },
    });
    const both = await Promise.all(['甲', '乙'].map((name) => admin.post('/outlets', { ...change, version: version + 1, name })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('with people in it an outlet is not switched off', async () => {
    const admin = await stage.as('admin');
    const peopled = (must(await admin.get('/outlets')).items as { people: number; id: string; version: number }[]).find(
      ({ people }) => people > 0,
    )!;
    const { id, people, ...rest } = peopled;
    const refused = await admin.post('/outlets', { ...rest, outletId: id, active: false });
    expect(refused).toMatchObject({ status: 409, body: { code: 'outlets.has_people', detail: { count: people } } });
  });

  test('whoever manages an outlet sees that one; a dispatcher those that serve the own regions', async () => {
    const manager = await stage.as('wu.jingli');
    expect(must(await manager.get('/outlets')).items).toHaveLength(1);
    const southern = await stage.person({ userid: 'shen.diao', roles: ['dispatcher'], regions: ['610113'] });
    const regions = (must(await southern.get('/outlets')).items as { region: string }[]).map(({ region }) => region);
    expect(regions).toContain('610100');
    expect(regions.every((region) => region.startsWith('61'))).toBe(true);
    expect((await southern.post('/outlets', { ...OUTLET, code: 'NO' })).status).toBe(403);
  });
});
