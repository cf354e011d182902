import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { addressOf, createClient, type TransportRequest, type TransportResponse } from './client.ts';
import { defineContract } from './define.ts';
import { defineMeta } from './meta.ts';

const getMeta = defineMeta({ name: 'a.get', method: 'GET', path: '/a/:id', permission: 'public', subject: 'none', summary: '' });
const putMeta = defineMeta({ name: 'a.put', method: 'PUT', path: '/a/:id', permission: 'public', subject: 'none', summary: '' });
const get = defineContract(getMeta, {
  input: z.strictObject({ id: z.string(), q: z.string().optional(), limit: z.coerce.number().optional() }),
  output: z.object({ n: z.number() }),
});
const put = defineContract(putMeta, { input: z.strictObject({ id: z.string(), text: z.string() }), output: z.object({}) });

function clientThat(answer: (request: TransportRequest) => Promise<TransportResponse>) {
  const sent: TransportRequest[] = [];
  const client = createClient({
    baseUrl: 'http://x',
    headers: () => ({ Authorization: 'Bearer t' }),
    transport: (request) => {
      sent.push(request);
      return answer(request);
    },
  });
  return { client, sent };
}

describe('client', () => {
  test('path parameters are encoded, the rest goes into the query; nothing of what is undefined', async () => {
    const { client, sent } = clientThat(async () => ({ status: 200, body: { n: 1 } }));
    const reply = await client.call<typeof get>(getMeta, { id: 'a/b?c', q: '张 三&x=1', limit: undefined });
    expect(reply).toEqual({ ok: true, value: { n: 1 } });
    expect(sent[0]).toEqual({
      method: 'GET',
      url: `http://x/api/a/${encodeURIComponent('a/b?c')}?q=${encodeURIComponent('张 三&x=1')}`,
      headers: { Accept: 'application/json', Authorization: 'Bearer t' },
    });
  });

  test('a write carries its key and its values without the path parameter', async () => {
    const { client, sent } = clientThat(async () => ({ status: 200, body: {} }));
    await client.call<typeof put>(putMeta, { id: '1', text: 'hi' }, { idempotencyKey: 'KEY' });
    expect(sent[0]).toMatchObject({
      url: 'http://x/api/a/1',
      body: '{"text":"hi"}',
      headers: { 'Idempotency-Key': 'KEY', 'Content-Type': 'application/json' },
    });
  });

  test('a problem keeps its code and fields; an answer that is none still has a status', async () => {
    const problem = {
      code: 'orders.stale_version',
      fields: [{ path: 'a', code: 'b', message: 'c' }],
      detail: { version: 2 },
      requestId: 'r',
    };
    const known = clientThat(async () => ({ status: 412, body: problem }));
    expect(await known.client.call<typeof get>(getMeta, { id: '1' })).toEqual({
      ok: false,
      offline: false,
      problem: { ...problem, status: 412 },
    });
    const odd = clientThat(async () => ({ status: 502, body: undefined }));
    expect(await odd.client.call<typeof get>(getMeta, { id: '1' })).toMatchObject({
      ok: false,
      problem: { code: 'request.internal', status: 502 },
    });
  });

  test('no answer is told apart from a no', async () => {
    const { client } = clientThat(() => Promise.reject(new Error('network')));
    expect(await client.call<typeof get>(getMeta, { id: '1' })).toMatchObject({
      ok: false,
      offline: true,
      problem: { code: 'request.offline', status: 0 },
    });
  });

  test('a missing path parameter is a mistake of the code', () => {
    expect(() => addressOf(getMeta, {})).toThrow(/id is missing/);
  });
});
