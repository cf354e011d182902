import { defineContract } from '@mingdan/shared/contracts/define';
import { defineMeta } from '@mingdan/shared/contracts/meta';
import { ok } from '@mingdan/shared/kernel/result';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Actor } from '../../src/platform/actor.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import type { Authenticated, Authenticator } from '../../src/platform/http/ports.ts';
import { readsEarly, route } from '../../src/platform/http/route.ts';
import { newId, newToken } from '../../src/platform/ids.ts';
import { actorWith, type Started, startServer } from './support.ts';

const listNotes = defineContract(
  defineMeta({ name: 'notes.list', method: 'GET', path: '/notes', permission: 'notes:read', subject: 'none', summary: '便条列表' }),
  {
    input: z.strictObject({ limit: z.coerce.number().int().max(9).optional() }),
    output: z.object({ by: z.string(), roles: z.array(z.string()) }),
  },
);
const writeNote = defineContract(
  defineMeta({ name: 'notes.write', method: 'POST', path: '/notes', permission: 'notes:write', subject: 'none', summary: '写便条' }),
  { input: z.strictObject({}), output: z.object({}) },
);

const session = { id: newId(), kind: 'bearer', expiresAt: 0, csrf: null } as const;
const token = newToken();

/** A door at which somebody waits until it is opened. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** A server whose sessions are looked up when the test lets them be. */
async function stage(over: Parameters<typeof startServer>[1] = {}) {
  const began: Actor[] = [];
  let remembered: Authenticated | undefined;
  let looks: (() => Promise<Authenticated | undefined>)[] = [];
  let read: (actor: Actor) => Promise<void> = async () => {};
  const authenticator: Authenticator = {
    authenticate: async () => looks.shift()!(),
    remembered: () => remembered,
  };
  const web = await startServer(
    [
      readsEarly(
        route(listNotes, async (_input, { actor }) => {
          began.push(actor);
          await read(actor);
          return ok({ by: actor.id, roles: [...actor.roles] });
        }),
      ),
    ],
    { authenticator, ...over },
  );
  return {
    web,
    began,
    remember: (actor: Actor) => {
      remembered = { actor, session };
    },
    /** What the next looks find, one after the other. */
    finds: (...found: (() => Promise<Actor | undefined>)[]) => {
      looks = found.map((find) => async () => {
        const actor = await find();
        return actor && { actor, session };
      });
    },
    reads: (how: (actor: Actor) => Promise<void>) => {
      read = how;
    },
    ask: async (query = '') => {
      const answer = await fetch(`${web.url}/api/notes${query}`, { headers: { authorization: `Bearer ${token}` } });
      return { status: answer.status, body: await answer.json() };
    },
  };
}

describe('a read that begins before its session is looked up', () => {
  const open: Started[] = [];
  const opened = async (over?: Parameters<typeof startServer>[1]) => {
    const made = await stage(over);
    open.push(made.web);
    return made;
  };
  afterEach(async () => {
    for (const web of open.splice(0)) await web.stop();
  });
  const staff = actorWith(['staff']);

  test('has begun by then, and is asked once where nothing changed', async () => {
    const { began, remember, finds, reads, ask } = await opened();
    remember(staff);
    const begun = gate();
    reads(async () => begun.open());
    // the look ends only after the read began: without an early begin this would wait for ever
    finds(async () => {
      await begun.passed;
      return structuredClone(staff);
    });
    expect(await ask()).toMatchObject({ status: 200, body: { by: staff.id } });
    expect(began).toHaveLength(1);
  });

  test('a token that nothing is remembered of is looked up first', async () => {
    const { began, finds, ask } = await opened();
    finds(async () => {
      expect(began).toEqual([]);
      return staff;
    });
    expect(await ask()).toMatchObject({ status: 200 });
    expect(began).toHaveLength(1);
  });

  test.each([
    ['a role more', { ...staff, roles: ['staff', 'boss'] as const }],
    ['another region', { ...staff, scope: { ...staff.scope, regions: ['110000'] } }],
    ['another person', actorWith(['staff'])],
  ])('%s: read again with the rights of this moment', async (_name, now) => {
    const { began, remember, finds, ask } = await opened();
    remember(staff);
    finds(async () => now);
    expect(await ask()).toMatchObject({ status: 200, body: { by: now.id, roles: now.roles } });
    expect(began).toEqual([staff, now]);
  });

  test('a role that was taken away, and a session that is over, are told nothing', async () => {
    const { began, remember, finds, ask } = await opened();
    remember(staff);
    finds(
      async () => ({ ...staff, roles: [] }),
      async () => undefined,
    );
    expect((await ask()).status).toBe(403);
    expect((await ask()).status).toBe(401);
    expect(began).toEqual([staff, staff]);
  });

  test('an early read that fails is nobody’s where it is not used, and the request’s where it is', async () => {
    const { remember, finds, reads, ask } = await opened();
    remember(staff);
    const now = { ...staff, roles: ['staff', 'boss'] as const };
    reads(async ({ roles }) => {
      if (roles.length === 1) throw new Error('the first read failed');
    });
    finds(
      async () => now,
      async () => staff,
    );
    expect(await ask()).toMatchObject({ status: 200, body: { roles: now.roles } });
    expect((await ask()).status).toBe(500);
  });

  test('what would be refused does not begin: a wrong parameter, rights that were not there, no requests left', async () => {
    const config = { ...loadConfig({}, '/tmp').http, port: 0, rateLimitPerMinute: 2 };
    const { began, remember, finds, ask } = await opened({ config });
    remember(actorWith(['auditor']));
    finds(async () => undefined);
    expect((await ask()).status).toBe(401);
    remember(staff);
    finds(...Array.from({ length: 3 }, () => async () => staff));
    expect((await ask('?limit=99')).status).toBe(422);
    expect(began).toEqual([]);
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
    expect(began).toHaveLength(1);
  });

  test('what writes cannot be bound so', () => {
    expect(() => readsEarly(route(writeNote, async () => ok({})))).toThrow('notes.write is no read of somebody’s');
  });
});
