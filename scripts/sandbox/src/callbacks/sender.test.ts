import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, getSignature } from '@wecom/crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from '../read-body.ts';
import { testWorld } from '../test-world.ts';
import { createCallbackSender } from './sender.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Seen {
  query: URLSearchParams;
  body: string;
}

/** A server that answers each callback by a plan: a status, or silence. */
async function fakeServer(answer: (seen: Seen, n: number, response: ServerResponse) => void, timeoutMs = 5_000) {
  const seen: Seen[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    // a caller that has cut the connection has nothing more to say
    const body = (await readBody(request).catch(() => Buffer.of())).toString('utf8');
    const one = { query: new URL(request.url ?? '', 'http://x').searchParams, body };
    seen.push(one);
    answer(one, seen.length, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const world = testWorld({ callbackUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback` });
  const sender = createCallbackSender(world, { timeoutMs, verifyMs: 5_000, retryGapMs: 1 });
  closing.push(() => {
    sender.stop();
    server.close();
    server.closeAllConnections();
  });
  return { world, sender, seen };
}

const event = { title: '试', xml: '<xml><MsgType><![CDATA[event]]></MsgType></xml>' };

const encryptedOf = (body: string): string => /<Encrypt><!\[CDATA\[(.+)\]\]>/.exec(body)?.[1] ?? '';

describe('a callback', () => {
  it('is delivered by one 200', async () => {
    const { world, sender, seen } = await fakeServer((_seen, _n, response) => response.end());
    const { record, settled } = sender.send(event);
    await settled;
    expect(record.outcome).toBe('delivered');
    expect(seen).toHaveLength(1);
    const encrypted = encryptedOf(seen[0]?.body ?? '');
    const query = seen[0]?.query ?? new URLSearchParams();
    expect(query.get('msg_signature')).toBe(
      getSignature(world.settings.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted),
    );
    expect(decrypt(world.settings.aesKey, encrypted)).toMatchObject({ message: event.xml, id: world.settings.corpId });
  });

  it('is sent again after any other status, and stops at the first 200', async () => {
    const { sender, seen } = await fakeServer((_seen, n, response) => {
      response.statusCode = n < 3 ? 500 : 200;
      response.end();
    });
    const { record, settled } = sender.send(event);
    await settled;
    expect(record.tries.map((one) => one.status)).toEqual([500, 500, 200]);
    expect(record.outcome).toBe('delivered');
    expect(seen).toHaveLength(3);
  });

  it('is cut when no answer comes in time, and given up after three tries', async () => {
    const { sender } = await fakeServer(() => undefined, 80);
    const { record, settled } = sender.send(event);
    await settled;
    expect(record.tries).toHaveLength(3);
    expect(record.outcome).toBe('given_up');
    for (const one of record.tries) {
      expect(one.status).toBe(0);
      expect(one.ms).toBeGreaterThanOrEqual(75);
    }
  });

  it('is replayed with the very same bytes', async () => {
    const { sender, seen } = await fakeServer((_seen, _n, response) => response.end());
    await sender.send(event).settled;
    await sender.replay();
    expect(seen[1]?.body).toBe(seen[0]?.body);
    expect(seen[1]?.query.toString()).toBe(seen[0]?.query.toString());
  });
});

describe('URL verification', () => {
  it('holds only when the decrypted echo comes back bare', async () => {
    let quoted = false;
    const { world, sender } = await fakeServer((seen, _n, response) => {
      const plain = decrypt(world.settings.aesKey, seen.query.get('echostr') ?? '').message;
      response.end(quoted ? `"${plain}"` : plain);
    });
    expect(await sender.verify()).toBe(true);
    quoted = true;
    expect(await sender.verify()).toBe(false);
    expect(sender.verified()).toBe(false);
  });
});
