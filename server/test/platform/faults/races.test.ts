import { ok, refuse } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClaim } from '../../../src/platform/actor.ts';
import { newId } from '../../../src/platform/ids.ts';
import { report } from '../../support/report.ts';
import { type FreshStore, onEachStore } from '../../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../../support/uow.ts';
import { balances, bank, openAccounts } from '../bank.ts';

const RACES = 200;
const WRITERS = 8;

onEachStore('races', (storeUnderTest) => {
  const where = `[${storeUnderTest.name}]`;
  let fresh: FreshStore;
  let ground: TestGround;
  beforeAll(async () => {
    fresh = await storeUnderTest.fresh();
    ground = await testGround(fresh.store, { sources: [bank] });
    await openAccounts(ground.uow, 5, 1_000);
  });
  afterAll(() => fresh.drop());

  /** `WRITERS` at a time until `RACES` pieces of work are done. */
  const race = async (work: (n: number) => Promise<void>): Promise<void> => {
    let next = 0;
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let n = next++; n < RACES; n = next++) await work(n);
      }),
    );
  };
  const balanceOf = async (id: string): Promise<number> => {
    const row = await ground.uow.read(testOrigin(), (tx) =>
      tx.db.selectFrom('t_account').select('balance').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    return row.balance;
  };

  test(`F22: bank (n = ${RACES}, ${WRITERS} writers): the sum stays, every acknowledged transfer is there`, async () => {
    const expected = [1_000, 1_000, 1_000, 1_000];
    let refused = 0;
    await race(async (n) => {
      const from = n % 4;
      const to = (n + 1 + (n % 3)) % 4;
      const amount = 1 + ((n * 37) % 700);
      const result = await ground.uow.run(testOrigin(), async (tx) => {
        const move = (id: string, by: number) =>
          tx.db
            .updateTable('t_account')
            .set(({ eb }) => ({ balance: eb('balance', '+', by), version: eb('version', '+', 1) }))
            .where('id', '=', id)
            .where('balance', '>=', -by)
            .executeTakeFirst();
        if ((await move(`a${from}`, -amount)).numUpdatedRows === 0n) return refuse('test.too_poor');
        await move(`a${to}`, amount);
        return ok(null);
      });
      if (!result.ok) {
        refused += 1;
        return;
      }
      expected[from]! -= amount;
      expected[to]! += amount;
    });
    const found = (await ground.uow.read(testOrigin(), balances)).slice(0, 4);
    report('F22 bank', where, {
      n: RACES,
      refused,
      sum: found.reduce((a, b) => a + b, 0),
      lost: found.filter((balance, index) => balance !== expected[index]).length,
    });
    expect(found).toEqual(expected);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
  });

  test(`F22: stock by condition (n = ${RACES}, ${WRITERS} writers): no decrement is lost, none goes below zero`, async () => {
    await setBalance(150);
    let sold = 0;
    await race(async () => {
      const result = await ground.uow.run(testOrigin(), async (tx) => {
        const { numUpdatedRows } = await tx.db
          .updateTable('t_account')
          .set(({ eb }) => ({ balance: eb('balance', '-', 1) }))
          .where('id', '=', 'a4')
          .where('balance', '>=', 1)
          .executeTakeFirst();
        return numUpdatedRows === 1n ? ok(null) : refuse('test.sold_out');
      });
      if (result.ok) sold += 1;
    });
    const left = await balanceOf('a4');
    report('F22 stock', where, { n: RACES, sold, left, lost: 150 - left - sold });
    expect({ sold, left }).toEqual({ sold: 150, left: 0 });
  });

  test(`F22: stock by version (n = ${RACES}, ${WRITERS} writers): whoever decided on an old state decides again`, async () => {
    await setBalance(RACES);
    let conflicts = 0;
    await race(async () => {
      for (;;) {
        const result = await ground.uow.run(testOrigin(), async (tx) => {
          const row = await tx.db.selectFrom('t_account').selectAll().where('id', '=', 'a4').executeTakeFirstOrThrow();
          const { numUpdatedRows } = await tx.db
            .updateTable('t_account')
            .set({ balance: row.balance - 1, version: row.version + 1 })
            .where('id', '=', 'a4')
            .where('version', '=', row.version)
            .executeTakeFirst();
          return numUpdatedRows === 1n ? ok(null) : refuse('test.stale');
        });
        if (result.ok) return;
        conflicts += 1;
      }
    });
    const left = await balanceOf('a4');
    report('F22 version', where, { n: RACES, conflicts, lost: left });
    expect(left).toBe(0);
  });

  test(`F72: one key five times at once (n = ${RACES} keys): one effect, five times the same answer; another body is refused`, async () => {
    let differing = 0;
    let otherBodies = 0;
    await race(async (n) => {
      const key = newId();
      const send = (bodyHash: string) =>
        ground.uow.run({ ...testOrigin(), idempotency: openClaim({ key, route: 'test.create', bodyHash }) }, async (tx) => {
          const id = newId();
          await tx.db
            .insertInto('t_effect')
            .values({ id, source: `key-${n}` })
            .execute();
          return ok({ id });
        });
      const answers = await Promise.all(Array.from({ length: 5 }, () => send('body')));
      const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.code)));
      if (ids.size !== 1) differing += 1;
      const other = await send('another body');
      if (!other.ok && (other.code as string) === 'idempotency.other_body') otherBodies += 1;
    });
    const rows = await ground.uow.read(testOrigin(), (tx) =>
      tx.db.selectFrom('t_effect').select('source').where('source', 'like', 'key-%').execute(),
    );
    const perKey = new Set(rows.map(({ source }) => source)).size;
    report('F72', where, {
      n: RACES,
      requests: RACES * 5,
      effects: rows.length,
      'differing answers': differing,
      'other bodies refused': otherBodies,
    });
    expect({ effects: rows.length, perKey, differing, otherBodies }).toEqual({
      effects: RACES,
      perKey: RACES,
      differing: 0,
      otherBodies: RACES,
    });
  }, 120_000);

  async function setBalance(balance: number): Promise<void> {
    await ground.uow.run(testOrigin(), async (tx) =>
      ok(await tx.db.updateTable('t_account').set({ balance }).where('id', '=', 'a4').execute()),
    );
  }
});
