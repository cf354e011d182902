import { randomBytes } from 'node:crypto';
import type { EpochMs } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Clock } from '../../src/platform/clock.ts';
import { createCrypto } from '../../src/platform/crypto/index.ts';
import { openDatabase } from '../../src/platform/db/open.ts';
import type { Store } from '../../src/platform/db/session.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { createWecomApi, type WecomApi } from '../../src/wecom/clients/api.ts';
import { WecomError } from '../../src/wecom/clients/errors.ts';
import { createTokenStore, type TokenStore } from '../../src/wecom/clients/tokens.ts';
import { wecomMigrations } from '../../src/wecom/store/migrations.ts';
import { report } from '../support/report.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { type TestGround, testGround, testOrigin } from '../support/uow.ts';
import { type FakePlatform, fakePlatform } from './fake-platform.ts';

const PROCESSES = 8;
const CALLS = 4;
const APP = { corpId: 'ww1', agentId: '1', secret: 'secret', apiBase: 'http://platform.invalid' };

onEachStore('access tokens', (kind) => {
  let fresh: FreshStore;
  let ahead = 0;
  const clock: Clock = {
    now: () => (Date.now() + ahead) as EpochMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 10)),
  };
  const fields = createCrypto([randomBytes(32)]).fields;
  const stores: Store[] = [];
  const grounds: TestGround[] = [];
  let platform: FakePlatform;
  let apis: readonly WecomApi[];

  const storeOf = (ground: TestGround, over: Partial<Clock> = {}): TokenStore =>
    createTokenStore({ uow: ground.uow, crypto: fields, clock: { ...clock, ...over } });

  beforeAll(async () => {
    fresh = await kind.fresh();
    const sources = [{ name: 'wecom', migrations: wecomMigrations }];
    grounds.push(await testGround(fresh.store, { sources, clock }));
    for (let n = 1; n < PROCESSES; n += 1) {
      const store = await openDatabase(fresh.location, { log: silentLog });
      stores.push(store);
      grounds.push(await testGround(store, { clock, migrated: true }));
    }
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    await grounds[0]!.uow.run(testOrigin(), async (tx) => {
      await tx.db.deleteFrom('wecom_token').execute();
      return { ok: true, value: null };
    });
    platform = fakePlatform();
    apis = grounds.map((ground) => createWecomApi({ app: APP, tokens: storeOf(ground), fetch: platform.fetch }));
  });

  /** Every process makes its calls at once. @returns how many failed */
  const everybodyCalls = async (): Promise<number> => {
    const calls = apis.flatMap((api) => Array.from({ length: CALLS }, () => api.call('GET', '/cgi-bin/anything', {}, z.looseObject({}))));
    return (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected').length;
  };
  const fetched = () => platform.count('/cgi-bin/gettoken');

  test(`F52: ${PROCESSES} processes × ${CALLS} calls: one fetch when there is no token, one after it ended early, one after its time; no call fails`, async () => {
    const figures: Record<string, number> = { n: PROCESSES * CALLS };
    const errors: number[] = [];
    const round = async (name: string, before: () => void) => {
      before();
      const sofar = fetched();
      errors.push(await everybodyCalls());
      figures[name] = fetched() - sofar;
    };
    await round('none', () => {});
    await round('known', () => {});
    await round('40014', () => platform.invalidate(40014));
    await round('42001', () => platform.invalidate(42001));
    await round('after its time', () => {
      ahead += 7_000_000;
    });
    report('F52', `[${kind.name}]`, { ...figures, errors: errors.reduce((a, b) => a + b, 0) });
    expect(figures).toEqual({ n: PROCESSES * CALLS, none: 1, known: 0, '40014': 1, '42001': 1, 'after its time': 1 });
    expect(errors).toEqual([0, 0, 0, 0, 0]);
  });

  test('a token that is refused twice is an error of the call, after one fetch', async () => {
    platform.script((path) => (path === '/cgi-bin/anything' ? { errcode: 40014, errmsg: 'always' } : undefined));
    const failed = apis[0]!.call('GET', '/cgi-bin/anything', {}, z.looseObject({}));
    await expect(failed).rejects.toMatchObject({ errcode: 40014, what: 'token' });
    expect([fetched(), platform.count('/cgi-bin/anything')]).toEqual([2, 2]);
  });

  test('a fetch that fails is shared by all who wait in its process, and the next call tries again', async () => {
    platform.script((path) => (path === '/cgi-bin/gettoken' ? { errcode: 40001, errmsg: 'invalid secret' } : undefined));
    const calls = Array.from({ length: 20 }, () => apis[0]!.call('GET', '/cgi-bin/anything', {}, z.looseObject({})));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect([fetched(), platform.count('/cgi-bin/anything')]).toEqual([1, 0]);
    platform.script(undefined);
    await apis[0]!.call('GET', '/cgi-bin/anything', {}, z.looseObject({}));
    expect(fetched()).toBe(2);
  });

  test('near its end the platform hands out the same token again: half of what is left is used, and nobody asks with every call', async () => {
    platform.expiresIn = 200;
    for (let n = 0; n < 5; n += 1) await everybodyCalls();
    expect(fetched()).toBe(1);
    ahead += 60_000;
    await everybodyCalls();
    expect(fetched()).toBe(1);
    ahead += 41_000;
    await everybodyCalls();
    expect(fetched()).toBe(2);
  });

  test('tickets have their own place, and survive a restart', async () => {
    platform.script((path) => (path === '/cgi-bin/ticket/get' ? { errcode: 0, ticket: 'agent-ticket', expires_in: 7200 } : undefined));
    expect(await apis[0]!.ticket('agent')).toBe('agent-ticket');
    const restarted = createWecomApi({ app: APP, tokens: storeOf(grounds[1]!), fetch: platform.fetch });
    expect(await restarted.ticket('agent')).toBe('agent-ticket');
    expect([platform.count('/cgi-bin/ticket/get'), fetched()]).toEqual([1, 1]);
  });

  test('kept sealed', async () => {
    await everybodyCalls();
    const rows = await grounds[0]!.uow.read(testOrigin(), (tx) => tx.db.selectFrom('wecom_token').selectAll().execute());
    expect(rows.map(({ name }) => name)).toEqual(['access']);
    expect(JSON.stringify(rows)).not.toContain('token-1');
  });

  describe('whoever was to fetch has died', () => {
    const heldBy = async (untilMs: number) => {
      await grounds[0]!.uow.run(testOrigin(), async (tx) => {
        const row = { name: 'access', value_enc: null, expires_at: 0, lease: 'somebody', lease_until: tx.now + untilMs };
        await tx.db.insertInto('wecom_token').values(row).execute();
        return { ok: true, value: null };
      });
    };
    // a clock that only runs while somebody waits
    const waiting = (): Partial<Clock> => {
      let now = clock.now();
      return {
        now: () => now,
        sleep: async (ms) => {
          now = (now + ms) as EpochMs;
          ahead += ms;
        },
      };
    };

    test('another takes over once the lease has run out', async () => {
      await heldBy(9_000);
      const value = await storeOf(grounds[0]!, waiting()).get('access', async () => ({ value: 'mine', expiresIn: 7200 }));
      expect(value).toBe('mine');
    });

    test('who waits in vain is told to try later', async () => {
      await heldBy(60_000);
      const mine = storeOf(grounds[0]!, waiting()).get('access', async () => ({ value: 'mine', expiresIn: 7200 }));
      await expect(mine).rejects.toThrow(WecomError);
    });

    test('a holder that wakes too late does not overwrite what its follower brought', async () => {
      const late = Promise.withResolvers<{ value: string; expiresIn: number }>();
      const sleeper = storeOf(grounds[0]!).get('access', () => late.promise);
      await expect
        .poll(() => grounds[0]!.uow.read(testOrigin(), (tx) => tx.db.selectFrom('wecom_token').select('lease').executeTakeFirst()))
        .toBeDefined();
      ahead += 11_000;
      expect(await storeOf(grounds[1]!).get('access', async () => ({ value: 'follower', expiresIn: 7200 }))).toBe('follower');
      late.resolve({ value: 'sleeper', expiresIn: 7200 });
      await sleeper;
      expect(await storeOf(grounds[2]!).get('access', async () => ({ value: 'nobody', expiresIn: 7200 }))).toBe('follower');
    });
  });
});
