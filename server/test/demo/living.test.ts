import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actOnOrder } from '@mingdan/shared/contracts/orders';
import { trialBalance } from '@mingdan/shared/contracts/settlement';
import { businessDay, DAY_MS, type EpochMs, parseInstant } from '@mingdan/shared/kernel/time';
import { expect, test } from 'vitest';
import { createCalls } from '../../../scripts/demo/living/calls.ts';
import { goOn } from '../../../scripts/demo/living/go-on.ts';
import { loadLiving, loadSmall } from '../../../scripts/demo/living/load.ts';
import { actorOf } from '../../../scripts/demo/load.ts';
import { compose, type Product } from '../../src/app/compose.ts';
import { systemOrigin } from '../../src/platform/actor.ts';
import { type Config, loadConfig } from '../../src/platform/config/config.ts';
import type { Tx } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { onEachStore } from '../support/stores.ts';

const NOW = parseInstant('2026-11-29T15:30:00+08:00')!;
const AMOUNT = 60;
/** So many that each thing that nobody wishes for happens to somebody. */
const WITH_EVERYTHING = 250;
const LONG_MS = 180_000;

onEachStore('the living demo', (kind) => {
  test('a year of orders holds together', { timeout: LONG_MS }, async () => {
    // what happens is of the story, not of the store: all of it once is enough
    const amount = kind.name === 'sqlite' ? WITH_EVERYTHING : AMOUNT;
    const first = await year(kind, amount);
    try {
      const { product, read } = first;
      const told = await read(fingerprint);
      expect(told.length).toBeGreaterThan(amount * 0.9);

      // chain and books
      expect(await read((tx) => product.capabilities.audit.api.verify(tx))).toMatchObject({ faults: [] });
      const finance = await actorOf(product, 'chen.kuaiji');
      const balance = await createCalls(product).call(trialBalance, {}, finance);
      expect(balance).toMatchObject({ balanced: true });
      const finished = await read((tx) => count(tx, 'work_order', 'finished_at'));
      expect(balance.postings).toBeGreaterThanOrEqual(finished);
      expect(finished).toBeGreaterThan(amount / 2);

      // nothing failed on the way, and what was due is done
      expect(await read((tx) => count(tx, 'dead_letter', 'id'))).toBe(0);
      const overdue = await read((tx) => tx.db.selectFrom('outbox').select('target').where('next_at', '<', NOW).execute());
      expect(overdue).toEqual([]);

      // the days are spread over the year, and not one order is written before its day
      const months = new Set(told.map(({ at }) => new Date(at).getUTCMonth()));
      expect(months.size).toBeGreaterThan(8);
      expect(new Set(told.map(({ template }) => template)).size).toBeGreaterThan(8);
      expect(told.filter(({ state }) => state !== 'done').length).toBeGreaterThan(0);

      // the crooked ways are among them, and customers may allow subscribe messages
      expect(await read((tx) => count(tx, 'order_question', 'id'))).toBeGreaterThan(0);
      expect(await read((tx) => count(tx, 'visit', 'id'))).toBeGreaterThan(told.length);
      expect(await read((tx) => count(tx, 'message_template', 'version'))).toBe(11);
      if (amount === WITH_EVERYTHING)
        for (const [what, orders] of Object.entries(await read(crooked))) expect(orders, what).toBeGreaterThan(0);

      // what it is stands in the database
      expect(await read((tx) => product.capabilities.identity.api.isDemo(tx))).toBe(true);
    } finally {
      await first.drop();
    }
  });

  // what the two runs share is code, not the database: once is enough
  // of the generator, not of the store: once is enough
  if (kind.name === 'sqlite')
    test('the same seed and the same day give the same year', { timeout: LONG_MS }, async () => {
      const years = [await year(kind, 30), await year(kind, 30)];
      try {
        const [one, other] = await Promise.all(years.map(({ read }) => read(fingerprint)));
        expect(one).toEqual(other);
      } finally {
        for (const each of years) await each.drop();
      }
    });

  test('a database that has the demo is left as it is', { timeout: LONG_MS }, async () => {
    const made = await year(kind, 5);
    try {
      const before = await made.read(fingerprint);
      await loadLiving(made.config, { amount: 5, now: NOW });
      expect(await made.read(fingerprint)).toEqual(before);
    } finally {
      await made.drop();
    }
  });
});

onEachStore('the demo on a later day', (kind) => {
  const later = (NOW + 3 * DAY_MS) as EpochMs;

  test('it has lived on until today, once', { timeout: LONG_MS }, async () => {
    const made = await year(kind, 30);
    try {
      const before = await made.read(ordersByDay);
      const visitors = await touched(made);
      const { failures } = (await goOn(made.config, { now: later }))!;
      // the year's last order waits for a server, and none runs here
      expect(failures.filter((failure) => !failure.includes('does not come to an end'))).toEqual([]);
      expect(failures.length).toBeLessThanOrEqual(1);

      const after = await made.read(ordersByDay);
      expect(after.created.get('2026-11-29')).toBe(before.created.get('2026-11-29'));
      for (const day of ['2026-11-30', '2026-12-01', '2026-12-02']) expect(after.created.get(day) ?? 0).toBeGreaterThanOrEqual(2);
      // somebody comes today, and nobody has waited since before
      expect(after.visits.get('2026-12-02') ?? 0).toBeGreaterThanOrEqual(4);
      const late = after.all.filter(
        ({ id, slot, state, isFinished }) => state === 'open' && !isFinished && id !== visitors && slot !== null && slot < '2026-12-02',
      );
      expect(late.length).toBeLessThan(after.all.length / 8);
      expect(await made.read((tx) => made.product.capabilities.audit.api.verify(tx))).toMatchObject({ faults: [] });
      const finance = await actorOf(made.product, 'chen.kuaiji');
      expect(await createCalls(made.product).call(trialBalance, {}, finance)).toMatchObject({ balanced: true });
      expect(await made.read((tx) => count(tx, 'dead_letter', 'id'))).toBe(0);
      // what is due later is the server's, and nothing is held back from it
      expect(await made.read((tx) => tx.db.selectFrom('outbox').select('target').where('lease', 'is not', null).execute())).toEqual([]);

      // what a visitor has touched is his
      const his = await made.read((tx) => made.product.capabilities.orders.api.row(tx, visitors));
      expect(his).toMatchObject({ state: 'open', version: before.all.find(({ id }) => id === visitors)!.version + 2 });

      expect(await goOn(made.config, { now: (later + 60_000) as EpochMs })).toBe(null);
      expect((await made.read(ordersByDay)).all).toHaveLength(after.all.length);
    } finally {
      await made.drop();
    }
  });

  // of the story, not of the store: once is enough
  if (kind.name === 'sqlite') {
    test('broken off, it goes on with what is left', { timeout: LONG_MS }, async () => {
      const made = await year(kind, 8);
      try {
        let acts = 0;
        const first = await goOn(made.config, { now: later, stopped: () => ++acts > 250 });
        const second = await goOn(made.config, { now: later });
        expect(first!.opened).toBeGreaterThan(0);
        expect(second!.opened).toBeGreaterThan(0);
        const opened = (await made.read(ordersByDay)).all.filter(({ at }) => at > NOW);
        const keys = await made.read((tx) => tx.db.selectFrom('receipt').select('key').where('key', 'like', 'demo.order/%').execute());
        expect(keys).toHaveLength(first!.opened + second!.opened);
        expect(opened).toHaveLength(keys.length);
      } finally {
        await made.drop();
      }
    });

    test('after a long pause only the last fourteen days have orders', { timeout: LONG_MS }, async () => {
      const made = await year(kind, 3);
      try {
        await goOn(made.config, { now: (NOW + 100 * DAY_MS) as EpochMs });
        const days = (await made.read(ordersByDay)).all.filter(({ at }) => at > NOW).map(({ at }) => businessDay(at as EpochMs));
        expect(new Set(days).size).toBeLessThanOrEqual(14);
        expect([...days].sort().at(0)).toBe('2027-02-24');
      } finally {
        await made.drop();
      }
    });

    test('data without a story are left as they are', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mingdan-small-'));
      try {
        const config = loadConfig({ DATA_DIR: folder, NODE_ENV: 'test' }, folder);
        await loadSmall(config);
        expect(await goOn(config, { now: later })).toBe(null);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

/** A visitor has moved an order of the story: its id. */
async function touched({ product, read }: Awaited<ReturnType<typeof year>>): Promise<string> {
  const order = await read((tx) =>
    tx.db.selectFrom('work_order').select(['id', 'version']).where('state', '=', 'open').orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );
  const desk = await actorOf(product, 'zhou.diaodu');
  await createCalls(product).call(
    actOnOrder,
    { orderId: order.id, version: order.version, event: 'suspend', values: {}, reason: '客户出差' },
    desk,
  );
  const again = await read((tx) => product.capabilities.orders.api.row(tx, order.id));
  await createCalls(product).call(actOnOrder, { orderId: order.id, version: again!.version, event: 'resume', values: {} }, desk);
  return order.id;
}

async function ordersByDay(tx: Tx) {
  const rows = await tx.db
    .selectFrom('work_order')
    .select(['id', 'created_at', 'slot_date', 'state', 'version', 'finished_at'])
    .orderBy('created_at')
    .execute();
  const all = rows.map((row) => ({
    id: row.id,
    at: Number(row.created_at),
    slot: row.slot_date,
    state: row.state,
    isFinished: row.finished_at !== null,
    version: row.version,
  }));
  const byDay = (days: readonly string[]) => new Map([...new Set(days)].map((day) => [day, days.filter((each) => each === day).length]));
  return {
    all,
    created: byDay(all.map(({ at }) => businessDay(at as EpochMs))),
    visits: byDay(all.flatMap(({ slot }) => slot ?? [])),
  };
}

/** A database of its own with the demo in it. */
async function year(kind: Parameters<Parameters<typeof onEachStore>[1]>[0], amount = AMOUNT) {
  const fresh = await kind.fresh();
  const folder = mkdtempSync(join(tmpdir(), 'mingdan-living-'));
  const { url } = fresh.location;
  const config: Config = loadConfig({ DATA_DIR: folder, NODE_ENV: 'test', ...(url ? { DATABASE_URL: url } : {}) }, folder);
  expect(await loadLiving(config, { amount, now: NOW })).toEqual([]);
  const product: Product = await compose(config, {
    root: folder,
    version: '0.0.0-test',
    log: createLog({ level: 'silent' }),
    clock: { now: () => NOW, sleep: async () => {} },
  });
  return {
    product,
    config,
    read: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => product.ground.uow.read(systemOrigin('test', newId()), work),
    async drop() {
      await product.stop();
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What somebody would see of every order, without what is drawn by lot: ids and numbers. */
async function fingerprint(tx: Tx) {
  const rows = await tx.db
    .selectFrom('work_order')
    .leftJoin('person', 'person.id', 'work_order.installer_id')
    .selectAll('work_order')
    .select('person.userid')
    .orderBy('work_order.created_at')
    .execute();
  return rows.map((row) => ({
    at: Number(row.created_at),
    template: row.template_code,
    state: row.state,
    settlement: row.settlement_state,
    phase: row.phase,
    region: row.region,
    slot: `${row.slot_date} ${row.slot_from}`,
    charge: row.charge === null ? null : Number(row.charge),
    installer: row.userid,
    closedAt: row.closed_at === null ? null : Number(row.closed_at),
  }));
}

/** How many orders met each thing that nobody wishes for. */
async function crooked(tx: Tx): Promise<Readonly<Record<string, number>>> {
  const seen = async (rows: Promise<readonly { readonly id: string | null }[]>) => new Set((await rows).map(({ id }) => id)).size;
  const offers = (status: 'refused' | 'expired') =>
    seen(tx.db.selectFrom('offer').select('order_id as id').where('status', '=', status).execute());
  const bills = (scope: 'fee' | 'partly') => seen(tx.db.selectFrom('visit').select('order_id as id').where('scope', '=', scope).execute());
  const told = (type: string) => seen(tx.db.selectFrom('order_event').select('order_id as id').where('type', '=', type).execute());
  return {
    refused: await offers('refused'),
    silent: await offers('expired'),
    absent: await bills('fee'),
    partly: await bills('partly'),
    cancelled: await seen(tx.db.selectFrom('work_order').select('id').where('state', '=', 'cancelled').execute()),
    wrongAddress: await told('address_corrected'),
    unsettled: await seen(tx.db.selectFrom('consent').select('order_id as id').where('status', '!=', 'agreed').execute()),
    crew: await seen(tx.db.selectFrom('order_helper').select('order_id as id').execute()),
    returnVisit: await seen(tx.db.selectFrom('work_order').select('id').where('return_of', 'is not', null).execute()),
    leave: await seen(tx.db.selectFrom('installer_leave').select('person_id as id').execute()),
  };
}

async function count(
  tx: Tx,
  table: 'work_order' | 'dead_letter' | 'order_question' | 'visit' | 'message_template',
  column: string,
): Promise<number> {
  const row = await tx.db
    .selectFrom(table)
    .select(({ fn }) => fn.count<number>(column as 'id').as('rows'))
    .executeTakeFirstOrThrow();
  return Number(row.rows);
}
