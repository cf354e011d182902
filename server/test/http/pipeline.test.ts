import { defineContract } from '@mingdan/shared/contracts/define';
import { defineMeta } from '@mingdan/shared/contracts/meta';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Origin } from '../../src/platform/actor.ts';
import { BootError } from '../../src/platform/http/boot-checks.ts';
import { route } from '../../src/platform/http/route.ts';
import { newId } from '../../src/platform/ids.ts';
import { actorWith, CSRF, rawRequest, type Started, startServer } from './support.ts';

const readNote = defineContract(
  defineMeta({ name: 'notes.get', method: 'GET', path: '/notes/:noteId', permission: 'notes:read', subject: 'none', summary: '看便条' }),
  {
    input: z.strictObject({ noteId: z.string().max(10), limit: z.coerce.number().int().max(9).optional() }),
    output: z.object({ id: z.string() }),
    refusals: ['orders.not_found'],
  },
);
const fixedNote = defineContract(
  defineMeta({
    name: 'notes.newest',
    method: 'GET',
    path: '/notes/newest',
    permission: 'notes:read',
    subject: 'none',
    summary: '最新的便条',
  }),
  { input: z.strictObject({}), output: z.object({ id: z.string() }) },
);
const writeNote = defineContract(
  defineMeta({ name: 'notes.write', method: 'POST', path: '/notes', permission: 'notes:write', subject: 'none', summary: '写便条' }),
  {
    input: z.strictObject({
      text: z.string().min(1).max(20),
      tags: z
        .array(z.object({ name: z.string().max(3) }))
        .max(2)
        .default([]),
      kind: z.enum(['a', 'b']),
    }),
    output: z.object({ key: z.string(), hash: z.string(), actor: z.string() }),
    refusals: ['orders.stale_version'],
  },
);
const fail = defineContract(
  defineMeta({
    name: 'notes.fail',
    method: 'POST',
    path: '/notes/fail',
    permission: 'public',
    subject: 'none',
    summary: '出错',
    limit: 'strict',
  }),
  { input: z.strictObject({}), output: z.object({}) },
);

let seen: { input: unknown; origin: Origin }[] = [];
const routes = [
  route(readNote, async ({ noteId }) => (noteId === 'none' ? refuse('orders.not_found') : ok({ id: noteId }))),
  route(fixedNote, async () => ok({ id: 'newest' })),
  route(writeNote, async (input, origin) => {
    seen.push({ input, origin });
    if (input.text === 'stale') return refuse('orders.stale_version', { detail: { version: 3 } });
    origin.idempotency!.state = 'stored';
    return ok({ key: origin.idempotency!.key, hash: origin.idempotency!.bodyHash, actor: origin.actor.id });
  }),
  route(fail, async () => {
    throw new Error('select secret_column from somewhere');
  }),
];

let web: Started;
let bearer: string;
let cookie: string;
const staff = actorWith(['staff']);

beforeAll(async () => {
  web = await startServer(routes);
  bearer = web.sessions.open(staff, 'bearer');
  cookie = web.sessions.open(staff, 'cookie');
});
afterAll(() => web.stop());
beforeEach(() => {
  seen = [];
});

const json = (text: string): { code: string; fields?: { path: string; code: string; message: string }[]; [key: string]: unknown } =>
  JSON.parse(text);
const write = (body: string | Buffer, headers: Record<string, string> = {}) =>
  rawRequest(web.port, {
    method: 'POST',
    path: '/api/notes',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': newId(), ...headers },
    body,
  });
const good = JSON.stringify({ text: 'hi', kind: 'a' });

describe('who asks', () => {
  test.each([
    ['nobody', {}],
    ['a bearer that does not exist', { authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['an empty cookie', { cookie: 'mingdan_session=' }],
  ])('%s: 401', async (_, headers) => {
    const answer = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1', headers: headers as Record<string, string> });
    expect([answer.status, json(answer.text).code]).toEqual([401, 'request.unauthenticated']);
  });

  test('a token of one kind is refused as the other', async () => {
    const asCookie = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1', headers: { cookie: `mingdan_session=${bearer}` } });
    const asBearer = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1', headers: { authorization: `Bearer ${cookie}` } });
    expect([asCookie.status, asBearer.status]).toEqual([401, 401]);
  });

  test('a wrong bearer beside a good cookie is nobody', async () => {
    const headers = { cookie: `mingdan_session=${cookie}`, authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA' };
    expect((await rawRequest(web.port, { method: 'GET', path: '/api/notes/1', headers })).status).toBe(401);
  });

  test('without the permission: 403, before the input is looked at', async () => {
    const token = web.sessions.open(actorWith(['installer']), 'bearer');
    const answer = await write('{', { authorization: `Bearer ${token}` });
    expect([answer.status, json(answer.text).code]).toEqual([403, 'request.forbidden']);
  });
});

describe('a write with a cookie', () => {
  const withCookie = (headers: Record<string, string>) =>
    rawRequest(web.port, {
      method: 'POST',
      path: '/api/notes',
      headers: { cookie: `mingdan_session=${cookie}`, 'content-type': 'application/json', 'idempotency-key': newId(), ...headers },
      body: good,
    });
  const own = () => `http://127.0.0.1:${web.port}`;

  test('from our own page with the token: done', async () => {
    expect((await withCookie({ origin: own(), 'x-csrf-token': CSRF, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
  test.each([
    ['no origin', () => ({ 'x-csrf-token': CSRF })],
    ['a foreign origin', () => ({ origin: 'https://evil.example', 'x-csrf-token': CSRF })],
    ['the null origin', () => ({ origin: 'null', 'x-csrf-token': CSRF })],
    ['our name with another port', () => ({ origin: 'http://127.0.0.1:1', 'x-csrf-token': CSRF })],
    ['no token', () => ({ origin: own() })],
    ['a wrong token', () => ({ origin: own(), 'x-csrf-token': `${CSRF.slice(0, -1)}x` })],
    ['the browser says cross-site', () => ({ origin: own(), 'x-csrf-token': CSRF, 'sec-fetch-site': 'cross-site' })],
  ])('%s: 403 and nothing done', async (_, headers) => {
    const answer = await withCookie(headers() as unknown as Record<string, string>);
    expect([answer.status, json(answer.text).code, seen.length]).toEqual([403, 'request.origin_refused', 0]);
  });
});

describe('input', () => {
  test('the handler gets parsed values, defaults filled in, and who asks', async () => {
    const answer = await write(good);
    expect(answer.status).toBe(200);
    expect(seen[0]!.input).toEqual({ text: 'hi', kind: 'a', tags: [] });
    expect(json(answer.text)['actor']).toBe(staff.id);
  });

  test('every wrong field is named, in Chinese, without its value', async () => {
    const answer = await write(JSON.stringify({ text: 7, tags: [{ name: 'toolong' }], extra: 'SECRET', roles: ['admin'] }));
    expect(answer.status).toBe(422);
    expect(json(answer.text).fields).toEqual([
      { path: 'text', code: 'type', message: '应为文字' },
      { path: 'tags.0.name', code: 'too_big', message: '最多 3 个字' },
      { path: 'kind', code: 'required', message: '必填' },
      { path: 'extra', code: 'unknown', message: '没有这个字段' },
      { path: 'roles', code: 'unknown', message: '没有这个字段' },
    ]);
    expect(answer.text).not.toContain('SECRET');
    expect(seen).toEqual([]);
  });

  test.each([
    ['no JSON', '{', 'json.syntax'],
    ['a key twice', '{"text":"a","text":"b","kind":"a"}', 'json.duplicate_key'],
    ['a key twice, further in', '{"text":"a","kind":"a","tags":[{"name":"a","name":"b"}]}', 'json.duplicate_key'],
    ['a key twice in other spelling', '{"text":"a","te\\u0078t":"b","kind":"a"}', 'json.duplicate_key'],
    ['__proto__', '{"text":"a","kind":"a","__proto__":{"admin":true}}', 'json.forbidden_key'],
    ['__proto__, escaped', '{"text":"a","kind":"a","\\u005f_proto__":{"admin":true}}', 'json.forbidden_key'],
    ['constructor.prototype', '{"text":"a","kind":"a","constructor":{"prototype":{"admin":true}}}', 'json.forbidden_key'],
    ['a dotted path', '{"text":"a","kind":"a","a.__proto__.b":1}', 'json.forbidden_key'],
    ['a bracket path', '{"text":"a","kind":"a","a[__proto__][b]":1}', 'json.forbidden_key'],
    ['too deep', `{"text":${'['.repeat(70)}${']'.repeat(70)}}`, 'json.too_deep'],
    ['not an object', '[1]', 'type'],
  ])('%s: 400', async (_, body, code) => {
    const answer = await write(body);
    expect([answer.status, json(answer.text).code, json(answer.text).fields?.[0]?.code]).toEqual([400, 'request.malformed', code]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(seen).toEqual([]);
  });

  test('colons and quotes inside of strings are no keys', async () => {
    const answer = await write(JSON.stringify({ text: 'a:"b":\\":', kind: 'a' }));
    expect(answer.status).toBe(200);
  });

  test('broken UTF-8: 400', async () => {
    expect((await write(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status).toBe(400);
  });

  test.each([
    ['text/plain', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['another charset', 'application/json; charset=gbk'],
  ])('%s: 415', async (_, type) => {
    expect((await write(good, { 'content-type': type })).status).toBe(415);
  });

  test('compressed: 415, unread', async () => {
    expect((await write(good, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('over one megabyte: 413', async () => {
    const answer = await write(JSON.stringify({ text: 'x'.repeat(1024 * 1024), kind: 'a' }));
    expect(answer.status).toBe(413);
  });

  test('over one megabyte without a length: 413', async () => {
    const answer = await write(JSON.stringify({ text: 'x'.repeat(1024 * 1024 + 10), kind: 'a' }), { 'transfer-encoding': 'chunked' });
    expect(answer.status).toBe(413);
  });

  test('a repeated parameter, and one that is in the path as well: 400', async () => {
    const headers = { authorization: `Bearer ${bearer}` };
    const twice = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1?limit=1&limit=2', headers });
    const both = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1?noteId=2', headers });
    expect([twice.status, both.status]).toEqual([400, 400]);
  });

  test('an unknown parameter: 422', async () => {
    const answer = await rawRequest(web.port, { method: 'GET', path: '/api/notes/1?x=1', headers: { authorization: `Bearer ${bearer}` } });
    expect(json(answer.text).fields).toEqual([{ path: 'x', code: 'unknown', message: '没有这个字段' }]);
  });

  test('a fixed segment is not taken for a parameter', async () => {
    const answer = await rawRequest(web.port, { method: 'GET', path: '/api/notes/newest', headers: { authorization: `Bearer ${bearer}` } });
    expect(json(answer.text)['id']).toBe('newest');
  });

  test('an address that cannot be decoded: 400, not 500', async () => {
    const answer = await rawRequest(web.port, {
      method: 'GET',
      path: '/api/notes/%E0%A4%A',
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(answer.status).toBeLessThan(500);
  });
});

describe('idempotency key', () => {
  test('missing or no ULID: 400', async () => {
    for (const key of ['', 'abc', '8ZZZZZZZZZZZZZZZZZZZZZZZZZ']) {
      const answer = await write(good, { 'idempotency-key': key });
      expect([answer.status, json(answer.text).code]).toEqual([400, 'idempotency.key_missing']);
    }
  });

  test('the hash does not depend on the order of keys, and does on values', async () => {
    const hash = async (body: unknown) => json((await write(JSON.stringify(body))).text)['hash'];
    const first = await hash({ text: 'a', kind: 'a' });
    expect(await hash({ kind: 'a', text: 'a' })).toBe(first);
    expect(await hash({ kind: 'b', text: 'a' })).not.toBe(first);
  });
});

describe('answers', () => {
  test('a refusal has its registered status, its code, its detail and the request id', async () => {
    const answer = await write(JSON.stringify({ text: 'stale', kind: 'a' }));
    expect(answer.status).toBe(412);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(json(answer.text)).toMatchObject({
      code: 'orders.stale_version',
      detail: { version: 3 },
      requestId: answer.headers['x-request-id'],
    });
  });

  test('a bug: 500 with nothing but the request id', async () => {
    const answer = await rawRequest(web.port, { method: 'POST', path: '/api/notes/fail' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret_column');
    expect(Object.keys(json(answer.text)).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type']);
  });

  test('unknown addresses and undeclared methods', async () => {
    const nothing = await rawRequest(web.port, { method: 'GET', path: '/api/nothing' });
    const patch = await rawRequest(web.port, { method: 'PATCH', path: '/api/notes' });
    const trace = await rawRequest(web.port, { method: 'TRACE', path: '/' });
    const remove = await rawRequest(web.port, { method: 'DELETE', path: '/api/notes' });
    expect([nothing.status, patch.status, trace.status, remove.status]).toEqual([404, 405, 405, 405]);
    expect(remove.headers['allow']).toBe('POST');
  });

  test('every answer carries the security headers', async () => {
    for (const path of ['/api/nothing', '/healthz', '/api/docs', '/api/openapi.json']) {
      const { headers } = await rawRequest(web.port, { method: 'GET', path });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['server']).toBeUndefined();
    }
  });

  test('too often: 429 with Retry-After', async () => {
    const few = await startServer(routes, { config: { ...webConfig, port: 0, rateLimitPerMinute: 20 } });
    const token = few.sessions.open(staff, 'bearer');
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1)
      statuses.push(
        (await rawRequest(few.port, { method: 'GET', path: '/api/notes/1', headers: { authorization: `Bearer ${token}` } })).status,
      );
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(statuses[20]).toBe(429);
    await few.stop();
  });
});

const webConfig = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  h5Origins: ['https://m.example.com'],
  trustedProxyHops: 0,
  metricsToken: 'a-token-for-metrics',
  rateLimitPerMinute: 1000,
};

describe('other origins', () => {
  let other: Started;
  beforeAll(async () => {
    other = await startServer(routes, { config: webConfig });
  });
  afterAll(() => other.stop());
  const preflight = (origin: string) =>
    rawRequest(other.port, { method: 'OPTIONS', path: '/api/notes', headers: { origin, 'access-control-request-method': 'POST' } });

  test('a configured one may call with a bearer, without cookies', async () => {
    const answer = await preflight('https://m.example.com');
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe('https://m.example.com');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });
  test.each(['https://evil.example', 'null', 'https://m.example.com.evil.example', 'http://m.example.com', ''])(
    '%j gets no such header',
    async (origin) => {
      expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

describe('operations', () => {
  test('metrics: for this machine, and beyond a proxy only with the token', async () => {
    const guarded = await startServer(routes, { config: webConfig });
    const read = async (headers: Record<string, string>) =>
      (await rawRequest(guarded.port, { method: 'GET', path: '/metrics', headers })).status;
    expect(await read({})).toBe(200);
    expect(await read({ 'x-forwarded-for': '127.0.0.1' })).toBe(403);
    expect(await read({ 'x-forwarded-for': '127.0.0.1', authorization: 'Bearer a-token-for-metrics' })).toBe(200);
    await guarded.stop();
  });

  test('readiness tells degraded from down', async () => {
    let redis: 'ok' | 'degraded' | 'down' = 'down';
    let database: 'ok' | 'down' = 'ok';
    const checked = await startServer(routes, {
      health: [
        { name: 'database', critical: true, check: async () => database },
        { name: 'redis', critical: false, check: async () => redis },
      ],
    });
    const ready = async () => {
      const answer = await rawRequest(checked.port, { method: 'GET', path: '/readyz' });
      return [answer.status, (JSON.parse(answer.text) as { status: string }).status];
    };
    expect(await ready()).toEqual([200, 'degraded']);
    redis = 'ok';
    expect(await ready()).toEqual([200, 'ok']);
    database = 'down';
    expect(await ready()).toEqual([503, 'down']);
    await checked.stop();
  });

  test('OpenAPI names every operation with its refusals and its key', async () => {
    const document = JSON.parse((await rawRequest(web.port, { method: 'GET', path: '/api/openapi.json' })).text) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, { description: string }>; parameters: { name: string }[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/notes/{noteId}']!['get']!.responses['404']!.description).toContain('orders.not_found');
    expect(document.paths['/api/notes']!['post']!.parameters.map(({ name }) => name)).toEqual(['Idempotency-Key']);
  });
});

describe('boot', () => {
  test('refuses a contract without a route, a route without a permission, and two of a kind', async () => {
    const start = () =>
      startServer([routes[0]!, routes[0]!], {
        contracts: [readNote, writeNote],
        policy: { knows: (permission) => permission === 'notes:write', allows: () => true },
      });
    await expect(start()).rejects.toThrow(BootError);
    await expect(start()).rejects.toThrow(/notes.write: contract without a route/);
    await expect(start()).rejects.toThrow(/notes.get: 2 routes/);
    await expect(start()).rejects.toThrow(/permission notes:read is not in the policy table/);
  });
});
