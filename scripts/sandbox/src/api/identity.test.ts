import { describe, expect, it } from 'vitest';
import { call, testWorld, tokenOf } from '../test-world.ts';

const staff = { kind: 'member', userid: 'linxiao' } as const;

describe('getuserinfo', () => {
  it('names a member once; then the code is used, and after five minutes it is expired', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const ask = (code: string) => call(world, '/cgi-bin/auth/getuserinfo', { access_token, code }).json;
    const code = world.credentials.issueCode('oauth', staff);
    expect(ask(code)).toMatchObject({ errcode: 0, userid: 'linxiao' });
    expect(ask(code)['errcode']).toBe(42022);
    expect(ask('never issued')['errcode']).toBe(40029);
    const late = world.credentials.issueCode('oauth', staff);
    world.clock.advance(300_000);
    expect(call(world, '/cgi-bin/auth/getuserinfo', { access_token: tokenOf(world), code: late }).json['errcode']).toBe(42003);
  });

  it('gives openid and external_userid of a customer, without the latter when nobody follows them', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const [known] = world.people.customers;
    if (!known) throw new Error('demo people have customers');
    const ask = () => {
      const code = world.credentials.issueCode('oauth', { kind: 'customer', externalUserid: known.externalUserid });
      return call(world, '/cgi-bin/auth/getuserinfo', { access_token, code }).json;
    };
    expect(ask()).toEqual({ errcode: 0, errmsg: 'ok', openid: known.openid, external_userid: known.externalUserid });
    world.people.follows.length = 0;
    expect(ask()).toEqual({ errcode: 0, errmsg: 'ok', openid: known.openid });
  });
});

describe('jscode2session', () => {
  it('of WeCom takes only its own codes and only members', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const ask = (js_code: string) =>
      call(world, '/cgi-bin/miniprogram/jscode2session', { access_token, js_code, grant_type: 'authorization_code' }).json;
    expect(ask(world.credentials.issueCode('js-wecom', staff))).toMatchObject({ corpid: world.settings.corpId, userid: 'linxiao' });
    expect(ask(world.credentials.issueCode('oauth', staff))['errcode']).toBe(40029);
  });

  it('of WeChat answers text/plain without errcode', () => {
    const world = testWorld();
    const [customer] = world.people.customers;
    if (!customer) throw new Error('demo people have customers');
    const js_code = world.credentials.issueCode('js-wechat', { kind: 'customer', externalUserid: customer.externalUserid });
    const { wechatAppId: appid, wechatSecret: secret } = world.settings;
    const result = call(world, '/sns/jscode2session', { appid, secret, js_code, grant_type: 'authorization_code' });
    expect(result.contentType).toContain('text/plain');
    expect(result.json).toMatchObject({ openid: customer.openid, unionid: customer.unionid });
    expect(result.json['errcode']).toBeUndefined();
    expect(call(world, '/sns/jscode2session', { appid: 'wx1', secret, js_code }).json['errcode']).toBe(40013);
  });
});

describe('external contacts', () => {
  it('show their followers; unknown ids are 40096, unfollowed ones 84061', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const [customer] = world.people.customers;
    const external_userid = customer?.externalUserid ?? '';
    const answer = call(world, '/cgi-bin/externalcontact/get', { access_token, external_userid }).json;
    expect(answer).toMatchObject({ errcode: 0, external_contact: { name: '王女士', type: 1 }, follow_user: [{ userid: 'linxiao' }] });
    expect(call(world, '/cgi-bin/externalcontact/get', { access_token, external_userid: 'wm1' }).json['errcode']).toBe(40096);
    world.people.follows.length = 0;
    expect(call(world, '/cgi-bin/externalcontact/get', { access_token, external_userid }).json['errcode']).toBe(84061);
  });

  it('come by pages', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const page = (cursor: string) =>
      call(world, '/cgi-bin/externalcontact/batch/get_by_user', { access_token }, { userid_list: ['linxiao', 'sunyue'], cursor, limit: 2 })
        .json;
    const first = page('');
    expect(first['external_contact_list']).toHaveLength(2);
    const second = page(String(first['next_cursor']));
    expect(second['external_contact_list']).toHaveLength(1);
    expect(second['next_cursor']).toBe('');
  });
});

describe('departments and members', () => {
  it('are listed as the platform lists them, without private fields', () => {
    const world = testWorld();
    const access_token = tokenOf(world);
    const members = call(world, '/cgi-bin/user/simplelist', { access_token, department_id: '4' }).json['userlist'];
    expect(members).toContainEqual({ userid: 'zhang.wei', name: '张师傅', department: [4] });
    expect(call(world, '/cgi-bin/user/get', { access_token, userid: 'ZHANG.WEI' }).json).not.toHaveProperty('mobile');
    expect(call(world, '/cgi-bin/user/simplelist', { access_token, department_id: '99' }).json['errcode']).toBe(60003);
    expect(call(world, '/cgi-bin/user/get', { access_token, userid: 'nobody' }).json['errcode']).toBe(60111);
    const departments = call(world, '/cgi-bin/department/list', { access_token }).json['department'];
    expect(departments).toContainEqual(expect.objectContaining({ id: 4, name: '安装一队', parentid: 1 }));
    expect(departments).toContainEqual(expect.objectContaining({ name: '北京朝阳直营店（演示）', parentid: 6 }));
  });
});
