import { ok } from '@mingdan/shared/kernel/result';
import { systemOrigin } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { WecomError } from './errors.ts';

/** Fetched anew so long before it ends, ms. */
const EARLY_MS = 300_000;
/** A fetch that takes longer has died; somebody else may try, ms. */
const LEASE_MS = 10_000;
const WAIT_MS = 100;
const MAX_WAIT_MS = 15_000;

export interface Fetched {
  readonly value: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Tokens and tickets that are shared by all processes: fetched by one of them at a time, kept sealed in the database, remembered for a moment. */
export interface TokenStore {
  /**
   * @param stale a value that the platform just refused: it is not handed out again
   * @throws whatever `fetch` threw; WecomError when another process holds the right to fetch and brings nothing
   */
  get(name: string, fetch: () => Promise<Fetched>, stale?: string): Promise<string>;
}

interface Known {
  readonly value: string;
  /** Epoch ms. */
  readonly usableUntil: number;
}

export function createTokenStore({ uow, crypto, clock }: { uow: UnitOfWork; crypto: FieldCrypto; clock: Clock }): TokenStore {
  const remembered = new Map<string, Known>();
  const underWay = new Map<string, Promise<string>>();
  const place = (name: string) => ({ table: 'wecom_token', column: 'value_enc', rowId: name });
  const origin = () => systemOrigin('wecom.tokens', newId());

  const read = (name: string, stale: string | undefined): Promise<Known | undefined> =>
    uow.read(origin(), async (tx) => {
      const row = await tx.db.selectFrom('wecom_token').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row?.value_enc || row.expires_at <= clock.now()) return undefined;
      const value = crypto.decrypt(place(name), row.value_enc);
      return value === stale ? undefined : { value, usableUntil: row.expires_at };
    });

  /** True for whoever may fetch now. */
  const lease = async (name: string, holder: string): Promise<boolean> => {
    const taken = await uow.run(origin(), async (tx) => {
      const mine = { lease: holder, lease_until: tx.now + LEASE_MS };
      const { numUpdatedRows } = await tx.db
        .updateTable('wecom_token')
        .set(mine)
        .where('name', '=', name)
        .where('lease_until', '<', tx.now)
        .executeTakeFirst();
      if (Number(numUpdatedRows) === 1) return ok(true);
      const row = await tx.db.selectFrom('wecom_token').select('name').where('name', '=', name).executeTakeFirst();
      // the first time ever: whoever inserts the row holds it
      return ok(row === undefined && (await insertOnce(tx, 'wecom_token', { name, value_enc: null, expires_at: 0, ...mine })));
    });
    return taken.ok && taken.value;
  };

  const giveBack = async (name: string, holder: string, known: Known | null): Promise<void> => {
    await uow.run(origin(), async (tx) => {
      await tx.db
        .updateTable('wecom_token')
        .set({
          lease: null,
          lease_until: 0,
          ...(known ? { value_enc: crypto.encrypt(place(name), known.value), expires_at: known.usableUntil } : {}),
        })
        .where('name', '=', name)
        .where('lease', '=', holder)
        .execute();
      return ok(null);
    });
  };

  const fetchAndKeep = async (name: string, holder: string, fetch: () => Promise<Fetched>): Promise<Known> => {
    let known: Known | null = null;
    try {
      const { value, expiresIn } = await fetch();
      const lifeMs = expiresIn * 1000;
      // near its end WeCom may hand out the same value again: whatever is left, half of it is used
      known = { value, usableUntil: clock.now() + lifeMs - Math.min(EARLY_MS, Math.ceil(lifeMs / 2)) };
    } finally {
      await giveBack(name, holder, known);
    }
    return known;
  };

  const obtain = async (name: string, fetch: () => Promise<Fetched>, stale: string | undefined): Promise<string> => {
    const holder = newId();
    for (let waited = 0; waited <= MAX_WAIT_MS; waited += WAIT_MS) {
      const known = (await read(name, stale)) ?? ((await lease(name, holder)) ? await firstOf(name, holder, fetch, stale) : undefined);
      if (known) {
        remembered.set(name, known);
        return known.value;
      }
      await clock.sleep(WAIT_MS);
    }
    throw new WecomError(name, null, 'later', { cause: new Error('another process did not fetch it in time') });
  };

  /** Between our look and our lease somebody may have brought a new one. */
  const firstOf = async (name: string, holder: string, fetch: () => Promise<Fetched>, stale: string | undefined): Promise<Known> => {
    const brought = await read(name, stale);
    if (!brought) return fetchAndKeep(name, holder, fetch);
    await giveBack(name, holder, null);
    return brought;
  };

  return {
    async get(name, fetch, stale) {
      const known = remembered.get(name);
      if (known && known.value !== stale && known.usableUntil > clock.now()) return known.value;
      // one at a time in this process, and all who wait share its outcome: a failure too, so that a crowd does not ask one by one
      const key = `${name} ${stale ?? ''}`;
      const shared = underWay.get(key);
      if (shared) return shared;
      const mine = obtain(name, fetch, stale).finally(() => underWay.delete(key));
      underWay.set(key, mine);
      return mine;
    },
  };
}
