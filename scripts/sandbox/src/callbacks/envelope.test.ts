import { decrypt, encrypt, getJsApiSignature, getSignature } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { sealEcho, sealEvent } from './envelope.ts';

const OFFICIAL_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const ENCRYPTED_B =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

/** Documented samples: the official GET, the official POST, a public library's GET. */
const VECTORS = [
  {
    name: 'A official GET',
    token: 'QDG6eK',
    key: OFFICIAL_KEY,
    id: 'wx5823bf96d3bd56c7',
    timestamp: 1409659589,
    nonce: '263014780',
    encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
    signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    plain: '1616140317555161061',
  },
  {
    name: 'B official POST',
    token: 'QDG6eK',
    key: OFFICIAL_KEY,
    id: 'wx5823bf96d3bd56c7',
    timestamp: 1409659813,
    nonce: '1372623149',
    encrypted: ENCRYPTED_B,
    signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    plain: '<Content><![CDATA[hello]]></Content>',
  },
  {
    name: 'C public library GET',
    token: '123456',
    key: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
    id: 'wx49f0ab532d5d035a',
    timestamp: 1411443780,
    nonce: '437374425',
    encrypted: '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==',
    signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
    plain: '5927782489442352469',
  },
] as const;

describe('the documented vectors', () => {
  it.each(VECTORS)('$name: signature, plain text and receiver', (vector) => {
    expect(getSignature(vector.token, vector.timestamp, vector.nonce, vector.encrypted)).toBe(vector.signature);
    const opened = decrypt(vector.key, vector.encrypted);
    expect(opened.id).toBe(vector.id);
    expect(opened.message).toContain(vector.plain);
  });

  it('B encrypted again with its own random bytes is the same text', () => {
    const opened = decrypt(OFFICIAL_KEY, ENCRYPTED_B);
    expect(opened.random.toString('ascii')).toBe('0960688932c47ef1');
    expect(encrypt(OFFICIAL_KEY, opened.message, opened.id, opened.random)).toBe(ENCRYPTED_B);
  });

  it('D encrypts with given random bytes', () => {
    const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
    expect(encrypt(key, '<xml><A>1</A></xml>', 'ww0000000000000001', Buffer.from('0123456789abcdef', 'ascii'))).toBe(
      'Q3stYC6hdFzMh9T8HCvyDJatpvLhfy9s8l+X+yRGMWf6mvdEYtP3sH/bD1t90Uew2rjtxZ3cV9xrcb+kv6LcqQ==',
    );
  });

  it('the JS-SDK signature of the public documentation', () => {
    const signed = getJsApiSignature({
      url: 'http://mp.weixin.qq.com?params=value',
      ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
      nonceStr: 'Wm3WZYTPz0wzccnW',
      timestamp: 1414587457,
    });
    expect(signed.signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });
});

const KEYS = { corpId: 'ww0000000000000001', agentId: 1000002, token: 'QDG6eK', aesKey: OFFICIAL_KEY };

describe('a sealed request', () => {
  it('is signed over its encrypted part and opens to the event, with the corp as receiver', () => {
    const sealed = sealEvent(KEYS, '<xml><Event>x</Event></xml>', 1_700_000_000);
    const query = new URLSearchParams(sealed.query);
    const encrypted = /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(sealed.body ?? '')?.[1] ?? '';
    expect(query.get('msg_signature')).toBe(getSignature(KEYS.token, '1700000000', query.get('nonce') ?? '', encrypted));
    expect(decrypt(KEYS.aesKey, encrypted)).toMatchObject({ message: '<xml><Event>x</Event></xml>', id: KEYS.corpId });
    expect(sealed.body).toContain('<AgentID><![CDATA[1000002]]></AgentID>');
  });

  it('survives a plus sign in echostr, which a query must not turn into a space', () => {
    for (let n = 0; n < 50; n++) {
      const query = new URLSearchParams(sealEcho(KEYS, String(n), 1).query);
      expect(decrypt(KEYS.aesKey, query.get('echostr') ?? '').message).toBe(String(n));
    }
  });
});
