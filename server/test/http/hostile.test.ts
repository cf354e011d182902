import { connect } from 'node:net';
import { defineContract } from '@mingdan/shared/contracts/define';
import { defineMeta } from '@mingdan/shared/contracts/meta';
import { ok } from '@mingdan/shared/kernel/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CALLBACK_LIMIT, readBody } from '../../src/platform/http/body.ts';
import { HttpRefusal } from '../../src/platform/http/problem.ts';
import { route } from '../../src/platform/http/route.ts';
import { newId } from '../../src/platform/ids.ts';
import { waitUntil } from '../support/wait-until.ts';
import { actorWith, rawRequest, type Started, startServer } from './support.ts';

const slowMeta = defineMeta({ name: 'slow.get', method: 'GET', path: '/slow', permission: 'x', subject: 'none', summary: '慢' });
const slow = defineContract(slowMeta, { input: z.strictObject({}), output: z.object({ done: z.boolean() }) });

let release: () => void = () => {};
let entered = 0;
const routes = [
  route(slow, async () => {
    entered += 1;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return ok({ done: true });
  }),
];

describe('bodies', () => {
  let web: Started;
  let read = 0;
  beforeAll(async () => {
    web = await startServer(routes, {
      raw: [
        (router) => {
          router.post('/callback', async (ctx) => {
            read = (await readBody(ctx.req, CALLBACK_LIMIT, 300)).length;
            ctx.body = 'ok';
          });
          router.get('/refuses', async () => {
            throw new HttpRefusal('request.too_many', { headers: { 'Retry-After': '7' } });
          });
        },
      ],
    });
  });
  afterAll(() => web.stop());

  /** Sends bytes and returns everything that comes back until the server closes. */
  const talk = (chunks: readonly string[], pauseMs = 0): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(web.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (data) => {
        answer += data.toString('latin1');
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error),
      );
      const send = (index: number): void => {
        if (index >= chunks.length || socket.destroyed) return;
        socket.write(chunks[index]!);
        setTimeout(send, pauseMs, index + 1);
      };
      send(0);
    });

  test('a callback of 64 KB is read, one byte more is not', async () => {
    const post = (bytes: number) => rawRequest(web.port, { method: 'POST', path: '/callback', body: Buffer.alloc(bytes, 0x61) });
    expect((await post(CALLBACK_LIMIT)).status).toBe(200);
    expect(read).toBe(CALLBACK_LIMIT);
    expect((await post(CALLBACK_LIMIT + 1)).status).toBe(413);
  });

  test('a body without end or length is cut at the limit', async () => {
    const chunk = `${(8192).toString(16)}\r\n${'a'.repeat(8192)}\r\n`;
    const answer = await talk([
      'POST /callback HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
      ...Array<string>(40).fill(chunk),
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 413/);
    expect(answer).toMatch(/connection: close/i);
  });

  test('a body that trickles is given up: 408', async () => {
    const answer = await talk(['POST /callback HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n', ...Array<string>(20).fill('a')], 50);
    expect(answer).toMatch(/^HTTP\/1\.1 408/);
  });

  test('headers beyond 16 KB: 431', async () => {
    expect(await talk([`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`])).toMatch(/^HTTP\/1\.1 431/);
  });

  test.each([
    ['two lengths', 'POST /callback HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\naa'],
    ['length and chunks', 'POST /callback HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['rubbish', 'rubbish\r\n\r\n'],
  ])('%s: 400', async (_, bytes) => {
    expect(await talk([bytes])).toMatch(/^HTTP\/1\.1 400/);
  });

  test('a compressed bomb is not unpacked: 415', async () => {
    const answer = await rawRequest(web.port, {
      method: 'POST',
      path: '/callback',
      headers: { 'content-encoding': 'gzip' },
      body: Buffer.alloc(1000),
    });
    expect(answer.status).toBe(415);
  });

  test('a raw endpoint refuses in the same form', async () => {
    const answer = await rawRequest(web.port, { method: 'GET', path: '/refuses' });
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '7']);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'request.too_many', requestId: answer.headers['x-request-id'] });
  });
});

describe('forwarded headers', () => {
  const config = { host: '127.0.0.1', port: 0, publicUrl: null, h5Origins: [], metricsToken: null, rateLimitPerMinute: 40 };
  const tries = async (web: Started, forwarded: (index: number) => string) => {
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1)
      statuses.push(
        (await rawRequest(web.port, { method: 'GET', path: '/auth/nothing', headers: { 'x-forwarded-for': forwarded(index) } })).status,
      );
    return statuses.includes(429);
  };
  test('without trusted proxies an invented address does not escape the limit', async () => {
    const web = await startServer(routes, { config: { ...config, trustedProxyHops: 0 } });
    expect(await tries(web, (index) => `10.0.0.${index}`)).toBe(true);
    await web.stop();
  });
  test('with one trusted proxy only its own entry counts', async () => {
    const web = await startServer(routes, { config: { ...config, trustedProxyHops: 1 } });
    expect(await tries(web, (index) => `10.0.0.${index}, 192.0.2.1`)).toBe(true);
    expect(await tries(web, (index) => `192.0.2.7, 10.1.0.${index}`)).toBe(false);
    await web.stop();
  });
});

describe('stopping', () => {
  test('what runs is finished and answered, new connections are refused, and it ends', async () => {
    const web = await startServer(routes);
    const token = web.sessions.open(actorWith(['staff']), 'bearer');
    entered = 0;
    const running = rawRequest(web.port, { method: 'GET', path: '/api/slow', headers: { authorization: `Bearer ${token}` } });
    await waitUntil('the request runs', () => entered === 1);
    const stopped = web.stop();
    await expect(rawRequest(web.port, { method: 'GET', path: '/healthz' })).rejects.toThrow();
    release();
    expect((await running).status).toBe(200);
    await stopped;
  });
});

describe('https', () => {
  test('the cookie is __Host- and Secure, HSTS is on, and only the public origin is ours', async () => {
    const writeMeta = defineMeta({
      name: 'w.post',
      method: 'POST',
      path: '/w',
      permission: 'x',
      subject: 'none',
      summary: '写',
      idempotency: 'none',
    });
    const write = route(
      defineContract(writeMeta, { input: z.strictObject({}), output: z.object({}) }),
      async (_, __, { dropSessionCookie }) => {
        dropSessionCookie();
        return ok({});
      },
    );
    const web = await startServer([write], {
      config: {
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'https://md.example.com',
        h5Origins: [],
        trustedProxyHops: 0,
        metricsToken: null,
        rateLimitPerMinute: 1000,
      },
    });
    const token = web.sessions.open(actorWith(['staff']), 'cookie');
    const send = (name: string, origin: string) =>
      rawRequest(web.port, {
        method: 'POST',
        path: '/api/w',
        headers: { cookie: `${name}=${token}`, origin, 'x-csrf-token': 'csrf-of-the-test-session', 'idempotency-key': newId() },
      });
    const good = await send('__Host-mingdan', 'https://md.example.com');
    expect(good.status).toBe(200);
    expect(String(good.headers['set-cookie'])).toMatch(/^__Host-mingdan=; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=0$/);
    expect(good.headers['strict-transport-security']).toContain('max-age=31536000');
    expect((await send('mingdan_session', 'https://md.example.com')).status).toBe(401);
    expect((await send('__Host-mingdan', `http://127.0.0.1:${web.port}`)).status).toBe(403);
    await web.stop();
  });
});
