import type * as auth from '@mingdan/shared/contracts/auth';
import { exchangeMeta, logoutMeta, meMeta, setupMeta } from '@mingdan/shared/contracts/auth.meta';
import type * as peopleContracts from '@mingdan/shared/contracts/people';
import { getPersonMeta, listPeopleMeta, savePersonMeta } from '@mingdan/shared/contracts/people.meta';
import type { PersonRole } from '@mingdan/shared/contracts/roles';
import type { EpochMs } from '@mingdan/shared/kernel/time';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../src/platform/clock.ts';
import { newId, newToken } from '../../src/platform/ids.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { browser, phone } from './caller.ts';
import { startProduct, type TestProduct } from './product.ts';

/** A clock that a test moves. */
function movableClock(): Clock & { forward(ms: number): void } {
  let offset = 0;
  return {
    now: () => (Date.now() + offset) as EpochMs,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    forward: (ms) => {
      offset += ms;
    },
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

onEachStore('identity over HTTP', (kind) => {
  let fresh: FreshStore;
  let app: TestProduct;
  const clock = movableClock();
  const api = () => app.product.capabilities.identity.api;

  const person = (userid: string, roles: readonly PersonRole[], over: { outletId?: string | null; regions?: string[] } = {}) =>
    app.run((tx) =>
      api().upsertPerson(tx, {
        userid,
        name: `姓名${userid}`,
        phone: '13800138000',
        roles,
        outletId: null,
        regions: ['000000'],
        active: true,
        ...over,
      }),
    );
  const bearerOf = async (personId: string) => (await app.run((tx) => api().openSession(tx, personId, 'bearer'))).token;
  const as = async (userid: string, roles: readonly PersonRole[], over = {}) => {
    const id = await person(userid, roles, over);
    return { id, client: phone(app.url, await bearerOf(id)) };
  };

  beforeAll(async () => {
    fresh = await kind.fresh();
    app = await startProduct(fresh.location, {}, { clock });
  });
  afterAll(async () => {
    await app.stop();
    await fresh.drop();
  });

  test('the first administrator: anybody WeCom vouches for may come in and type the code, once', async () => {
    const code = await app.product.capabilities.identity.setupCode(newId());
    expect(code).toMatch(/^([2-9A-Z]{5}-){3}[2-9A-Z]{5}$/);
    const admitted = await app.run((tx) => api().admit(tx, { userid: 'first', name: '王第一' }));
    if (!admitted.ok) throw new Error('not admitted');
    const client = phone(app.url, await bearerOf(admitted.value.id));

    const before = await client.call<typeof auth.me>(meMeta, {});
    expect(before).toMatchObject({ ok: true, value: { roles: [], permissions: ['auth:self'], setupOpen: true, name: '王第一' } });
    const wrong = await client.call<typeof auth.setup>(setupMeta, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' }, { idempotencyKey: newId() });
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'auth.setup_code_invalid', status: 403 } });
    const right = await client.call<typeof auth.setup>(setupMeta, { code: code!.toLowerCase() }, { idempotencyKey: newId() });
    expect(right.ok).toBe(true);
    expect(await client.call<typeof auth.me>(meMeta, {})).toMatchObject({
      ok: true,
      value: { roles: ['admin'], setupOpen: false, demo: false },
    });

    const again = await client.call<typeof auth.setup>(setupMeta, { code: code! }, { idempotencyKey: newId() });
    expect(again).toMatchObject({ ok: false, problem: { code: 'auth.setup_code_invalid' } });
    expect(await app.product.capabilities.identity.setupCode(newId())).toBeNull();
    const stranger = await app.run((tx) => api().admit(tx, { userid: 'stranger', name: '外人' }));
    expect(stranger).toMatchObject({ ok: false, code: 'auth.not_a_member' });
  });

  test('a ticket is good once, for two minutes, and becomes a bearer', async () => {
    const id = await person('ticket', ['staff']);
    const ticket = await app.run((tx) => api().issueTicket(tx, 'person', id));
    const call = (value: string) => phone(app.url).call<typeof auth.exchange>(exchangeMeta, { ticket: value });
    const both = await Promise.all([call(ticket), call(ticket)]);
    expect(both.filter((reply) => reply.ok)).toHaveLength(1);
    const got = both.find((reply) => reply.ok)!;
    if (!got.ok) throw new Error('no bearer');
    expect(got.value.roles).toEqual(['staff']);
    expect(await phone(app.url, got.value.token).call<typeof auth.me>(meMeta, {})).toMatchObject({ ok: true, value: { id, csrf: null } });

    const late = await app.run((tx) => api().issueTicket(tx, 'person', id));
    const other = await app.run((tx) => api().issueTicket(tx, 'openid', id));
    clock.forward(2 * MINUTE + 1);
    for (const useless of [late, other, newToken()])
      expect(await call(useless)).toMatchObject({ ok: false, problem: { code: 'auth.ticket_invalid', status: 401 } });
  });

  test('logout ends the session at once; another one of the same person goes on', async () => {
    const id = await person('logout', ['staff']);
    const [first, second] = [phone(app.url, await bearerOf(id)), phone(app.url, await bearerOf(id))];
    expect((await first.call<typeof auth.logout>(logoutMeta, {})).ok).toBe(true);
    expect(await first.call<typeof auth.me>(meMeta, {})).toMatchObject({ ok: false, problem: { status: 401 } });
    expect((await second.call<typeof auth.me>(meMeta, {})).ok).toBe(true);
  });

  test('a console session ends after half an hour without a request, and after twelve hours with them', async () => {
    const id = await person('console', ['staff']);
    const open = async () => (await app.run((tx) => api().openSession(tx, id, 'cookie'))).token;
    const seen = async (token: string) => (await browser(app.url, token, null).call<typeof auth.me>(meMeta, {})).ok;
    const idle = await open();
    clock.forward(29 * MINUTE);
    expect(await seen(idle)).toBe(true);
    clock.forward(29 * MINUTE);
    expect(await seen(idle)).toBe(true);
    clock.forward(30 * MINUTE);
    expect(await seen(idle)).toBe(false);

    const busy = await open();
    for (let half = 0; half < 24; half += 1) {
      clock.forward(29 * MINUTE);
      expect(await seen(busy)).toBe(true);
    }
    clock.forward(24 * MINUTE);
    expect(await seen(busy)).toBe(false);
  });

  test('a cookie session writes with the token that auth.me told it, and not without', async () => {
    const id = await person('boss-cookie', ['admin']);
    const { token } = await app.run((tx) => api().openSession(tx, id, 'cookie'));
    const me = await browser(app.url, token, null).call<typeof auth.me>(meMeta, {});
    if (!me.ok) throw new Error('not logged in');
    const refused = await browser(app.url, token, null).call<typeof auth.logout>(logoutMeta, {});
    expect(refused).toMatchObject({ ok: false, problem: { code: 'request.origin_refused' } });
    expect((await browser(app.url, token, me.value.csrf).call<typeof auth.logout>(logoutMeta, {})).ok).toBe(true);
  });

  test('a role that is taken away is gone at the next request, and whoever is switched off is out everywhere', async () => {
    const admin = await as('rights-admin', ['admin']);
    const other = await as('rights-other', ['admin']);
    const list = () => other.client.call<typeof peopleContracts.listPeople>(listPeopleMeta, {});
    expect((await list()).ok).toBe(true);

    const save = async (roles: PersonRole[], active: boolean) => {
      const now = await admin.client.call<typeof peopleContracts.getPerson>(getPersonMeta, { personId: other.id });
      if (!now.ok) throw new Error('no such person');
      const { version, userid, name, outletId, regions } = now.value;
      return admin.client.call<typeof peopleContracts.savePerson>(
        savePersonMeta,
        { personId: other.id, version, userid, name, roles, outletId, regions, active },
        { idempotencyKey: newId() },
      );
    };
    expect(await save(['installer'], true)).toMatchObject({ ok: true, value: { roles: ['installer'], phoneMasked: '138****8000' } });
    expect(await list()).toMatchObject({ ok: false, problem: { status: 403 } });
    expect((await save(['installer'], false)).ok).toBe(true);
    expect(await list()).toMatchObject({ ok: false, problem: { status: 401 } });
  });

  test('a save names a stale version, a taken userid and an unknown outlet, and repeats are one', async () => {
    const admin = await as('saver', ['admin']);
    const draft = { userid: 'saved', name: '李存', roles: ['installer' as const], outletId: null, regions: ['440300'], active: true };
    const save = (input: object, idempotencyKey = newId()) =>
      admin.client.call<typeof peopleContracts.savePerson>(savePersonMeta, input as typeof draft, { idempotencyKey });

    const key = newId();
    const five = await Promise.all(Array.from({ length: 5 }, () => save(draft, key)));
    const ids = new Set(five.map((reply) => (reply.ok ? reply.value.id : reply.problem.code)));
    expect(ids.size).toBe(1);
    expect(await save({ ...draft, name: '李改' }, key)).toMatchObject({
      ok: false,
      problem: { code: 'idempotency.other_body', status: 422 },
    });
    expect(await save(draft)).toMatchObject({ ok: false, problem: { code: 'people.userid_taken', status: 409 } });

    const personId = [...ids][0]!;
    expect(await save({ ...draft, personId, version: 9 })).toMatchObject({
      ok: false,
      problem: { code: 'people.stale_version', status: 412 },
    });
    expect(await save({ ...draft, personId, version: 1, outletId: newId() })).toMatchObject({
      ok: false,
      problem: { code: 'people.outlet_unknown' },
    });
    expect(await save({ ...draft, personId: newId(), version: 1 })).toMatchObject({ ok: false, problem: { code: 'people.not_found' } });
    expect(await save({ ...draft, roles: ['customer'], isAdmin: true })).toMatchObject({
      ok: false,
      problem: { status: 422, fields: [{ path: 'roles.0' }, { path: 'isAdmin', code: 'unknown' }] },
    });
  });

  test('two administrators cannot remove each other at the same moment', async () => {
    const everyone = await app.run((tx) => tx.db.selectFrom('person').select(['id', 'roles']).where('roles', 'like', '%admin%').execute());
    const [a, b] = [await as('last-a', ['admin']), await as('last-b', ['admin'])];
    await app.run(async (tx) => {
      for (const { id } of everyone) await tx.db.updateTable('person').set({ roles: '[]' }).where('id', '=', id).execute();
    });
    const remove = (by: typeof a, whom: typeof a, userid: string) =>
      by.client.call<typeof peopleContracts.savePerson>(
        savePersonMeta,
        { personId: whom.id, version: 1, userid, name: '某人', roles: ['staff'], outletId: null, regions: [], active: true },
        { idempotencyKey: newId() },
      );
    const [one, two] = await Promise.all([remove(a, b, 'last-b'), remove(b, a, 'last-a')]);
    // the second one finds that it is no administrator any more, or that the other is the last
    expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1);
    const left = await app.run((tx) => tx.db.selectFrom('person').select('id').where('roles', 'like', '%"admin"%').execute());
    expect(left).toHaveLength(1);
  });

  test('people are seen within region and outlet; the list pages', async () => {
    const outletId = await app.run((tx) =>
      api().upsertOutlet(tx, { code: `SZ-${kind.name}`, name: '南山网点', region: '440305', cooperation: 'own' }),
    );
    const inside = await person('in-nanshan', ['installer'], { outletId, regions: ['440305'] });
    const outside = await person('in-beijing', ['installer'], { regions: ['110105'] });
    const manager = await as('manager', ['outlet_manager'], { outletId, regions: [] });
    const region = await as('gd-manager', ['region_manager'], { regions: ['440000'] });
    const get = (client: typeof manager.client, personId: string) =>
      client.call<typeof peopleContracts.getPerson>(getPersonMeta, { personId });

    expect((await get(manager.client, inside)).ok).toBe(true);
    expect(await get(manager.client, outside)).toMatchObject({ ok: false, problem: { code: 'people.not_found', status: 404 } });
    expect(await get(region.client, inside)).toMatchObject({ ok: true, value: { outletName: '南山网点' } });
    expect((await get(region.client, outside)).ok).toBe(false);

    const admin = await as('pager', ['admin']);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.client.call<typeof peopleContracts.listPeople>(listPeopleMeta, { limit: 3, ...(cursor ? { cursor } : {}) });
      if (!page.ok) throw new Error(page.problem.code);
      seen.push(...page.value.items.map(({ id }) => id));
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort());
    expect(seen).toContain(outside);
  });

  test('nothing personal and no token stands in the tables in the clear', async () => {
    const { id, client } = await as('canary', ['staff']);
    await client.call<typeof auth.me>(meMeta, {});
    const rows = await app.run(async (tx) => [
      ...(await tx.db.selectFrom('person').selectAll().where('id', '=', id).execute()),
      ...(await tx.db.selectFrom('session').selectAll().execute()),
      ...(await tx.db.selectFrom('idempotency_key').selectAll().execute()),
    ]);
    const text = JSON.stringify(rows);
    expect(text).not.toContain('姓名canary');
    expect(text).not.toContain('13800138000');
    expect(rows[0]).toMatchObject({ name_enc: expect.stringMatching(/^v1\./), userid: 'canary' });
  });

  test('a customer session is for one order and dies with its link', async () => {
    const link = { linkId: newId(), orderId: newId() };
    const { token } = await app.run((tx) => api().openCustomerSession(tx, link));
    const client = phone(app.url, token);
    expect(await client.call<typeof auth.me>(meMeta, {})).toMatchObject({
      ok: true,
      value: { kind: 'customer', roles: ['customer'], money: ['charge'], scope: { orderId: link.orderId }, setupOpen: false },
    });
    expect(await client.call<typeof peopleContracts.listPeople>(listPeopleMeta, {})).toMatchObject({ ok: false, problem: { status: 403 } });
    await app.run((tx) => api().closeLinkSessions(tx, link.linkId));
    expect((await client.call<typeof auth.me>(meMeta, {})).ok).toBe(false);
  });

  test('thirty days later a phone has to log in again', async () => {
    const { client } = await as('phone-user', ['installer']);
    clock.forward(29 * 24 * HOUR);
    expect((await client.call<typeof auth.me>(meMeta, {})).ok).toBe(true);
    clock.forward(24 * HOUR);
    expect((await client.call<typeof auth.me>(meMeta, {})).ok).toBe(false);
  });
});
