import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createWecomApi } from '../../src/wecom/clients/api.ts';
import { createCallers } from '../../src/wecom/clients/callers.ts';
import { classOf, WecomError } from '../../src/wecom/clients/errors.ts';
import { type ButtonCard, createMessenger } from '../../src/wecom/clients/messenger.ts';
import { callRemote, type RemoteCall } from '../../src/wecom/clients/remote.ts';
import type { TokenStore } from '../../src/wecom/clients/tokens.ts';
import { report } from '../support/report.ts';
import { type FakePlatform, fakePlatform, json } from './fake-platform.ts';

const BASE = 'http://platform.invalid';
const APP = { corpId: 'ww1', agentId: '1000002', secret: 'secret', apiBase: BASE };
const CALL: RemoteCall = { method: 'GET', path: '/cgi-bin/thing', query: { access_token: 'secret-token' } };
const thing = z.looseObject({ id: z.string() });

const answering = (answer: () => Response | Promise<Response>): typeof fetch => (async () => answer()) as typeof fetch;
const text = (body: ConstructorParameters<typeof Response>[0], init?: ResponseInit) => () => new Response(body, init);
const errorOf = async (answer: () => Response | Promise<Response>, call: RemoteCall = CALL): Promise<unknown> =>
  callRemote(BASE, call, thing, answering(answer)).then(
    (value) => ({ value }),
    (error: unknown) => error,
  );

describe('errcodes', () => {
  test.each([
    ['token', [40001, 40014, 42001]],
    ['later', [-1, 6000, 45009, 45011, 45033, 45035, 45036]],
    ['setup', [40013, 48001, 48002, 48004, 48006, 48011, 50003, 60020, 301002, 43012]],
    ['never', [40003, 40029, 42003, 42022, 60111, 60140, 81013, 82001, 84061, 40096, 45002, 999_999]],
  ] as const)('%s', (what, errcodes) => {
    expect(errcodes.map(classOf)).toEqual(errcodes.map(() => what));
  });
});

describe('F54: answers that are none count as none, and may have worked', () => {
  const good = '{"errcode":0,"errmsg":"ok","id":"a"}';
  const malformed: Readonly<Record<string, () => Response>> = {
    'a page': text('<html><body>502 Bad Gateway</body></html>'),
    'a page with status 502': text('<html></html>', { status: 502 }),
    'a good answer with status 500': text(good, { status: 500 }),
    nothing: text(''),
    'status 204': text(null, { status: 204 }),
    'half an answer': text(good.slice(0, -5)),
    'two answers': text(good + good),
    null: text('null'),
    'a number': text('0'),
    'a list': text(`[${good}]`),
    'no errcode': text('{"id":"a"}'),
    'an errcode in quotes': text('{"errcode":"0","id":"a"}'),
    'an errcode of null': text('{"errcode":null,"id":"a"}'),
    'an errcode with a fraction': text('{"errcode":0.5,"id":"a"}'),
    'a field that is missing': text('{"errcode":0}'),
    'a field of another type': text('{"errcode":0,"id":5}'),
    'half of our request was not understood': text('{"errcode":0,"errmsg":"ok. Warning: wrong json format. ","id":"a"}'),
    __proto__: text('{"__proto__":{"errcode":0,"id":"a"}}'),
    'an answer of 50 MB': () => {
      let sent = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 65_536;
          // whoever reads on beyond the limit is caught here
          if (sent > 5_000_000) throw new Error('read on and on');
          controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
      });
      return new Response(stream);
    },
    'a connection that breaks in the middle': () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(good.slice(0, 10)));
            controller.error(new TypeError('terminated'));
          },
        }),
      ),
  };

  test.each(Object.entries(malformed))('%s', async (_name, answer) => {
    const error = await errorOf(answer);
    expect(error).toBeInstanceOf(WecomError);
    expect(error).toMatchObject({ errcode: null, what: 'later' });
    expect(String(error)).not.toContain('secret-token');
  });

  test('what is right is read, as text/plain too, with more fields than we know', async () => {
    expect(await errorOf(text(`${good.slice(0, -1)},"more":1}`, { headers: { 'content-type': 'text/plain' } }))).toMatchObject({
      value: { id: 'a' },
    });
  });

  test('an errcode is told, whatever else is there or missing', async () => {
    expect(await errorOf(text('{"errcode":40003}'))).toMatchObject({ errcode: 40003, what: 'never' });
    expect(await errorOf(text('{"errcode":42001,"errmsg":5}'))).toMatchObject({ errcode: null, what: 'later' });
  });

  test('WeChat leaves the errcode out where nothing is wrong', async () => {
    const call: RemoteCall = { ...CALL, errcode: 'on_error' };
    expect(await errorOf(text('{"id":"a"}'), call)).toEqual({ value: { id: 'a' } });
    expect(await errorOf(text('{"errcode":40029,"errmsg":"invalid code"}'), call)).toMatchObject({ errcode: 40029, what: 'never' });
    expect(await errorOf(text('{}'), call)).toMatchObject({ errcode: null, what: 'later' });
  });

  test('10,000 random answers: a WecomError or the fields we asked for, nothing else', async () => {
    const value = fc.oneof(fc.constant(0), fc.integer(), fc.string(), fc.constant(null), fc.double(), fc.constant('0'));
    const object = fc.record({ errcode: value, errmsg: fc.oneof(fc.string(), fc.constant('ok')), id: value }, { requiredKeys: [] });
    const body = fc.oneof(
      object.map((one) => JSON.stringify(one)),
      object.chain((one) => fc.nat(40).map((cut) => JSON.stringify(one).slice(0, cut))),
      fc.json(),
      fc.string({ maxLength: 80 }),
    );
    let read = 0;
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const outcome = await errorOf(text(sent));
        if (outcome instanceof WecomError) failed += 1;
        else {
          expect(outcome).toMatchObject({ value: { errcode: 0, id: expect.any(String) } });
          read += 1;
        }
      }),
      { numRuns: 10_000 },
    );
    report('F54', '', { n: 10_000, crashes: 0, refused: failed, read });
    expect(read).toBeGreaterThan(0);
  });

  test('a platform that never answers, and one that never ends its answer: over after five seconds', async () => {
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/silent')) return;
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const began = performance.now();
    const outcomes = await Promise.allSettled(['/silent', '/endless'].map((path) => callRemote(base, { ...CALL, path }, thing)));
    const took = performance.now() - began;
    server.closeAllConnections();
    server.close();
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([
      expect.objectContaining({ errcode: null, what: 'later' }),
      expect.objectContaining({ errcode: null, what: 'later' }),
    ]);
    expect(took).toBeGreaterThan(4_500);
    expect(took).toBeLessThan(9_000);
  });

  test('a redirect is not followed: the token would go along', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(callRemote(base, CALL, thing)).rejects.toMatchObject({ errcode: null, what: 'later' });
    server.close();
    expect(asked).toHaveLength(1);
  });
});

/** Tokens without a database. */
const tokens: TokenStore = { get: async (_name, fetch, stale) => (stale === undefined ? (await fetch()).value : 'token-2') };
let platform: FakePlatform;
let sent: Record<string, unknown>[];
beforeEach(() => {
  platform = fakePlatform();
  sent = [];
});
const api = () => createWecomApi({ app: APP, tokens, fetch: platform.fetch });
const sendAnswers = (answer: unknown) =>
  platform.script((path, _url, init) => {
    if (!path.startsWith('/cgi-bin/message/')) return undefined;
    sent.push(JSON.parse(String(init.body)) as Record<string, unknown>);
    return answer;
  });

describe('messages', () => {
  const card: ButtonCard = {
    taskId: 'offer_1',
    title: '新单',
    description: '请接单',
    rows: [{ keyname: '预估收益', value: '¥183.30' }],
    buttons: [{ text: '接单', key: 'accept', style: 1 }],
    url: 'https://example.com/m/',
  };
  const text_ = { title: '标题', description: '内容', url: 'https://example.com/m/' };

  test('a card with buttons as WeCom wants it, with the check for duplicates over its longest time', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok', msgid: 'm1', response_code: 'rc' });
    expect(await createMessenger(api()).sendButtonCard('zhang.wei', card)).toEqual({ msgid: 'm1', responseCode: 'rc' });
    expect(sent).toEqual([
      {
        touser: 'zhang.wei',
        agentid: 1000002,
        msgtype: 'template_card',
        template_card: {
          card_type: 'button_interaction',
          main_title: { title: '新单', desc: '请接单' },
          task_id: 'offer_1',
          horizontal_content_list: [{ keyname: '预估收益', value: '¥183.30' }],
          card_action: { type: 1, url: 'https://example.com/m/' },
          button_list: [{ text: '接单', key: 'accept', style: 1 }],
        },
        enable_duplicate_check: 1,
        duplicate_check_interval: 14_400,
      },
    ]);
  });

  test('equal calls are equal requests, byte for byte', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok', msgid: 'm1' });
    const messenger = createMessenger(api());
    await messenger.sendTextCard('zhang.wei', text_);
    await messenger.sendTextCard('zhang.wei', text_);
    expect(JSON.stringify(sent[0])).toBe(JSON.stringify(sent[1]));
  });

  test('nobody is there: named among the invalid ones, in whatever case, or by an errcode', async () => {
    const outcomes = [];
    for (const answer of [
      { errcode: 0, errmsg: 'ok', invaliduser: 'zhang.wei' },
      ...[81013, 82001, 60111, 40003, 60021].map((errcode) => ({ errcode, errmsg: 'no' })),
    ]) {
      sendAnswers(answer);
      outcomes.push(await createMessenger(api()).sendTextCard('Zhang.Wei', text_));
    }
    expect(outcomes).toEqual(outcomes.map(() => 'unknown_user'));
    sendAnswers({ errcode: 0, errmsg: 'ok', invaliduser: 'somebody.else', msgid: 'm' });
    expect(await createMessenger(api()).sendTextCard('Zhang.Wei', text_)).toEqual({ msgid: 'm', responseCode: null });
  });

  test('F56: a permanent errcode is not tried again, a token’s once', async () => {
    sendAnswers({ errcode: 45002, errmsg: 'content too long' });
    await expect(createMessenger(api()).sendTextCard('a', text_)).rejects.toMatchObject({ what: 'never' });
    expect(sent).toHaveLength(1);
    sendAnswers({ errcode: 42001, errmsg: 'expired' });
    await expect(createMessenger(api()).sendTextCard('a', text_)).rejects.toMatchObject({ what: 'token' });
    expect(sent).toHaveLength(3);
  });

  test('a userid that would reach several people or everybody is nobody’s', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok', msgid: 'm' });
    for (const userid of ['@all', 'a|b', '', ' a', 'a b', '王', 'a'.repeat(65)])
      expect([userid, await createMessenger(api()).sendTextCard(userid, text_)]).toEqual([userid, 'unknown_user']);
    expect(sent).toEqual([]);
  });

  test('a code too long for any platform is no answer of it', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok', response_code: 'x'.repeat(301) });
    await expect(createMessenger(api()).sendButtonCard('a', card)).rejects.toMatchObject({ errcode: null, what: 'later' });
  });

  test('a card in the place of another: no task of its own, words in the place of its buttons where it has had its answer', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok' });
    await createMessenger(api()).replaceCard(['zhang.wei'], 'rc', card);
    await createMessenger(api()).replaceCard(['zhang.wei'], 'rc2', { ...card, replaced: '已接单' });
    const replacing = {
      card_type: 'button_interaction',
      main_title: { title: '新单', desc: '请接单' },
      horizontal_content_list: [{ keyname: '预估收益', value: '¥183.30' }],
      card_action: { type: 1, url: 'https://example.com/m/' },
      button_list: [{ text: '接单', key: 'accept', style: 1 }],
    };
    const common = { userids: ['zhang.wei'], agentid: 1000002 };
    expect(sent).toEqual([
      { ...common, response_code: 'rc', template_card: replacing },
      { ...common, response_code: 'rc2', template_card: { ...replacing, replace_text: '已接单' } },
    ]);
  });

  test('closing a card names who pressed and spends the code', async () => {
    sendAnswers({ errcode: 0, errmsg: 'ok' });
    await createMessenger(api()).closeCard(['zhang.wei'], 'rc', '已接单');
    expect(sent).toEqual([{ userids: ['zhang.wei'], agentid: 1000002, response_code: 'rc', button: { replace_name: '已接单' } }]);
    sendAnswers({ errcode: 60140, errmsg: 'invalid response_code' });
    await expect(createMessenger(api()).closeCard(['a'], 'rc', 'x')).rejects.toMatchObject({ errcode: 60140, what: 'never' });
  });
});

describe('whose code it is', () => {
  const callers = () => createCallers(api(), { appId: 'wx1', secret: 's', apiBase: BASE }, platform.fetch);
  const who = (answer: unknown) => platform.script((path) => (path === '/cgi-bin/auth/getuserinfo' ? answer : undefined));
  const miniProgram = (answer: unknown) => platform.script((path) => (/jscode2session$/.test(path) ? answer : undefined));

  test('a member, or anybody else by openid', async () => {
    who({ errcode: 0, userid: 'zhang.wei', user_ticket: 't' });
    expect(await callers().byCode('c')).toEqual({ ok: true, value: { userid: 'zhang.wei' } });
    who({ errcode: 0, openid: 'o1', external_userid: 'wm1' });
    expect(await callers().byCode('c')).toEqual({ ok: true, value: { openid: 'o1' } });
  });

  test('nobody: no name, a member of a linked corp, a name no member can have', async () => {
    for (const answer of [{}, { userid: '' }, { userid: 'ww2/admin' }, { userid: 'a'.repeat(200) }, { userid: 5 }]) {
      who({ errcode: 0, ...answer });
      expect([answer, (await callers().byCode('c')).ok]).toEqual([answer, false]);
    }
  });

  test('a code that is wrong, old or used is invalid; a platform that is busy, wrongly set up or silent is busy', async () => {
    const outcomes = async (errcodes: readonly number[]) => {
      const codes = [];
      for (const errcode of errcodes) {
        who({ errcode, errmsg: 'x' });
        const outcome = await callers().byCode('c');
        codes.push(outcome.ok ? 'ok' : outcome.code);
      }
      return [...new Set(codes)];
    };
    expect(await outcomes([40029, 42003, 42022])).toEqual(['auth.code_invalid']);
    expect(await outcomes([-1, 45009, 60020, 50003, 42001])).toEqual(['request.busy']);
    platform.script(() => json('nonsense'));
    expect(await callers().byCode('c')).toMatchObject({ ok: false, code: 'request.busy' });
  });

  test('a mini-program inside WeCom: a member of this corp only, since another corp may have the same userid', async () => {
    miniProgram({ errcode: 0, corpid: 'ww1', userid: 'admin', session_key: 'k' });
    expect(await callers().byMiniProgram('c', 'wecom')).toEqual({ ok: true, value: { userid: 'admin' } });
    miniProgram({ errcode: 0, corpid: 'ww2', userid: 'admin', session_key: 'k' });
    expect(await callers().byMiniProgram('c', 'wecom')).toMatchObject({ ok: false, code: 'auth.code_invalid' });
    miniProgram({ errcode: 0, userid: 'admin', session_key: 'k' });
    expect(await callers().byMiniProgram('c', 'wecom')).toMatchObject({ ok: false, code: 'request.busy' });
  });

  test('a mini-program inside WeChat: an openid, without an errcode', async () => {
    miniProgram({ openid: 'o1', session_key: 'k', unionid: 'u' });
    expect(await callers().byMiniProgram('c', 'wechat')).toEqual({ ok: true, value: { openid: 'o1' } });
    miniProgram({ errcode: 40163, errmsg: 'code been used' });
    expect(await callers().byMiniProgram('c', 'wechat')).toMatchObject({ ok: false, code: 'auth.code_invalid' });
  });

  test('a name is a courtesy: without one the userid stands for it', async () => {
    platform.script((path) => (path === '/cgi-bin/user/get' ? { errcode: 0, name: '张伟' } : undefined));
    expect(await callers().memberName('zhang.wei')).toBe('张伟');
    for (const answer of [
      { errcode: 60011 },
      { errcode: 0 },
      { errcode: 0, name: '' },
      { errcode: 0, name: 'x'.repeat(1_000) },
      'nonsense',
    ]) {
      platform.script((path) => (path === '/cgi-bin/user/get' ? answer : undefined));
      expect(await callers().memberName('zhang.wei')).toBe('zhang.wei');
    }
  });
});
