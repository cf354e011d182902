import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { encrypt, getSignature } from '@wecom/crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CallbackRefused, isTimely, openCallback, openEcho, openSealed, type Receiver, type SignedQuery } from './envelope.ts';

const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const OFFICIAL: Receiver = { corpId: 'wx5823bf96d3bd56c7', agentId: '218', token: 'QDG6eK', aesKey: KEY };
const ENCRYPTED_B =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';
const QUERY_B: SignedQuery = { signature: '477715d11cdb4164915debcba66cb864d751f3e6', timestamp: '1409659813', nonce: '1372623149' };

function whyOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CallbackRefused) return error.why;
    throw error;
  }
  return 'accepted';
}

const envelope = (encrypted: string, agent = OFFICIAL.agentId, corp = OFFICIAL.corpId) =>
  `<xml><ToUserName><![CDATA[${corp}]]></ToUserName><AgentID><![CDATA[${agent}]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;

/** A message sealed as WeCom would, for this receiver; with the same random bytes each time. */
function sealed(plaintext: string, receiver = OFFICIAL, id = receiver.corpId, random = 'abcdefghijklmnop') {
  const encrypted = encrypt(receiver.aesKey, plaintext, id, Buffer.from(random));
  const [timestamp, nonce] = ['1700000000', '1234567890'];
  const query: SignedQuery = { timestamp, nonce, signature: getSignature(receiver.token, timestamp, nonce, encrypted) };
  return { encrypted, query, body: envelope(encrypted, receiver.agentId, receiver.corpId) };
}

const message = (agent: string | null = OFFICIAL.agentId, corp = OFFICIAL.corpId) =>
  `<xml><ToUserName><![CDATA[${corp}]]></ToUserName><MsgType><![CDATA[event]]></MsgType>${agent === null ? '' : `<AgentID>${agent}</AgentID>`}</xml>`;

describe('the documented vectors', () => {
  test('A: the official GET', () => {
    const query = { signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', timestamp: '1409659589', nonce: '263014780' };
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    expect(openEcho(OFFICIAL, query, echo)).toBe('1616140317555161061');
  });

  test('B: the official POST', () => {
    const { fields } = openCallback(OFFICIAL, QUERY_B, envelope(ENCRYPTED_B));
    expect(Object.fromEntries(fields)).toMatchObject({
      FromUserName: 'mycreate',
      MsgType: 'text',
      Content: 'hello',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
  });

  test('C: a public library’s GET', () => {
    const receiver = { ...OFFICIAL, token: '123456', aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR', corpId: 'wx49f0ab532d5d035a' };
    const query = { signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96', timestamp: '1411443780', nonce: '437374425' };
    const echo = '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==';
    expect(openEcho(receiver, query, echo)).toBe('5927782489442352469');
  });

  test('D: our own, with known random bytes', () => {
    const receiver = { ...OFFICIAL, aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', corpId: 'ww0000000000000001' };
    const encrypted = 'Q3stYC6hdFzMh9T8HCvyDJatpvLhfy9s8l+X+yRGMWf6mvdEYtP3sH/bD1t90Uew2rjtxZ3cV9xrcb+kv6LcqQ==';
    const query = { timestamp: '1700000000', nonce: 'n', signature: getSignature(receiver.token, '1700000000', 'n', encrypted) };
    expect(openSealed(receiver, query, encrypted)).toBe('<xml><A>1</A></xml>');
  });
});

describe('refused, with the reason for the log', () => {
  const good = sealed(message());
  const open = (over: { receiver?: Receiver; query?: Partial<SignedQuery>; body?: string }) =>
    whyOf(() => openCallback(over.receiver ?? OFFICIAL, { ...good.query, ...over.query }, over.body ?? good.body));

  test('nothing is wrong', () => expect(open({})).toBe('accepted'));
  test('another token', () => expect(open({ receiver: { ...OFFICIAL, token: 'QDG6eL' } })).toBe('signature'));
  test('another key, which opens to garbage instead of failing', () =>
    expect(['receiver', 'ciphertext']).toContain(open({ receiver: { ...OFFICIAL, aesKey: `k${KEY.slice(1)}` } })));
  test('another timestamp or nonce', () => {
    expect(open({ query: { timestamp: '1700000001' } })).toBe('signature');
    expect(open({ query: { nonce: '1234567891' } })).toBe('signature');
  });
  test('digits moved from the timestamp to the nonce: the signature holds, the shape does not', () => {
    const moved = { timestamp: '700000000', nonce: '12345678901' };
    expect(getSignature(OFFICIAL.token, moved.timestamp, moved.nonce, good.encrypted)).toBe(good.query.signature);
    expect(open({ query: moved })).toBe('query');
  });
  test('a timestamp that is no number of seconds', () => {
    for (const timestamp of ['', ' ', '17000000001', '1e9', '+170000000', '一七〇〇〇〇〇〇〇〇', '1700000000 '])
      expect([timestamp, open({ query: { timestamp } })]).toEqual([timestamp, 'query']);
  });
  test('a signature of another length, in capitals, empty, of other characters', () => {
    for (const signature of [
      '',
      good.query.signature.slice(1),
      `${good.query.signature}0`,
      good.query.signature.toUpperCase(),
      '签'.repeat(40),
    ])
      expect([signature, open({ query: { signature } })]).toEqual([signature, 'signature']);
  });
  test('sealed for another corp, though signed and named as ours', () => {
    const foreign = sealed(message(), OFFICIAL, 'wx0000000000000000');
    expect(open({ query: foreign.query, body: foreign.body })).toBe('receiver');
    const nobody = sealed(message(), OFFICIAL, '');
    expect(open({ query: nobody.query, body: nobody.body })).toBe('receiver');
  });
  test('another corp in the envelope, or in the message', () => {
    expect(open({ body: envelope(good.encrypted, '218', 'wx0000000000000000') })).toBe('receiver');
    const inside = sealed(message('218', 'wx0000000000000000'));
    expect(open({ query: inside.query, body: inside.body })).toBe('receiver');
  });
  test('another agent in the envelope, or in the message', () => {
    expect(open({ body: envelope(good.encrypted, '219') })).toBe('agent');
    const inside = sealed(message('219'));
    expect(open({ query: inside.query, body: inside.body })).toBe('agent');
  });
  test('customer events name no agent', () => {
    const event = sealed(message(null));
    expect(open({ query: event.query, body: event.body })).toBe('accepted');
    expect(open({ query: event.query, body: envelope(event.encrypted, '') })).toBe('accepted');
  });
  test('an envelope with a field too many, one twice, or none', () => {
    for (const body of [
      good.body.replace('<xml>', '<xml><Extra>1</Extra>'),
      good.body.replace('<xml>', `<xml><Encrypt>${good.encrypted}</Encrypt>`),
      good.body.replace(/<Encrypt>.*<\/Encrypt>/, ''),
      good.body.replace(/<Encrypt>.*<\/Encrypt>/, '<Encrypt></Encrypt>'),
      '<xml></xml>',
    ])
      expect([body.slice(0, 60), open({ body })]).toEqual([body.slice(0, 60), 'xml']);
  });
  test('what is signed but no ciphertext', () => {
    for (const encrypted of ['A', 'AAAA', 'not base64!', Buffer.alloc(16).toString('base64'), Buffer.alloc(64).toString('base64')]) {
      const { timestamp, nonce } = good.query;
      const signature = getSignature(OFFICIAL.token, timestamp, nonce, encrypted);
      expect(['ciphertext', 'receiver']).toContain(open({ query: { signature }, body: envelope(encrypted) }));
    }
  });
  test('a message that is no flat XML', () => {
    const odd = sealed('{"ToUserName":"wx5823bf96d3bd56c7"}');
    expect(open({ query: odd.query, body: odd.body })).toBe('xml');
  });
});

test('only a word is echoed: a captured message sent in its place is not decrypted for whoever captured it', () => {
  const captured = sealed(message());
  expect(whyOf(() => openEcho(OFFICIAL, captured.query, captured.encrypted))).toBe('echo');
  const tooLong = sealed('1'.repeat(129));
  expect(whyOf(() => openEcho(OFFICIAL, tooLong.query, tooLong.encrypted))).toBe('echo');
});

test('equal content has one digest, however it was sealed; other content has another', () => {
  const open = ({ query, body }: ReturnType<typeof sealed>) => openCallback(OFFICIAL, query, body).digest;
  const again = sealed(message(), OFFICIAL, OFFICIAL.corpId, 'ponmlkjihgfedcba');
  const [first, other] = [sealed(message()), sealed(message().replace('event', 'text'))];
  expect(first.encrypted).not.toBe(again.encrypted);
  expect(open(first)).toBe(open(again));
  expect(open(first)).not.toBe(open(other));
});

test('signatures are compared in constant time', () => {
  const compared = vi.spyOn(crypto, 'timingSafeEqual');
  syncBuiltinESMExports();
  onTestFinished(() => {
    compared.mockRestore();
    syncBuiltinESMExports();
  });
  const { query, encrypted } = sealed(message());
  const wrong = `${query.signature.slice(0, -1)}${query.signature.endsWith('0') ? '1' : '0'}`;
  expect(whyOf(() => openSealed(OFFICIAL, { ...query, signature: wrong }, encrypted))).toBe('signature');
  expect(compared).toHaveBeenCalledTimes(1);
});

test('an hour to either side', () => {
  const sent = { timestamp: '1700000000' };
  const at = (seconds: number) => isTimely(sent, (1_700_000_000 + seconds) * 1000);
  expect([at(0), at(3_600), at(-3_600)]).toEqual([true, true, true]);
  expect([at(3_601), at(-3_601), at(86_400 * 365)]).toEqual([false, false, false]);
});

describe('forgery', () => {
  /** A small generator, so that a run can be repeated. */
  function seeded(seed: number): (below: number) => number {
    let state = seed >>> 0;
    return (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 4_294_967_296) * below);
    };
  }

  function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
    const at = random(bytes.length);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (random(7)) {
      case 0:
        return Buffer.concat([head, Buffer.from([bytes[at]! ^ (1 << random(8))]), tail.subarray(1)]);
      case 1:
        return Buffer.concat([head, Buffer.from([random(256)]), tail.subarray(1)]);
      case 2:
        return Buffer.concat([head, Buffer.from([random(256)]), tail]);
      case 3:
        return Buffer.concat([head, tail.subarray(1 + random(8))]);
      case 4:
        return Buffer.concat([head, bytes.subarray(at, at + 1 + random(40)), tail]);
      case 5:
        return Buffer.from(head);
      default: {
        const other = random(bytes.length);
        const swapped = Buffer.from(bytes);
        [swapped[at], swapped[other]] = [bytes[other]!, bytes[at]!];
        return swapped;
      }
    }
  }

  test('10,000 mutations of a valid body and 10,000 of its query: accepted 0', () => {
    const seed = 20_261_122;
    const random = seeded(seed);
    const good = sealed(message());
    const original = Buffer.from(good.body);
    const accepted: string[] = [];
    const tell = (query: SignedQuery, body: string) => {
      if (whyOf(() => openCallback(OFFICIAL, query, body)) === 'accepted') accepted.push(JSON.stringify({ query, body }));
    };
    for (let n = 0; n < 10_000; ) {
      const body = mutate(original, random).toString('utf8');
      // blanks between elements mean nothing: such a body is the same message
      if (
        body
          .replace(/^\uFEFF/, '')
          .replace(/>\s+</g, '><')
          .trim() === good.body
      )
        continue;
      tell(good.query, body);
      n += 1;
    }
    for (let n = 0; n < 10_000; ) {
      const key = (['signature', 'timestamp', 'nonce'] as const)[random(3)]!;
      const value = mutate(Buffer.from(good.query[key]), random).toString('utf8');
      if (value === good.query[key]) continue;
      tell({ ...good.query, [key]: value }, good.body);
      n += 1;
    }
    expect(accepted, `seed ${seed}`).toEqual([]);
  });
});
