import { readFileSync } from 'node:fs';
import { normalBook } from '@mingdan/shared/pricing/normal-book';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, demoFile, must, onEachStage } from '../thread/stage.ts';

const golden = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../shared/test/golden/pricing/${name}.json`, import.meta.url), 'utf8'));

onEachStage('drafts of price books', { beforeAll, afterAll }, (stage) => {
  const admin = (): Promise<Caller> => stage.as('admin');
  const open = async (body: Record<string, unknown> = { code: 'MAIN', fromVersion: 1 }) =>
    must(await (await admin()).post('/book-drafts', body)).id as string;
  const load = async (draftId: string) => must(await (await admin()).get(`/book-drafts/${draftId}`));
  const audited = (action: string) =>
    stage.app.run((tx) => tx.db.selectFrom('audit_entry').select('subject_id').where('action', '=', action).execute());

  test('a draft begins as a copy of a version, one higher; another code begins empty, and its only finding says so', async () => {
    const draft = await load(await open());
    const main = demoFile('price-book-main');
    expect(draft.head).toMatchObject({ code: 'MAIN', baseVersion: 1, revision: 1 });
    expect(draft.book).toEqual({ ...main, version: 2 });
    expect(draft.findings.filter((finding: { severity: string }) => finding.severity === 'error')).toEqual([]);

    const empty = await load(await open({ code: 'SPRING', fromVersion: null }));
    expect([empty.book.code, empty.book.version, empty.book.items]).toEqual(['SPRING', 1, []]);
    expect(empty.findings).toMatchObject([{ severity: 'error', path: 'items' }]);
    expect((await (await admin()).post('/book-drafts', { code: 'MAIN', fromVersion: 77 })).body.code).toBe('pricing.book_not_found');
  });

  test('of two editors the second is told who was first, and nothing of either is lost', async () => {
    const draftId = await open();
    const [one, two] = [await admin(), await stage.person({ userid: `fin${draftId.slice(-6)}`, roles: ['finance'], regions: [] })];
    const { book, head } = await load(draftId);
    const first = await one.put(`/book-drafts/${draftId}`, { revision: head.revision, book: { ...book, defaultTier: 'T1' } });
    expect(first.body).toMatchObject({ revision: 2 });

    const second = await two.put(`/book-drafts/${draftId}`, { revision: head.revision, book: { ...book, defaultTier: 'T2' } });
    expect([second.status, second.body.code, second.body.detail.revision]).toEqual([412, 'drafts.stale', 2]);
    expect(second.body.detail.by).toBe(must(await one.get('/auth/me')).name);
    expect((await load(draftId)).book.defaultTier).toBe('T1');

    expect((await two.delete(`/book-drafts/${draftId}?revision=1`)).status).toBe(412);
    expect((await two.post(`/book-drafts/${draftId}/publication`, { revision: 1, validFrom: null, validTo: null })).body.code).toBe(
      'drafts.stale',
    );
    // whoever has seen the newest may go on
    expect((await two.put(`/book-drafts/${draftId}`, { revision: 2, book: { ...book, defaultTier: 'T2' } })).status).toBe(200);
    expect((await audited('pricing.draft_taken_over')).map((row) => row.subject_id)).toContain(draftId);
  });

  test('ten saves at once: one gets through', async () => {
    const draftId = await open();
    const { book } = await load(draftId);
    const caller = await admin();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        caller.put(`/book-drafts/${draftId}`, { revision: 1, book: { ...book, defaultTier: `T${(n % 9) + 1}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect((await load(draftId)).head.revision).toBe(2);
  });

  test('what is wrong is kept and told; publishing refuses it, and the draft stays', async () => {
    const draftId = await open();
    const { book } = await load(draftId);
    const saved = must(
      await (await admin()).put(`/book-drafts/${draftId}`, {
        revision: 1,
        book: { ...book, items: [{ ...book.items[0], kind: 'nothing' }] },
      }),
    );
    expect(saved.findings.map((finding: { path: string }) => finding.path)).toContain('items.0.kind');
    const refused = await (await admin()).post(`/book-drafts/${draftId}/publication`, { revision: 2, validFrom: null, validTo: null });
    expect([refused.status, refused.body.code]).toEqual([422, 'pricing.book_invalid']);
    expect((await load(draftId)).book.items[0].kind).toBe('nothing');
    // a draft is of its code, whatever is sent, and always an object
    must(await (await admin()).put(`/book-drafts/${draftId}`, { revision: 2, book: 'no book' }));
    expect((await load(draftId)).book).toEqual({ code: 'MAIN' });
  });

  test('publishing gives the next version with the chosen window, removes the draft, and leaves orders with what they pinned', async () => {
    const order = await stage.order();
    const before = must(await (await stage.as('linxiao')).get(`/orders/${order.id}`));
    const draftId = await open();
    const { book } = await load(draftId);
    const dearer = {
      ...book,
      items: book.items.map((item: { prices: Record<string, Record<string, number>> }) => ({
        ...item,
        prices: Object.fromEntries(
          Object.entries(item.prices).map(([tier, cell]) => [tier, { ...cell, charge: (cell['charge'] ?? 0) * 2 }]),
        ),
      })),
    };
    must(await (await admin()).put(`/book-drafts/${draftId}`, { revision: 1, book: dearer }));
    const publish = async (more: Record<string, unknown> = {}) =>
      (await admin()).post(`/book-drafts/${draftId}/publication`, {
        revision: 2,
        validFrom: '2026-11-01T00:00:00+08:00',
        validTo: null,
        ...more,
      });
    // every price doubled is a slip of the hand until somebody says of each that it is meant
    const refused = await publish();
    expect(refused).toMatchObject({ status: 409, body: { code: 'pricing.large_changes' } });
    const keys = book.items.flatMap(({ code, prices }: { code: string; prices: Record<string, Record<string, number>> }) =>
      Object.entries(prices).flatMap(([tier, { charge }]) => (charge ? [`${code} ${tier} charge ${charge}>${charge * 2}`] : [])),
    );
    expect(refused.body.detail.count).toBe(keys.length);
    expect(refused.body.fields).toHaveLength(keys.length);
    const [first] = book.items;
    const [[tier, { charge }]] = Object.entries(first.prices) as [string, { charge: number }][] as [[string, { charge: number }]];
    expect(refused.body.fields).toContainEqual({
      path: `book.items.0.prices.${tier}.charge`,
      code: 'pricing.large_change',
      message: expect.stringContaining(`客户价：¥${(charge / 100).toFixed(2)} → ¥${(charge / 50).toFixed(2)}（+100%）`),
    });
    // all but one, and the same one with another price
    expect((await publish({ confirmed: keys.slice(1) })).body.detail.count).toBe(1);
    expect((await publish({ confirmed: [...keys.slice(1), keys[0].replace(/>.*/, '>1')] })).body.detail.count).toBe(1);
    expect((await load(draftId)).head.revision).toBe(2);
    const published = must(await publish({ confirmed: keys }));
    expect(published).toMatchObject({ code: 'MAIN', version: 2 });
    expect((await (await admin()).get(`/book-drafts/${draftId}`)).status).toBe(404);
    const heads = must(await (await admin()).get('/books')).items.filter((head: { code: string }) => head.code === 'MAIN');
    expect(
      heads.map((head: { version: number; active: boolean; validFrom: string }) => [
        head.version,
        head.active,
        head.validFrom.slice(0, 10),
      ]),
    ).toEqual([
      [2, true, '2026-11-01'],
      [1, false, '2026-07-01'],
    ]);
    const after = must(await (await stage.as('linxiao')).get(`/orders/${order.id}`));
    expect(after.money).toEqual(before.money);
    expect((await audited('pricing.book_published')).map((row) => row.subject_id)).toContain('MAIN@2');
  });

  test('discarding needs the newest revision and leaves a trace', async () => {
    const draftId = await open();
    expect((await (await admin()).delete(`/book-drafts/${draftId}?revision=1`)).body).toEqual({ code: 'MAIN' });
    expect((await (await admin()).delete(`/book-drafts/${draftId}?revision=1`)).body.code).toBe('drafts.not_found');
    expect((await audited('pricing.draft_discarded')).map((row) => row.subject_id)).toContain(draftId);
    expect(must(await (await admin()).get('/book-drafts')).items.map((head: { id: string }) => head.id)).not.toContain(draftId);
  });

  test('who only reads prices sees no draft; who keeps none sees nothing', async () => {
    const draftId = await open();
    const boss = await stage.person({ userid: `boss${draftId.slice(-6)}`, roles: ['boss'], regions: [] });
    expect((await boss.get('/book-drafts')).status).toBe(403);
    expect((await boss.get('/books/MAIN/1/workbook')).status).toBe(200);
    expect((await (await stage.as('linxiao')).get('/books/MAIN/1/workbook')).status).toBe(403);
  });

  test('a published book goes out as a workbook and comes back equal; so does a draft', async () => {
    const caller = await admin();
    const file = must(await caller.get('/books/MAIN/1/workbook'));
    expect(file.name).toBe('MAIN-v1.xlsx');
    const read = must(await caller.octets('/book-files', Buffer.from(file.base64, 'base64')));
    expect(read.findings).toEqual([]);
    expect(normalBook(read.book)).toEqual(normalBook(demoFile('price-book-main')));
    expect(read.bookFindings.filter((finding: { severity: string }) => finding.severity === 'error')).toEqual([]);

    const draftId = await open({ code: 'REAL', fromVersion: null, book: golden('book-real') });
    const draftFile = must(await caller.get(`/book-drafts/${draftId}/workbook`));
    const again = must(await caller.octets('/book-files', Buffer.from(draftFile.base64, 'base64')));
    expect(again.findings).toEqual([]);
    expect(normalBook(again.book)).toEqual(normalBook({ ...golden('book-real'), code: 'REAL', version: 1 }));
  });

  test('a JSON file is a trial run too; one that is neither is said to be none', async () => {
    const caller = await admin();
    const read = must(await caller.octets('/book-files', Buffer.from(JSON.stringify(demoFile('price-book-main')))));
    expect(read.book).toEqual(demoFile('price-book-main'));
    const refused = await caller.octets('/book-files', Buffer.from('{"code": '));
    expect([refused.status, refused.body.code]).toEqual([422, 'imports.unreadable']);
    expect((await caller.octets('/book-files', Buffer.alloc(0))).body.detail.why).toBe('文件是空的');
  });
});
