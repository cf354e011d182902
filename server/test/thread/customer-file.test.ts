import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, must, onEachStage, PHONE } from './stage.ts';

onEachStage('what is kept of a customer', { beforeAll, afterAll }, (stage) => {
  let customerId: string;
  let deviceId: string;
  let desk: Caller;

  beforeAll(async () => {
    ({ customerId } = await stage.order());
    desk = await stage.as('linxiao');
    const view = must(
      await desk.post(`/customers/${customerId}/devices`, { kind: '空调', brand: '格力', model: 'KFR-35GW', serial: 'SN1', siteId: null }),
    );
    deviceId = view.devices[0].id;
  });

  test('notes: newest first, with who wrote them, and not in the clear in the database', async () => {
    for (const text of ['家里有狗', '下午三点后在家']) must(await desk.post(`/customers/${customerId}/notes`, { text }));
    const { notes } = must(await desk.get(`/customers/${customerId}/file`));
    expect(notes.map(({ text, by }: { text: string; by: string }) => [text, by])).toEqual([
      ['下午三点后在家', '林晓'],
      ['家里有狗', '林晓'],
    ]);
    const stored = await stage.app.run((tx) => tx.db.selectFrom('customer_note').selectAll().execute());
    expect(JSON.stringify(stored)).not.toContain('家里有狗');
    expect(await desk.post(`/customers/${customerId}/notes`, { text: ' ' })).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'text' }] },
    });
  });

  test('a warranty is set, changed and taken away, for the customer’s own devices only', async () => {
    const set = (until: string | null, of = customerId) => desk.post(`/customers/${of}/devices/${deviceId}/warranty`, { until });
    const known = async () => must(await desk.get(`/customers/${customerId}/file`)).warranties;
    must(await set('2030-01-31'));
    must(await set('2031-01-31'));
    expect(await known()).toEqual([{ deviceId, until: '2031-01-31' }]);
    must(await set(null));
    expect(await known()).toEqual([]);
    const other = await stage.customer({ name: '别人', phone: '13700000000' });
    expect(await set('2030-01-31', other)).toMatchObject({ status: 404, body: { code: 'customers.device_not_found' } });
  });

  test('the full number is shown to whoever asks and may, and that it was is in the audit trail', async () => {
    expect(must(await desk.post(`/customers/${customerId}/reveal`, {})).phone).toBe(PHONE);
    const auditor = await stage.as('he.zong');
    await stage.until('it is written down', async () => must(await auditor.get('/audit?action=customers.phone_revealed')).items.length > 0);
    const [row] = must(await auditor.get('/audit?action=customers.phone_revealed')).items;
    expect(row).toMatchObject({ actor: '林晓', subjectId: customerId });
    expect(JSON.stringify(row)).not.toContain(PHONE);
    expect((await auditor.post(`/customers/${customerId}/reveal`, {})).status).toBe(403);
  });

  test('whoever may not see the customer sees none of it', async () => {
    const southern = await stage.person({ userid: 'shen.nan', roles: ['staff'], regions: ['310000'] });
    expect((await southern.get(`/customers/${customerId}/file`)).status).toBe(404);
    expect((await southern.post(`/customers/${customerId}/reveal`, {})).status).toBe(404);
    expect((await southern.post(`/customers/${customerId}/notes`, { text: 'x' })).status).toBe(404);
    expect((await southern.post(`/customers/${customerId}/devices/${deviceId}/warranty`, { until: null })).status).toBe(404);
  });
});
