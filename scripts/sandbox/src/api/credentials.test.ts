import { describe, expect, it } from 'vitest';
import { call, testWorld, tokenOf } from '../test-world.ts';

describe('gettoken', () => {
  it('gives the same token while it is in force, and another afterwards', () => {
    const world = testWorld();
    const first = tokenOf(world);
    expect(tokenOf(world)).toBe(first);
    world.clock.advance(7_199_000);
    expect(call(world, '/cgi-bin/gettoken', { corpid: world.settings.corpId, corpsecret: world.settings.secret }).json).toMatchObject({
      errcode: 0,
      access_token: first,
      expires_in: 1,
    });
    world.clock.advance(1_000);
    expect(tokenOf(world)).not.toBe(first);
  });

  it.each([
    ['another corp', { corpid: 'ww1' }, 40013],
    ['another secret', { corpsecret: 'x' }, 40001],
    ['no corp', { corpid: '' }, 41002],
    ['no secret', { corpsecret: '' }, 41004],
  ])('refuses %s', (_name, wrong, errcode) => {
    const world = testWorld();
    const right = { corpid: world.settings.corpId, corpsecret: world.settings.secret };
    expect(call(world, '/cgi-bin/gettoken', { ...right, ...wrong }).json['errcode']).toBe(errcode);
  });
});

describe('an access token', () => {
  it('is missing (41001), unknown (40014), expired (42001) or good', () => {
    const world = testWorld();
    const token = tokenOf(world);
    const get = (query: Record<string, string>) => call(world, '/cgi-bin/user/get', { userid: 'linxiao', ...query }).json['errcode'];
    expect(get({})).toBe(41001);
    expect(get({ access_token: 'nonsense' })).toBe(40014);
    expect(get({ access_token: token })).toBe(0);
    world.credentials.expire();
    expect(get({ access_token: token })).toBe(42001);
  });

  it('of WeChat does not open WeCom', () => {
    const world = testWorld();
    const { wechatAppId: appid, wechatSecret: secret } = world.settings;
    const answer = call(world, '/cgi-bin/stable_token', {}, { grant_type: 'client_credential', appid, secret }).json;
    expect(answer['errcode']).toBeUndefined();
    const token = String(answer['access_token']);
    expect(call(world, '/cgi-bin/user/get', { userid: 'linxiao', access_token: token }).json['errcode']).toBe(40014);
  });
});

describe('stable_token', () => {
  it('changes only when told to', () => {
    const world = testWorld();
    const { wechatAppId: appid, wechatSecret: secret } = world.settings;
    const ask = (force: boolean) =>
      call(world, '/cgi-bin/stable_token', {}, { grant_type: 'client_credential', appid, secret, force_refresh: force }).json[
        'access_token'
      ];
    const first = ask(false);
    expect(ask(false)).toBe(first);
    expect(ask(true)).not.toBe(first);
  });
});

describe('tickets', () => {
  it('of corp and app differ; another type is 91040', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const corp = call(world, '/cgi-bin/get_jsapi_ticket', { access_token }).json;
    const agent = call(world, '/cgi-bin/ticket/get', { access_token, type: 'agent_config' }).json;
    expect(corp).toMatchObject({ errcode: 0, expires_in: 7200 });
    expect(agent['ticket']).not.toBe(corp['ticket']);
    expect(call(world, '/cgi-bin/ticket/get', { access_token, type: 'other' }).json['errcode']).toBe(91040);
  });
});

describe('bad bodies', () => {
  it('are 47001, and an unknown call is -1', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    expect(call(world, '/cgi-bin/message/send', { access_token }, '{').json['errcode']).toBe(47001);
    expect(call(world, '/cgi-bin/no/such', { access_token }).json['errcode']).toBe(-1);
  });
});
