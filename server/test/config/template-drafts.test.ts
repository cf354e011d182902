import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoFile, must, onEachStage } from '../thread/stage.ts';

onEachStage('drafts of order templates', { beforeAll, afterAll }, (stage) => {
  const open = async (body: Record<string, unknown>) => must(await (await stage.as('admin')).post('/template-drafts', body)).id as string;
  const load = async (draftId: string) => must(await (await stage.as('admin')).get(`/template-drafts/${draftId}`));

  test('a new template begins with a flow that checks without errors, and can be published as it is', async () => {
    const admin = await stage.as('admin');
    const draftId = await open({ code: 'visit', fromVersion: null });
    const draft = await load(draftId);
    expect(draft.findings.filter((finding: { severity: string }) => finding.severity === 'error')).toEqual([]);
    expect(must(await admin.post(`/template-drafts/${draftId}/publication`, { revision: 1 }))).toMatchObject({ code: 'visit', version: 1 });
    expect(must(await admin.get('/templates/visit/1')).head.active).toBe(true);
    // the next one begins at the next version
    expect((await load(await open({ code: 'visit', fromVersion: 1 }))).template).toMatchObject({
      version: 2,
      form: { version: 2 },
      flow: { version: 2 },
    });
  });

  test('edited, checked against the catalogue, told who was first, published; open orders stay with their version', async () => {
    const admin = await stage.as('admin');
    const order = await stage.order();
    const draftId = await open({ code: 'ac-install', fromVersion: 1 });
    const { template } = await load(draftId);
    const unknown = { ...template, lines: { ...template.lines, services: [{ item: 'NO-SUCH-ITEM', quantity: '1' }] } };
    const saved = must(await admin.put(`/template-drafts/${draftId}`, { revision: 1, template: unknown }));
    expect(saved.findings.some((finding: { message: string }) => finding.message.includes('NO-SUCH-ITEM'))).toBe(true);
    expect((await admin.put(`/template-drafts/${draftId}`, { revision: 1, template })).body.code).toBe('drafts.stale');

    must(await admin.put(`/template-drafts/${draftId}`, { revision: 2, template: { ...template, name: '空调安装（夏）' } }));
    expect(must(await admin.post(`/template-drafts/${draftId}/publication`, { revision: 3 }))).toMatchObject({ version: 2 });
    expect(must(await (await stage.as('linxiao')).get('/templates/ac-install/start-form'))).toMatchObject({
      version: 2,
      name: '空调安装（夏）',
    });
    expect(must(await (await stage.as('linxiao')).get(`/orders/${order.id}`))).toMatchObject({ templateVersion: 1 });
  });

  test('a file is read without being kept; a workbook is none for templates', async () => {
    const admin = await stage.as('admin');
    const read = must(await admin.octets('/template-files', Buffer.from(JSON.stringify(demoFile('template-ac-install')))));
    expect(read.template.code).toBe('ac-install');
    expect(read.templateFindings.filter((finding: { severity: string }) => finding.severity === 'error')).toEqual([]);
    const workbook = must(await admin.get('/books/MAIN/1/workbook'));
    expect((await admin.octets('/template-files', Buffer.from(workbook.base64, 'base64'))).body.code).toBe('imports.unreadable');
  });

  test('only administrators', async () => {
    const finance = await stage.person({ userid: 'fin-templates', roles: ['finance'], regions: [] });
    expect((await finance.get('/template-drafts')).status).toBe(403);
  });
});
