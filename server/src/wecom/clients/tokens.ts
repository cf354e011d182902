import { ok } from '@mingdan/shared/kernel/result';
import { systemOrigin } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

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
  /** @param stale a value that the platform just refused: it is not handed out again */
  get(name: string, fetch: () => Promise<Fetched>, stale?: string): Promise<string>;
}

export function createTokenStore({ uow, crypto, clock }: { uow: UnitOfWork; crypto: FieldCrypto; clock: Clock }): TokenStore {
  const remembered = new Map<string, { value: string; until: number }>();
  const place = (name: string) => ({ table: 'wecom_token', column: 'value_enc', rowId: name });

  const read = (name: string, stale: string | undefined) =>
    uow.read(systemOrigin('wecom.tokens', newId()), async (tx) => {
      const row = await tx.db.selectFrom('wecom_token').selectAll().where('name', '=', name).executeTakeFirst();
      if (!row?.value_enc || row.expires_at - EARLY_MS <= clock.now()) return undefined;
      const value = crypto.decrypt(place(name), row.value_enc);
      return value === stale ? undefined : { value, until: row.expires_at - EARLY_MS };
    });

  /** True for whoever may fetch now. */
  const lease = async (name: string, holder: string): Promise<boolean> => {
    const taken = await uow.run(systemOrigin('wecom.tokens', newId()), async (tx) => {
      await insertOnce(tx, 'wecom_token', { name, value_enc: null, expires_at: 0, lease: null, lease_until: 0 });
      const { numUpdatedRows } = await tx.db
        .updateTable('wecom_token')
        .set({ lease: holder, lease_until: tx.now + LEASE_MS })
        .where('name', '=', name)
        .where('lease_until', '<', tx.now)
        .executeTakeFirst();
      return ok(Number(numUpdatedRows) === 1);
    });
    return taken.ok && taken.value;
  };

  const store = async (name: string, holder: string, fetched: Fetched | null): Promise<void> => {
    await uow.run(systemOrigin('wecom.tokens', newId()), async (tx) => {
      await tx.db
        .updateTable('wecom_token')
        .set({
          lease: null,
          lease_until: 0,
          ...(fetched ? { value_enc: crypto.encrypt(place(name), fetched.value), expires_at: tx.now + fetched.expiresIn * 1000 } : {}),
        })
        .where('name', '=', name)
        .where('lease', '=', holder)
        .execute();
      return ok(null);
    });
  };

  return {
    async get(name, fetch, stale) {
      const known = remembered.get(name);
      if (known && known.value !== stale && known.until > clock.now()) return known.value;
      const holder = newId();
      for (let waited = 0; waited <= MAX_WAIT_MS; waited += WAIT_MS) {
        const stored = await read(name, stale);
        if (stored) {
          remembered.set(name, stored);
          return stored.value;
        }
        if (await lease(name, holder)) {
          let fetched: Fetched | null = null;
          try {
            fetched = await fetch();
          } finally {
            await store(name, holder, fetched);
          }
          remembered.set(name, { value: fetched.value, until: clock.now() + fetched.expiresIn * 1000 - EARLY_MS });
          return fetched.value;
        }
        await clock.sleep(WAIT_MS);
      }
      throw new Error(`nobody could fetch ${name} in time`);
    },
  };
}
