import { ok, refuse } from '@mingdan/shared/kernel/result';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditSink, auditVerifyCommand, createAudit } from '../../src/audit/index.ts';
import { sealAudit } from '../../src/audit/usecases/seal.ts';
import type { Tx } from '../../src/platform/db/unit-of-work.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../support/uow.ts';

const ENTRIES = 30;
/** Tamperings tried per store. */
const TAMPERINGS = 60;

onEachStore('audit chain', (storeUnderTest) => {
  let fresh: FreshStore;
  let ground: TestGround;

  const write = (action: string) =>
    ground.uow.run(testOrigin(), async (tx) =>
      ok(await tx.audit({ action, subject: { type: 'order', id: action }, after: { b: 1, a: [2] }, reason: '客户要求' })),
    );
  const verify = () => ground.uow.read(testOrigin(), createAudit({ uow: ground.uow }).api.verify);
  const rows = (tx: Tx) => tx.db.selectFrom('audit_entry').selectAll().orderBy('seq').execute();

  beforeAll(async () => {
    fresh = await storeUnderTest.fresh();
    ground = await testGround(fresh.store, {
      audit: auditSink,
      sources: [createAudit({ uow: undefined as never })],
      bind: (uow) => [createAudit({ uow })],
    });
  });
  afterAll(() => fresh.drop());

  test('an entry is written with its change or not at all, and the unsealed tail is reported', async () => {
    await ground.uow.run(testOrigin(), async (tx) => {
      await tx.audit({ action: 'orders.refused', subject: { type: 'order', id: 'x' } });
      return refuse('test.no');
    });
    for (let index = 0; index < ENTRIES; index += 1) await write(`orders.n${index}`);
    const report = await verify();
    expect(report).toMatchObject({ sealed: 0, faults: [], unsealed: { count: ENTRIES } });
    expect(report.unsealed.oldestAt).toBeGreaterThan(Date.now() - 60_000);
  });

  test('two sealers at once make one chain without gaps', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => sealAudit(ground.uow, testOrigin())));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    await sealAudit(ground.uow, testOrigin());
    expect(await verify()).toMatchObject({ sealed: ENTRIES, faults: [], unsealed: { count: 0 }, head: { seq: ENTRIES } });
    const stored = await ground.uow.read(testOrigin(), rows);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(stored[0]).toMatchObject({ after_json: '{"a":[2],"b":1}', reason: '客户要求', actor_id: 'system' });
  });

  test(`every edit, deletion, insertion and swap of sealed entries is found (n = ${TAMPERINGS})`, async () => {
    const place = fc.integer({ min: 1, max: ENTRIES });
    const tampering = fc.oneof(
      fc.record({
        kind: fc.constant('edit' as const),
        place,
        column: fc.constantFrom('at', 'actor_id', 'action', 'subject_id', 'after_json', 'reason', 'hash', 'request_id'),
      }),
      fc.record({ kind: fc.constant('delete' as const), place }),
      fc.record({ kind: fc.constant('insert' as const), place }),
      fc.record({ kind: fc.constant('swap' as const), place, other: place }).filter((swap) => swap.place !== swap.other),
    );
    const undo = Symbol('undo');
    await fc.assert(
      fc.asyncProperty(tampering, async (act) => {
        const found = await ground.uow
          .run<never, never>(testOrigin(), async (tx) => {
            const at = async (seq: number) => tx.db.selectFrom('audit_entry').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow();
            const target = await at(act.place);
            const update = (id: string, set: object) => tx.db.updateTable('audit_entry').set(set).where('id', '=', id).execute();
            if (act.kind === 'edit') await update(target.id, { [act.column]: act.column === 'at' ? target.at + 1 : 'f'.repeat(26) });
            if (act.kind === 'delete') await tx.db.deleteFrom('audit_entry').where('id', '=', target.id).execute();
            if (act.kind === 'insert') {
              // room is made by moving the rest of the chain up by one
              for (let seq = ENTRIES; seq >= act.place; seq -= 1) await update((await at(seq)).id, { seq: seq + 1 });
              await tx.db
                .insertInto('audit_entry')
                .values({ ...target, id: 'Z'.repeat(26) })
                .execute();
            }
            if (act.kind === 'swap') {
              const other = await at(act.other);
              await update(target.id, { seq: -1 });
              await update(other.id, { seq: act.place });
              await update(target.id, { seq: act.other });
            }
            const report = await createAudit({ uow: ground.uow }).api.verify(tx);
            throw Object.assign(new Error('undone'), { [undo]: report.faults.length });
          })
          .catch((error: Error & { [undo]?: number }) => {
            if (error[undo] === undefined) throw error;
            return error[undo];
          });
        expect(found).toBeGreaterThan(0);
      }),
      { numRuns: TAMPERINGS },
    );
    expect((await verify()).faults).toEqual([]);
  });

  test('the command prints what it found and says it by its exit code', async () => {
    const lines: string[] = [];
    expect(await auditVerifyCommand(ground.uow, (line) => lines.push(line))).toBe(0);
    expect(lines.at(-1)).toBe('✓ 审计链完整');
    await ground.uow.run(testOrigin(), async (tx) =>
      ok(await tx.db.updateTable('audit_entry').set({ actor_id: 'somebody else' }).where('seq', '=', 3).execute()),
    );
    expect(await auditVerifyCommand(ground.uow, (line) => lines.push(line))).toBe(1);
    expect(lines.at(-1)).toBe('✗ 发现 1 处问题');
  });

  test('entries are listed newest first, by subject and page', async () => {
    const { list } = createAudit({ uow: ground.uow }).api;
    const page = await ground.uow.read(testOrigin(), (tx) => list(tx, { limit: 10 }));
    expect(page.map(({ action }) => action)).toEqual(Array.from({ length: 10 }, (_, index) => `orders.n${ENTRIES - 1 - index}`));
    const next = await ground.uow.read(testOrigin(), (tx) => list(tx, { limit: 10, before: page.at(-1)!.id }));
    expect(next[0]?.action).toBe(`orders.n${ENTRIES - 11}`);
    expect(await ground.uow.read(testOrigin(), (tx) => list(tx, { limit: 10, subject: { type: 'order', id: 'orders.n4' } }))).toHaveLength(
      1,
    );
  });
});
