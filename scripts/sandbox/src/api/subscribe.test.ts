import { describe, expect, it } from 'vitest';
import { SUBSCRIBE_TEMPLATES } from '../corp/subscriptions.ts';
import type { World } from '../corp/world.ts';
import { call, testWorld, tokenOf } from '../test-world.ts';

const SEND = '/cgi-bin/message/subscribe/send';
const [PROGRESS] = SUBSCRIBE_TEMPLATES;
const openidOf = (world: World) => world.people.customers[0]!.openid;

const wechatToken = (world: World): string => {
  const { wechatAppId: appid, wechatSecret: secret } = world.settings;
  return String(call(world, '/cgi-bin/stable_token', {}, { grant_type: 'client_credential', appid, secret }).json['access_token']);
};

const words = (over: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({
      thing1: '空调安装',
      phrase2: '已派单',
      character_string3: 'MD261122ABCDEF',
      time4: '2026年11月23日 10:00~12:00',
      ...over,
    }).map(([key, value]) => [key, { value }]),
  );

const send = (world: World, body: object = {}) =>
  call(
    world,
    SEND,
    { access_token: wechatToken(world) },
    { touser: openidOf(world), template_id: PROGRESS!.id, page: 'pages/a', data: words(), ...body },
  ).json;

describe('subscribe messages', () => {
  it('one accept, one message; then 43101', () => {
    const world = testWorld();
    expect(send(world)['errcode']).toBe(43101);
    world.subscriptions.answer(openidOf(world), PROGRESS!.id, 'accept');
    expect(send(world)).toMatchObject({ errcode: 0, msgid: expect.stringMatching(/^\d+$/) });
    expect(send(world)['errcode']).toBe(43101);
    expect(world.subscriptions.of(openidOf(world))).toMatchObject([{ page: 'pages/a', data: { thing1: '空调安装' } }]);
  });

  it.each(['reject', 'ban', 'filter'] as const)('%s gives no credit', (answer) => {
    const world = testWorld();
    world.subscriptions.answer(openidOf(world), PROGRESS!.id, answer);
    expect(send(world)['errcode']).toBe(43101);
  });

  it('credits gather, and end when the customer switches the notices off', () => {
    const world = testWorld();
    for (let n = 0; n < 3; n += 1) world.subscriptions.answer(openidOf(world), PROGRESS!.id, 'accept');
    expect(send(world)['errcode']).toBe(0);
    world.subscriptions.revoke(openidOf(world));
    expect(send(world)['errcode']).toBe(43101);
  });

  it.each<[string, number, object]>([
    ['somebody unknown', 40003, { touser: 'oNobody' }],
    ['another account’s template', 40037, { template_id: 'x' }],
    ['a field left out', 47003, { data: { ...words(), thing1: undefined } }],
    ['an empty field', 47003, { data: words({ thing1: '' }) }],
    ['a thing of 21 characters', 47003, { data: words({ thing1: '空'.repeat(21) }) }],
    ['a phrase that is no phrase', 47003, { data: words({ phrase2: 'abc' }) }],
    ['a line break', 47003, { data: words({ thing1: '空调\n安装' }) }],
    ['a time in the wrong form', 47003, { data: words({ time4: '2026-11-23 10:00' }) }],
  ])('refuses %s, and takes no credit', (_name, errcode, body) => {
    const world = testWorld();
    world.subscriptions.answer(openidOf(world), PROGRESS!.id, 'accept');
    expect(send(world, body)['errcode']).toBe(errcode);
    expect(world.subscriptions.credits(openidOf(world), PROGRESS!.id)).toBe(1);
  });

  it('needs WeChat’s token, not WeCom’s', () => {
    const world = testWorld();
    expect(call(world, SEND, { access_token: tokenOf(world) }, {}).json['errcode']).toBe(40014);
  });

  it('lists the account’s templates as the platform does', () => {
    const world = testWorld();
    const { data } = call(world, '/wxaapi/newtmpl/gettemplate', { access_token: wechatToken(world) }).json as { data: object[] };
    expect(data[0]).toMatchObject({ priTmplId: PROGRESS!.id, title: '服务进度通知', type: 2 });
  });
});

describe('frequency limits', () => {
  const text = (n: number) => ({ touser: 'zhang.wei', msgtype: 'text', agentid: 1000002, text: { content: `第 ${n} 条` } });
  const message = (world: World, n: number) => call(world, '/cgi-bin/message/send', { access_token: tokenOf(world) }, text(n)).json;

  it('more than thirty messages a minute to one member are answered and silently dropped', () => {
    const world = testWorld();
    const answers = Array.from({ length: 35 }, (_, n) => message(world, n)['errcode']);
    expect(answers.every((errcode) => errcode === 0)).toBe(true);
    expect(world.inbox.of('zhang.wei')).toHaveLength(30);
    expect(world.limits.dropped).toBe(5);
    world.clock.shift(60_000);
    message(world, 36);
    expect(world.inbox.of('zhang.wei')).toHaveLength(31);
  });

  it('a thousand an hour is the second limit', () => {
    const world = testWorld();
    world.limits.set({ messagesPerMinute: 10_000 });
    for (let n = 0; n < 1_001; n += 1) message(world, n);
    expect(world.inbox.of('zhang.wei')).toHaveLength(1_000);
    expect(world.limits.dropped).toBe(1);
  });

  it('45009 for whoever calls too often, until the window ends; other APIs are not touched', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const message = (_: World, n: number) => call(world, '/cgi-bin/message/send', { access_token }, text(n)).json;
    world.limits.set({ callsPerMinute: 2 });
    expect([1, 2, 3].map((n) => message(world, n)['errcode'])).toEqual([0, 0, 45009]);
    world.limits.set({ callsPerMinute: 100 });
    world.clock.shift(59_000);
    expect(message(world, 4)['errcode']).toBe(45009);
    expect(call(world, '/cgi-bin/user/get', { access_token, userid: 'linxiao' }).json['errcode']).toBe(0);
    world.clock.shift(1_000);
    expect(message(world, 5)['errcode']).toBe(0);
  });
});

describe('miniprogram_notice', () => {
  const notice = (world: World, over: object = {}, body: object = {}) =>
    call(
      world,
      '/cgi-bin/message/send',
      { access_token: tokenOf(world) },
      {
        touser: 'zhang.wei',
        msgtype: 'miniprogram_notice',
        miniprogram_notice: {
          appid: world.settings.wechatAppId,
          page: 'packages/orders/pages/detail/index?id=1',
          title: '工单进度通知',
          description: '空调安装改约',
          content_item: [{ key: '单号', value: 'MD1' }],
          ...over,
        },
        ...body,
      },
    ).json;

  it('reaches the member without an agentid', () => {
    const world = testWorld();
    expect(notice(world)['errcode']).toBe(0);
    expect(world.inbox.of('zhang.wei')).toMatchObject([{ msgtype: 'miniprogram_notice', content: { title: '工单进度通知' } }]);
  });

  it.each<[string, number, object, object?]>([
    ['another app', 40013, { appid: 'wx1' }],
    ['a title of three characters', 40058, { title: '新工单' }],
    ['a title of thirteen', 40058, { title: '工'.repeat(13) }],
    ['a short description', 40058, { description: '改约' }],
    ['eleven rows', 40058, { content_item: Array.from({ length: 11 }, () => ({ key: '单号', value: '1' })) }],
    ['a long value', 40058, { content_item: [{ key: '单号', value: '一'.repeat(31) }] }],
    ['everybody at once', 40031, {}, { touser: '@all' }],
  ])('refuses %s', (_name, errcode, over, body = {}) => {
    expect(notice(testWorld(), over, body)['errcode']).toBe(errcode);
  });
});
