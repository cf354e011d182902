import { ok } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, prepared, preparedOne } from '../../src/platform/db/prepared.ts';
import { newId } from '../../src/platform/ids.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../support/uow.ts';
import { bank } from './bank.ts';

const bySource = prepared((db, { source }: { source: string }) =>
  db.selectFrom('t_effect').selectAll().where('source', '=', source).orderBy('id'),
);
const held = preparedOne((db, { id, source }: { id: string; source: string }, dialect) => {
  const query = db.selectFrom('t_effect').select('source').where('source', '=', source).where('id', '=', id);
  return dialect === 'mysql' ? query.forUpdate() : query;
});

onEachStore('prepared statements', (storeUnderTest) => {
  let fresh: FreshStore;
  let ground: TestGround;
  beforeAll(async () => {
    fresh = await storeUnderTest.fresh();
    ground = await testGround(fresh.store, { sources: [bank] });
  });
  afterAll(() => fresh.drop());

  const write = (work: Parameters<typeof insertRows<'t_effect'>>[2]) =>
    ground.uow.run(testOrigin(), async (tx) => {
      await insertRows(tx, 't_effect', work);
      return ok(null);
    });

  test('one statement, each time with what is given', async () => {
    const rows = ['a', 'b', 'a'].map((source) => ({ id: newId(), source }));
    await write([]);
    await write(rows.slice(0, 1));
    // the same columns in another order, and another number of rows
    await write(rows.slice(1).map(({ id, source }) => ({ source, id })));
    await ground.uow.read(testOrigin(), async (tx) => {
      expect(await bySource(tx, { source: 'a' })).toEqual([rows[0], rows[2]]);
      expect(await bySource(tx, { source: 'b' })).toEqual([rows[1]]);
      expect(await bySource(tx, { source: 'c' })).toEqual([]);
    });
    await ground.uow.run(testOrigin(), async (tx) => {
      expect(await held(tx, { id: rows[1]!.id, source: 'b' })).toEqual({ source: 'b' });
      expect(await held(tx, { id: rows[1]!.id, source: 'a' })).toBeUndefined();
      return ok(null);
    });
  });

  test('many rows at once, and rows that do not fill the same columns', async () => {
    await write(Array.from({ length: 40 }, () => ({ id: newId(), source: 'many' })));
    expect(await ground.uow.read(testOrigin(), (tx) => bySource(tx, { source: 'many' }))).toHaveLength(40);
    await expect(write([{ id: newId(), source: 'odd' }, { id: newId() } as never])).rejects.toThrow('do not fill the same columns');
    expect(await ground.uow.read(testOrigin(), (tx) => bySource(tx, { source: 'odd' }))).toEqual([]);
  });
});
