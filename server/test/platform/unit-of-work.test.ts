import { setTimeout as pause } from 'node:timers/promises';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Origin, openClaim, systemOrigin } from '../../src/platform/actor.ts';
import { DatabaseBusy } from '../../src/platform/db/errors.ts';
import { insertOnce } from '../../src/platform/db/insert-once.ts';
import { openDatabase } from '../../src/platform/db/open.ts';
import type { Store } from '../../src/platform/db/session.ts';
import type { Tx } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../support/uow.ts';
import { bank, openAccounts } from './bank.ts';

onEachStore('unit of work', (storeUnderTest) => {
  let fresh: FreshStore;
  let ground: TestGround;
  beforeAll(async () => {
    fresh = await storeUnderTest.fresh();
    ground = await testGround(fresh.store, { sources: [bank] });
    await openAccounts(ground.uow, 4, 100);
  });
  afterAll(() => fresh.drop());

  const insert = (tx: Tx, source: string) => tx.db.insertInto('t_effect').values({ id: newId(), source }).execute();
  const stored = async (source: string): Promise<number> => {
    const rows = await ground.uow.read(testOrigin(), (tx) =>
      tx.db.selectFrom('t_effect').select('id').where('source', '=', source).execute(),
    );
    return rows.length;
  };

  test('ok commits, and the value comes back', async () => {
    const result = await ground.uow.run(testOrigin(), async (tx) => {
      await insert(tx, 'committed');
      return ok('value');
    });
    expect(result).toEqual(ok('value'));
    expect(await stored('committed')).toBe(1);
  });

  test('a refusal and an exception leave nothing', async () => {
    const refused = await ground.uow.run(testOrigin(), async (tx) => {
      await insert(tx, 'refused');
      return refuse('test.no', { detail: { who: 'x' } });
    });
    expect(refused).toEqual({ ok: false, code: 'test.no', detail: { who: 'x' } });
    await expect(
      ground.uow.run(testOrigin(), async (tx) => {
        await insert(tx, 'refused');
        throw new Error('bug');
      }),
    ).rejects.toThrow('bug');
    expect(await stored('refused')).toBe(0);
  });

  test('after a failed statement nothing is committed, even when the work swallows the error and returns ok', async () => {
    const id = newId();
    const swallow = ground.uow.run(testOrigin(), async (tx) => {
      await insert(tx, 'half');
      await tx.db.insertInto('t_effect').values({ id, source: 'half' }).execute();
      await tx.db
        .insertInto('t_effect')
        .values({ id, source: 'half' })
        .execute()
        .catch(() => undefined);
      return ok(null);
    });
    await expect(swallow).rejects.toThrow(/unique|duplicate/i);
    const goOn = ground.uow.run(testOrigin(), async (tx) => {
      await tx.db
        .selectFrom('t_effect')
        .select(sql`nonsense(`.as('x'))
        .execute()
        .catch(() => undefined);
      await insert(tx, 'half');
      return ok(null);
    });
    await expect(goOn).rejects.toThrow();
    expect(await stored('half')).toBe(0);
  });

  test('insertOnce says whether it inserted, and the transaction goes on', async () => {
    const result = await ground.uow.run(testOrigin(), async (tx) => {
      const row = { key: 'inbox-1', created_at: tx.now };
      const first = await insertOnce(tx, 'receipt', row);
      const second = await insertOnce(tx, 'receipt', row);
      await insert(tx, 'went on');
      return ok([first, second]);
    });
    expect(result).toEqual(ok([true, false]));
    expect(await stored('went on')).toBe(1);
  });

  test('once: the second run of a message does nothing; a failed one may run again', async () => {
    const origin = testOrigin();
    await expect(ground.uow.once(origin, 'message-1', () => Promise.reject(new Error('first try fails')))).rejects.toThrow(
      'first try fails',
    );
    expect(await ground.uow.once(origin, 'message-1', async (tx) => void (await insert(tx, 'once')))).toBe('done');
    expect(await ground.uow.once(origin, 'message-1', async (tx) => void (await insert(tx, 'once')))).toBe('already');
    expect(await stored('once')).toBe(1);
  });

  test('once: of ten runs at the same time one has the effect', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => ground.uow.once(testOrigin(), 'message-2', async (tx) => void (await insert(tx, 'raced')))),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await stored('raced')).toBe(1);
  });

  test('of many at once each ends by itself: stored, refused or failed', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        ground.uow.run(testOrigin(), async (tx) => {
          await insert(tx, 'crowd');
          if (n % 3 === 1) return refuse('test.no');
          if (n % 3 === 2) throw new Error('bug');
          await insert(tx, 'crowd');
          return ok(n);
        }),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.ok)).toEqual(outcomes.map((_, n) => n % 3 === 0));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    expect(await stored('crowd')).toBe(40);
  });

  test('a read sees one snapshot, cannot write, and does not wait for a writer', async () => {
    const gate = Promise.withResolvers<void>();
    const writing = Promise.withResolvers<void>();
    const writer = ground.uow.run(testOrigin(), async (tx) => {
      await tx.db.updateTable('t_account').set({ balance: 0 }).where('id', '=', 'a0').execute();
      writing.resolve();
      await gate.promise;
      return ok(null);
    });
    await writing.promise;
    const read = (tx: Tx) => tx.db.selectFrom('t_account').select('balance').where('id', '=', 'a0').executeTakeFirstOrThrow();
    const during = await ground.uow.read(testOrigin(), async (tx) => {
      const before = await read(tx);
      gate.resolve();
      await writer;
      return [before, await read(tx)];
    });
    expect(during).toEqual([{ balance: 100 }, { balance: 100 }]);
    expect(await ground.uow.read(testOrigin(), read)).toEqual({ balance: 0 });
    await expect(ground.uow.read(testOrigin(), (tx) => insert(tx, 'never'))).rejects.toThrow();
    await expect(ground.uow.read(testOrigin(), (tx) => tx.audit({ action: 'x', subject: { type: 'x', id: 'x' } }))).rejects.toThrow(
      /only reads/,
    );
    expect(await stored('never')).toBe(0);
  });

  test('a glance is one statement that cannot write', async () => {
    const count = (tx: Tx) => tx.db.selectFrom('t_account').select('id').execute();
    expect(await ground.uow.glance(testOrigin(), count)).toHaveLength(4);
    await expect(ground.uow.glance(testOrigin(), async (tx) => [await count(tx), await count(tx)])).rejects.toThrow(/one statement/);
    await expect(ground.uow.glance(testOrigin(), (tx) => insert(tx, 'glanced'))).rejects.toThrow();
    expect(await stored('glanced')).toBe(0);
  });

  test('a handle kept beyond its transaction is dead', async () => {
    let kept: Tx | undefined;
    await ground.uow.run(testOrigin(), async (tx) => {
      kept = tx;
      return ok(null);
    });
    await expect(insert(kept!, 'late')).rejects.toThrow(/over/);
    expect(await stored('late')).toBe(0);
  });

  test('a unit of work inside another one is refused at once', async () => {
    await expect(ground.uow.run(testOrigin(), async () => ground.uow.run(testOrigin(), async () => ok(null)))).rejects.toThrow(
      /inside another/,
    );
  });

  test.each([
    ['undefined', undefined],
    ['a Date', new Date(0)],
    ['an object', { sneaky: true }],
    ['a boolean', true],
    ['NaN', Number.NaN],
  ])('%s is refused as a value', async (_name, value) => {
    await expect(
      ground.uow.read(testOrigin(), (tx) =>
        tx.db
          .selectFrom('t_effect')
          .selectAll()
          .where('id', '=', value as never)
          .execute(),
      ),
    ).rejects.toThrow(/not a database value/);
  });

  test('text comes back as it went in: emoji, case and quotes; comparisons are exact', async () => {
    const text = `张三👩‍🔧 'O"Brien\\ %_`;
    await ground.uow.run(testOrigin(), async (tx) => ok(await insert(tx, text)));
    expect(await stored(text)).toBe(1);
    await ground.uow.run(testOrigin(), async (tx) => ok(await insert(tx, 'CaseMatters')));
    expect(await stored('casematters')).toBe(0);
  });

  test('sums and counts are numbers', async () => {
    const row = await ground.uow.read(testOrigin(), (tx) =>
      tx.db
        .selectFrom('t_account')
        .select(({ fn }) => [fn.sum<number>('balance').as('sum'), fn.countAll<number>().as('count')])
        .where('id', '!=', 'a0')
        .executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ sum: 300, count: 3 });
  });

  describe('deadlines', () => {
    let narrow: Store;
    let slow: TestGround;
    const limits = { acquireMs: 300, transactionMs: 500, statementMs: 400, lockWaitMs: 1_000, connections: 1 };
    beforeAll(async () => {
      narrow = await openDatabase(fresh.location, { log: silentLog, limits });
      slow = await testGround(narrow, { sources: [bank], limits, migrated: true });
    });
    afterAll(() => narrow.close());

    test('a transaction that does not end is rolled back and reported as busy; its handle writes no more', async () => {
      let late: Promise<unknown> | undefined;
      const stuck = slow.uow.run(testOrigin(), async (tx) => {
        await insert(tx, 'stuck');
        late = pause(800).then(() => insert(tx, 'stuck'));
        await late.catch(() => undefined);
        return ok(null);
      });
      await expect(stuck).rejects.toBeInstanceOf(DatabaseBusy);
      await expect(late).rejects.toBeInstanceOf(DatabaseBusy);
      expect(await stored('stuck')).toBe(0);
    });

    test('one connection serves every kind in turn: after a glance a transaction is one again, and after that a read keeps its snapshot', async () => {
      const count = async (tx: Tx) => (await tx.db.selectFrom('t_effect').select('id').where('source', '=', 'turns').execute()).length;
      expect(await slow.uow.glance(testOrigin(), count)).toBe(0);
      const refused = await slow.uow.run(testOrigin(), async (tx) => {
        await insert(tx, 'turns');
        return refuse('test.no');
      });
      expect(refused.ok).toBe(false);
      expect(await slow.uow.glance(testOrigin(), count)).toBe(0);
      const seen = await slow.uow.read(testOrigin(), async (tx) => {
        const before = await count(tx);
        await ground.uow.run(testOrigin(), async (other) => {
          await insert(other, 'turns');
          return ok(null);
        });
        return [before, await count(tx)];
      });
      expect(seen).toEqual([0, 0]);
      expect(await slow.uow.glance(testOrigin(), count)).toBe(1);
    });

    test('whoever finds no free connection in time is told so, and the next one is served', async () => {
      const gate = Promise.withResolvers<void>();
      const holder = slow.uow.run(testOrigin(), async () => {
        await gate.promise;
        return ok(null);
      });
      await expect(slow.uow.run(testOrigin(), async () => ok(null))).rejects.toBeInstanceOf(DatabaseBusy);
      gate.resolve();
      expect(await holder).toEqual(ok(null));
      expect(await slow.uow.run(testOrigin(), async () => ok('served'))).toEqual(ok('served'));
    });
  });

  describe('idempotency', () => {
    const claiming = (key: string, more: { bodyHash?: string; actor?: string } = {}): Origin => {
      const origin = systemOrigin('test', newId());
      return {
        ...origin,
        actor: { ...origin.actor, id: more.actor ?? 'system' },
        idempotency: openClaim({ key, route: 'test.create', bodyHash: more.bodyHash ?? 'hash' }),
      };
    };
    const create = (origin: Origin, source: string) =>
      ground.uow.run(origin, async (tx) => {
        await insert(tx, source);
        return ok({ id: newId(), note: '中文' });
      });

    test('the same key again replays the answer without a second effect', async () => {
      const key = newId();
      const first = claiming(key);
      const answer = await create(first, 'keyed');
      const again = claiming(key);
      expect(await create(again, 'keyed')).toEqual(answer);
      expect(await stored('keyed')).toBe(1);
      expect([first.idempotency?.state, again.idempotency?.state]).toEqual(['stored', 'replayed']);
    });

    test('the same key with another body, on another route or from another person is refused', async () => {
      const key = newId();
      await create(claiming(key), 'other');
      expect(await create(claiming(key, { bodyHash: 'changed' }), 'other')).toMatchObject({ ok: false, code: 'idempotency.other_body' });
      expect(await create(claiming(key, { actor: 'somebody else' }), 'other')).toMatchObject({ ok: false, code: 'idempotency.other_body' });
      expect(await stored('other')).toBe(1);
    });

    test('a refusal is not stored: the same key may try again', async () => {
      const key = newId();
      const refused = await ground.uow.run(claiming(key), async () => refuse('test.not_yet'));
      expect(refused.ok).toBe(false);
      expect(await create(claiming(key), 'second try')).toMatchObject({ ok: true });
      expect(await stored('second try')).toBe(1);
    });

    test('a second request waits for the first and gets its answer', async () => {
      const key = newId();
      const gate = Promise.withResolvers<void>();
      const inside = Promise.withResolvers<void>();
      const first = ground.uow.run(claiming(key), async (tx) => {
        await insert(tx, 'waited for');
        inside.resolve();
        await gate.promise;
        return ok({ id: 'the first' });
      });
      await inside.promise;
      let answered = false;
      const second = create(claiming(key), 'waited for').finally(() => {
        answered = true;
      });
      await pause(100);
      expect(answered).toBe(false);
      gate.resolve();
      await first;
      expect(await second).toEqual(ok({ id: 'the first' }));
      expect(await stored('waited for')).toBe(1);
    });

    test('an answer without a value is replayed as such', async () => {
      const key = newId();
      expect(await ground.uow.run(claiming(key), async () => ok(undefined))).toEqual(ok(undefined));
      expect(await ground.uow.run(claiming(key), async () => ok(undefined))).toEqual(ok(undefined));
    });
  });
});
