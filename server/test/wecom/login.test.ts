import { getJsApiSignature } from '@wecom/crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../../scripts/sandbox/src/corp/credentials.ts';
import { hashToken } from '../../src/platform/ids.ts';
import { startProduct } from '../http/product.ts';
import { type RawAnswer, rawRequest } from '../http/support.ts';
import { freePort } from '../support/free-port.ts';
import { testOrigin } from '../support/uow.ts';
import { callerAt, must } from '../thread/stage.ts';
import { onEachRig } from './rig.ts';

const MINUTE = 60_000;
const ADMIN = { kind: 'member', userid: 'admin' } as const;
const WANG = { kind: 'customer', externalUserid: `wmMD${'WangLi'.padEnd(28, 'x')}` } as const;
type Kind = 'console' | 'wecom' | 'wechat';

const locationOf = (answer: RawAnswer) => new URL(String(answer.headers['location']));
const cookiesOf = (answer: RawAnswer) => [answer.headers['set-cookie'] ?? []].flat();
const cookieOf = (answer: RawAnswer, name: string) =>
  cookiesOf(answer)
    .find((one) => one.startsWith(`${name}=`))
    ?.split(';')[0];
const codeOf = (answer: RawAnswer) => [answer.status, (JSON.parse(answer.text) as { code: string }).code];
/** Where a refused login ends, and why it says it was refused. */
const endOf = (answer: RawAnswer) => {
  const { pathname, hash, searchParams } = locationOf(answer);
  return { path: pathname + hash, problem: searchParams.get('problem'), ticket: searchParams.get('ticket') };
};

onEachRig('logins', { beforeAll, afterAll, env: { H5_ORIGINS: 'https://phone.example' } }, (rig) => {
  const get = (path: string, cookie?: string) => rawRequest(rig().app.port, { method: 'GET', path, headers: cookie ? { cookie } : {} });
  const code = (who: Person) => rig().sandbox.state.credentials.issueCode('oauth', who);
  const start = (kind: Kind, returnTo?: string, cookie?: string) =>
    get(`/auth/${kind}/start${returnTo === undefined ? '' : `?return=${encodeURIComponent(returnTo)}`}`, cookie);
  /** A browser that was sent to the platform and holds its cookie. */
  const begun = async (kind: Kind, returnTo?: string, cookie?: string) => {
    const answer = await start(kind, returnTo, cookie);
    return {
      state: locationOf(answer).searchParams.get('state')!,
      cookie: cookieOf(answer, 'mingdan_login')!,
      location: locationOf(answer),
    };
  };
  const comeBack = (kind: Kind, parts: { code: string; state: string; cookie?: string }) =>
    get(`/auth/${kind}/callback?code=${encodeURIComponent(parts.code)}&state=${parts.state}`, parts.cookie);
  const sessions = () =>
    rig().app.run(async (tx) => {
      const { n } = await tx.db
        .selectFrom('session')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(n);
    });
  /** Takes the redirect through the stand-in's page as a person would. */
  const throughPlatform = async (location: URL, as: string) => {
    const page = new URL(location.href.replace('/sso/login', '/sso/confirm'));
    page.searchParams.set('sandbox_as', as);
    const answer = await fetch(page, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    const back = new URL(answer.headers.get('location')!);
    return back.pathname + back.search;
  };
  const personOf = (userid: string) => rig().app.run((tx) => rig().app.product.capabilities.identity.api.findByUserid(tx, userid));
  beforeAll(async () => {
    // the address book of the demo has these two; the first is named an administrator by the settings
    await rig().app.run((tx) =>
      rig().app.product.capabilities.identity.api.upsertPerson(tx, {
        userid: 'linxiao',
        name: '林晓',
        phone: null,
        roles: ['staff'],
        outletId: null,
        regions: ['000000'],
        active: true,
      }),
    );
  });

  describe('the console', () => {
    test('by scan: the platform’s page, back with a code, a cookie, and the page one wanted', async () => {
      const { location, cookie, state } = await begun('console', '/console/orders?x=1');
      expect(`${location.origin}${location.pathname}`).toBe(`${rig().sandbox.urls.api}/wwlogin/sso/login`);
      expect(Object.fromEntries(location.searchParams)).toMatchObject({
        login_type: 'CorpApp',
        appid: rig().sandbox.settings.corpId,
        agentid: '1000002',
        redirect_uri: `${rig().app.url}/auth/console/callback`,
      });
      expect(state).toMatch(/^[A-Za-z0-9]{1,128}$/);
      const answer = await get(await throughPlatform(location, 'admin'), cookie);
      expect([answer.status, locationOf(answer).href, answer.headers['cache-control']]).toEqual([
        302,
        `${rig().app.url}/console/orders?x=1`,
        'no-store',
      ]);
      const session = cookieOf(answer, 'mingdan_session')!;
      const me = await get('/api/auth/me', session);
      expect(JSON.parse(me.text)).toMatchObject({ name: '管理员', roles: ['admin'], session: { kind: 'cookie' } });
    });

    test('the cookies: for the server alone, by no other site’s doing, for this purpose only', async () => {
      const answer = await start('console');
      expect(cookiesOf(answer)).toEqual([
        expect.stringMatching(/^mingdan_login=[\w-]{22}; Path=\/auth; HttpOnly; SameSite=Lax; Max-Age=86400$/),
      ]);
      const port = await freePort();
      const secure = await startProduct({}, { ...rig().sandbox.env, PUBLIC_URL: 'https://mingdan.example', PORT: String(port) });
      const [cookie] = cookiesOf(await rawRequest(port, { method: 'GET', path: '/auth/console/start' }));
      expect(cookie).toMatch(/; Secure$/);
      await secure.stop();
    });

    test('whoever is no member, or was never entered, stays out', async () => {
      const before = await sessions();
      const customer = await begun('console', '/console/orders?state=open');
      const refused = await comeBack('console', { ...customer, code: code(WANG) });
      expect(endOf(refused)).toEqual({ path: '/console/login', problem: 'auth.not_a_member', ticket: null });
      expect(locationOf(refused).searchParams.get('return')).toBe('/orders?state=open');
      expect(cookieOf(refused, 'mingdan_session')).toBeUndefined();
      const stranger = await begun('console');
      const other = await comeBack('console', { ...stranger, code: code({ kind: 'member', userid: 'sunyue' }) });
      expect(endOf(other)).toMatchObject({ path: '/console/login', problem: 'auth.not_a_member' });
      expect(locationOf(other).searchParams.get('return')).toBe('/');
      expect(await sessions()).toBe(before);
    });
  });

  describe('phones', () => {
    test('WeCom: silent, back with a ticket of one use, a bearer for it', async () => {
      const { location, cookie } = await begun('wecom', '/m/#/packages/sidebar/pages/home/index');
      expect(`${location.origin}${location.pathname}${location.hash}`).toBe(
        `${rig().sandbox.urls.api}/connect/oauth2/authorize#wechat_redirect`,
      );
      expect(location.searchParams.get('scope')).toBe('snsapi_base');
      const answer = await get(await throughPlatform(location, 'linxiao'), cookie);
      const back = locationOf(answer);
      expect([answer.status, back.origin + back.pathname + back.hash]).toEqual([
        302,
        `${rig().app.url}/m/#/packages/sidebar/pages/home/index`,
      ]);
      const ticket = back.searchParams.get('ticket')!;
      const { token } = must(await callerAt(rig().app.url, '').post('/auth/exchange', { ticket }));
      expect(must(await callerAt(rig().app.url, token).get('/auth/me'))).toMatchObject({ name: '林晓', roles: ['staff'] });
      expect((await callerAt(rig().app.url, '').post('/auth/exchange', { ticket })).status).toBe(401);
    });

    test('WeChat: a ticket that names the openid, and is no login', async () => {
      const { location, cookie } = await begun('wechat', '/m/#/packages/customer/pages/order/index?t=abc');
      const answer = await get(await throughPlatform(location, WANG.externalUserid), cookie);
      const ticket = locationOf(answer).searchParams.get('ticket')!;
      expect((await callerAt(rig().app.url, '').post('/auth/exchange', { ticket })).status).toBe(401);
      const openid = await rig().app.run((tx) => rig().app.product.capabilities.identity.api.redeemTicket(tx, 'openid', ticket));
      expect(openid).toBe(`oMP_${'WangLi'.padEnd(24, 'p')}`);
    });

    test('each to his own door: a member is no customer, a customer no member', async () => {
      const asCustomer = await begun('wechat', '/m/#/packages/customer/pages/order/index?t=abc');
      expect(endOf(await comeBack('wechat', { ...asCustomer, code: code(ADMIN) }))).toEqual({
        path: '/m/#/packages/customer/pages/order/index?t=abc',
        problem: 'auth.link_wrong_person',
        ticket: null,
      });
      const asMember = await begun('wecom');
      expect(endOf(await comeBack('wecom', { ...asMember, code: code(WANG) }))).toEqual({
        path: '/m/',
        problem: 'auth.not_a_member',
        ticket: null,
      });
    });

    test('mini-programs: a bearer for a member, a ticket for a customer', async () => {
      const post = (body: unknown) =>
        rawRequest(rig().app.port, {
          method: 'POST',
          path: '/auth/weapp',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const { credentials } = rig().sandbox.state;
      const member = { code: credentials.issueCode('js-wecom', { kind: 'member', userid: 'linxiao' }), kind: 'wecom' };
      const first = await post(member);
      expect([first.status, first.headers['cache-control']]).toEqual([200, 'no-store']);
      const { token, roles } = JSON.parse(first.text) as { token: string; roles: string[] };
      expect(roles).toEqual(['staff']);
      expect(must(await callerAt(rig().app.url, token).get('/auth/me'))).toMatchObject({ name: '林晓' });
      expect(codeOf(await post(member))).toEqual([401, 'auth.code_invalid']);

      const customer = { code: credentials.issueCode('js-wechat', WANG), kind: 'wechat' };
      expect(JSON.parse((await post(customer)).text)).toEqual({ ticket: expect.stringMatching(/^[\w-]{22,}$/) });
      expect(codeOf(await post({ ...customer, kind: 'wecom' }))).toEqual([401, 'auth.code_invalid']);
      for (const body of [
        {},
        { code: 'x' },
        { code: '', kind: 'wecom' },
        { code: 'x', kind: 'console' },
        { code: 'x', kind: 'wecom', more: 1 },
      ])
        expect([body, codeOf(await post(body))]).toEqual([body, [400, 'request.malformed']]);
    });
  });

  describe('F58: no session for', () => {
    const INVALID = 'auth.state_invalid';
    /** Where a login ends that nobody is known to have begun: at the way in, on the same origin. */
    const LOST = '/console/login?problem=auth.state_invalid';
    const lost = async (work: () => Promise<RawAnswer>, location = LOST) => {
      const before = await sessions();
      const answer = await work();
      expect([answer.status, answer.headers['location'], answer.headers['cache-control']]).toEqual([302, location, 'no-store']);
      expect(cookieOf(answer, 'mingdan_session')).toBeUndefined();
      expect(await sessions()).toBe(before);
    };
    /** The login was the browser's own: its page says why. */
    const told = async (work: () => Promise<RawAnswer>, problem: string) => {
      const before = await sessions();
      expect(endOf(await work())).toEqual({ path: '/console/login', problem, ticket: null });
      expect(await sessions()).toBe(before);
    };

    test('a code that was used, is unknown, or is too old', async () => {
      const used = code(ADMIN);
      expect((await comeBack('console', { ...(await begun('console')), code: used })).status).toBe(302);
      await told(async () => comeBack('console', { ...(await begun('console')), code: used }), 'auth.code_invalid');
      await told(async () => comeBack('console', { ...(await begun('console')), code: 'unknown' }), 'auth.code_invalid');
      const old = code(ADMIN);
      rig().sandbox.state.clock.advance(6 * MINUTE);
      await told(async () => comeBack('console', { ...(await begun('console')), code: old }), 'auth.code_invalid');
    });

    test('a state that comes back twice, even at once', async () => {
      const login = await begun('console');
      const answers = await Promise.all([ADMIN, ADMIN, ADMIN].map((who) => comeBack('console', { ...login, code: code(who) })));
      expect(answers.map(({ headers }) => headers['location']).sort()).toEqual([LOST, LOST, `${rig().app.url}/console/`]);
      expect(answers.filter((answer) => cookieOf(answer, 'mingdan_session') !== undefined)).toHaveLength(1);
      await lost(() => comeBack('console', { ...login, code: code(ADMIN) }));
    });

    test('another browser’s state: a login begun by an attacker and finished by his victim, or the other way round', async () => {
      const attacker = await begun('console');
      const victim = await begun('console');
      await lost(() => comeBack('console', { code: code(ADMIN), state: attacker.state, cookie: victim.cookie }));
      await lost(() => comeBack('console', { code: code(ADMIN), state: attacker.state }));
      await lost(() => comeBack('console', { code: code(ADMIN), state: victim.state, cookie: 'mingdan_login=' }));
      // nobody could use up the victim's login
      expect((await comeBack('console', { ...victim, code: code(ADMIN) })).status).toBe(302);
    });

    test('a state that is unknown, empty, too old, or of another kind of login', async () => {
      const login = await begun('console');
      await lost(() => comeBack('console', { ...login, state: 'x', code: code(ADMIN) }));
      await lost(() => comeBack('console', { ...login, state: '', code: code(ADMIN) }));
      await lost(() => get('/auth/console/callback', login.cookie));
      await told(() => get(`/auth/console/callback?code=a&code=b&state=${login.state}`, login.cookie), 'auth.code_invalid');
      await lost(async () => comeBack('console', { ...(await begun('wecom')), code: code(ADMIN) }));
      await lost(() => comeBack('wecom', { code: code(ADMIN), state: 'x' }), '/m/?problem=auth.state_invalid');
      await lost(
        () => comeBack('wechat', { code: code(WANG), state: 'x' }),
        '/m/?problem=auth.state_invalid#/packages/customer/pages/order/index',
      );
    });

    test('a state of more than ten minutes: each comes back to where it was begun, which says so', async () => {
      const console = await begun('console', '/console/orders?state=open');
      const work = await begun('wecom', '/m/#/pages/earnings/index');
      const customer = await begun('wechat', '/m/#/packages/customer/pages/order/index?t=abc');
      rig().clock.forward(11 * MINUTE);
      const before = await sessions();
      const late = await comeBack('console', { ...console, code: code(ADMIN) });
      expect(endOf(late)).toEqual({ path: '/console/login', problem: INVALID, ticket: null });
      expect(locationOf(late).searchParams.get('return')).toBe('/orders?state=open');
      expect(endOf(await comeBack('wecom', { ...work, code: code(ADMIN) }))).toEqual({
        path: '/m/#/pages/earnings/index',
        problem: INVALID,
        ticket: null,
      });
      expect(endOf(await comeBack('wechat', { ...customer, code: code(WANG) }))).toEqual({
        path: '/m/#/packages/customer/pages/order/index?t=abc',
        problem: INVALID,
        ticket: null,
      });
      expect(await sessions()).toBe(before);
      // once, and from the browser that began: to nobody else it is told where somebody wanted to be
      await lost(() => comeBack('console', { ...console, code: code(ADMIN) }));
      const others = await begun('console', '/console/orders?state=open');
      rig().clock.forward(11 * MINUTE);
      await lost(() => comeBack('console', { code: code(ADMIN), state: others.state }));
      // a day later nothing is known of it
      const old = await begun('console', '/console/orders');
      rig().clock.forward(24 * 60 * MINUTE + 1);
      await lost(() => comeBack('console', { ...old, code: code(ADMIN) }));
    });

    test('a platform that is busy: told so, and the person may try again', async () => {
      rig().sandbox.control.faults.add({ path: '/cgi-bin/auth/getuserinfo', times: 1, errcode: -1 });
      await told(async () => comeBack('console', { ...(await begun('console')), code: code(ADMIN) }), 'request.busy');
    });
  });

  test('two tabs of one browser may log in side by side; a cookie of another shape is replaced', async () => {
    const first = await begun('console');
    const second = await begun('console', undefined, first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect((await comeBack('console', { ...first, code: code(ADMIN) })).status).toBe(302);
    expect((await comeBack('console', { ...second, code: code(ADMIN) })).status).toBe(302);
    const odd = await begun('console', undefined, 'mingdan_login=short');
    expect(odd.cookie).toMatch(/^mingdan_login=[\w-]{22}$/);
  });

  test('states and browsers are kept as hashes, and removed once too old', async () => {
    const login = await begun('wecom', '/m/');
    const rows = await rig().app.run((tx) => tx.db.selectFrom('oauth_state').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(login.state);
    expect(rows.map(({ id }) => id)).toContain(hashToken(login.state));
    rig().clock.forward(24 * 60 * MINUTE + 1);
    const cron = rig().app.product.capabilities.wecom.crons!.find(({ name }) => name === 'wecom.housekeeping')!;
    await cron.handler({ origin: testOrigin(), signal: new AbortController().signal });
    expect(await rig().app.run((tx) => tx.db.selectFrom('oauth_state').select('id').execute())).toEqual([]);
  });

  describe('where a login may return to', () => {
    const returned = async (kind: Kind, returnTo?: string) => {
      const answer = await start(kind, returnTo);
      if (answer.status !== 302) return codeOf(answer);
      const row = await rig().app.run((tx) =>
        tx.db
          .selectFrom('oauth_state')
          .select('return_to')
          .where('id', '=', hashToken(locationOf(answer).searchParams.get('state')!))
          .executeTakeFirstOrThrow(),
      );
      return [
        row.return_to.replace(rig().app.url, 'OURS'),
        locationOf(answer).searchParams.get('redirect_uri')!.replace(rig().app.url, 'OURS'),
      ];
    };

    test('our own pages, by path or address; the H5’s own origin for phones only', async () => {
      expect(await returned('console')).toEqual(['OURS/console/', 'OURS/auth/console/callback']);
      expect(await returned('wecom')).toEqual(['OURS/m/', 'OURS/auth/wecom/callback']);
      expect(await returned('console', '/console/orders')).toEqual(['OURS/console/orders', 'OURS/auth/console/callback']);
      expect(await returned('wecom', 'https://phone.example/m/#/a')).toEqual([
        'https://phone.example/m/#/a',
        'https://phone.example/auth/wecom/callback',
      ]);
      expect(await returned('console', 'https://phone.example/m/')).toEqual([400, 'request.malformed']);
      const local = rig().app.url.replace('127.0.0.1', 'localhost');
      expect(await returned('console', `${local}/console/`)).toEqual([`${local}/console/`, `${local}/auth/console/callback`]);
    });

    const FOREIGN = [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '\\\\evil.example/',
      '/\t/evil.example/',
      'https:evil.example',
      'https:///evil.example',
      'http://127.0.0.1:1/',
      'http://localhost:1/',
      'https://phone.example.evil.example/',
      'https://phone.example@evil.example/',
      'https://evil.example#@phone.example/',
      'http://phone.example/',
      'https://phone.example:8443/',
      'https://user@phone.example/',
      'https://user:pass@phone.example/',
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'blob:https://phone.example/7f2c',
      'file:///etc/passwd',
      'ftp://phone.example/',
      'https://',
      'http://[::1',
      `/console/${'x'.repeat(1_600)}`,
    ];
    test.each(FOREIGN)('never %s', async (page) => {
      for (const kind of ['console', 'wecom', 'wechat'] as const)
        expect([kind, await returned(kind, page)]).toEqual([kind, [400, 'request.malformed']]);
    });

    test('blob and user names of our own address neither, nor two addresses', async () => {
      const { url } = rig().app;
      for (const page of [`blob:${url}/x`, url.replace('http://', 'http://user@')])
        expect(await returned('console', page)).toEqual([400, 'request.malformed']);
      expect((await get('/auth/console/start?return=/a&return=/b')).status).toBe(400);
    });

    test('what stands in the path stays in the path', async () => {
      expect(await returned('console', 'evil.example')).toEqual(['OURS/evil.example', 'OURS/auth/console/callback']);
      expect(await returned('console', '/console/\r\nSet-Cookie: a=b')).toEqual([
        'OURS/console/Set-Cookie:%20a=b',
        'OURS/auth/console/callback',
      ]);
    });
  });

  describe('the sidebar', () => {
    const staff = async () => {
      const person = await personOf('linxiao');
      const { identity } = rig().app.product.capabilities;
      const { token } = await rig().app.run((tx) => identity.api.openSession(tx, person!.id, 'bearer'));
      return callerAt(rig().app.url, token);
    };
    const asked = () => rig().calls('/cgi-bin/externalcontact/get').length;
    const fromChat = async (externalUserid: string) => {
      const answer = await (await staff()).post('/customers/from-chat', { externalUserid });
      return answer.status === 200 ? answer.body : [answer.status, answer.body.code];
    };

    test('a customer of the chat: the directory is asked, and again only after an hour', async () => {
      const before = asked();
      const customer = await fromChat(WANG.externalUserid);
      expect(customer).toMatchObject({ name: '王女士' });
      expect((await fromChat(WANG.externalUserid)).id).toBe(customer.id);
      rig().clock.forward(59 * MINUTE);
      await fromChat(WANG.externalUserid);
      expect(asked() - before).toBe(1);
      rig().clock.forward(2 * MINUTE);
      expect((await fromChat(WANG.externalUserid)).id).toBe(customer.id);
      expect(asked() - before).toBe(2);
    });

    test('a contact of a colleague, and one that does not exist, tell the same', async () => {
      const sun = rig().sandbox.state.people.customers.find(({ name }) => name === '孙阿姨')!;
      expect(await fromChat(sun.externalUserid)).toEqual([403, 'customers.not_followed']);
      expect(await fromChat('wmNobody')).toEqual([403, 'customers.not_followed']);
      const lonely = rig().sandbox.control.addCustomer({ name: '无人跟进' });
      expect(await fromChat(lonely.externalUserid)).toEqual([403, 'customers.not_followed']);
    });

    test('who stopped following is no longer let in once the hour is over', async () => {
      const zhao = rig().sandbox.state.people.customers.find(({ name }) => name === '赵先生')!;
      expect(await fromChat(zhao.externalUserid)).toMatchObject({ name: '赵先生' });
      await rig().sandbox.control.removeFollow({ userid: 'linxiao', externalUserid: zhao.externalUserid });
      rig().clock.forward(61 * MINUTE);
      expect(await fromChat(zhao.externalUserid)).toEqual([403, 'customers.not_followed']);
    });

    test.each([
      ['busy', { errcode: -1 }],
      ['over its limit', { errcode: 45009 }],
      ['not set up: our address is not on its list', { errcode: 60020 }],
      ['not set up: no right to ask', { errcode: 48002 }],
      ['gone in the middle', { cut: 'before' as const }],
    ])('a directory that is %s: unavailable, and nobody is made', async (_what, fault) => {
      const nobody = rig().sandbox.control.addCustomer({ name: '新客户' });
      await rig().sandbox.control.addFollow({ userid: 'linxiao', externalUserid: nobody.externalUserid });
      rig().sandbox.control.faults.add({ path: '/cgi-bin/externalcontact/get', times: 1, ...fault });
      expect(await fromChat(nobody.externalUserid)).toEqual([503, 'customers.directory_unavailable']);
      // an API that was called too often is left alone for the platform's window
      rig().clock.forward(64_000);
      expect(await fromChat(nobody.externalUserid)).toMatchObject({ name: '新客户' });
    });

    test('the contact of the chat is a customer whom we know: said by a person, undone by a person, never by the number alone', async () => {
      const caller = await staff();
      const nick = rig().sandbox.control.addCustomer({ name: '晴天' });
      await rig().sandbox.control.addFollow({ userid: 'linxiao', externalUserid: nick.externalUserid });
      const ofChat = await fromChat(nick.externalUserid);
      const known = must(await caller.post('/customers', { name: '张晴', phone: '13900139000' }));
      const link = (id: string, externalUserid = nick.externalUserid) => caller.post(`/customers/${id}/contact-link`, { externalUserid });
      const unlink = (id: string) => caller.post(`/customers/${id}/contact-unlink`, { externalUserid: nick.externalUserid });
      const named = async () => must(await caller.get('/customers?limit=100')).items.map(({ name }: { name: string }) => name);

      expect((await fromChat(nick.externalUserid)).id).not.toBe(known.id);
      expect(must(await link(known.id)).id).toBe(known.id);
      expect((await fromChat(nick.externalUserid)).id).toBe(known.id);
      expect(await named()).not.toContain('晴天');
      expect(must(await link(known.id)).id).toBe(known.id);

      // the sidebar offers to undo it while it stands, and the undoing can be undone
      const said = async (id: string) => must(await caller.get(`/customers/${id}`)).contactLinked;
      expect(await said(known.id)).toBe(true);
      expect(must(await unlink(known.id))).toMatchObject({ id: ofChat.id, name: '晴天', contactLinked: false });
      expect(await said(known.id)).toBe(false);
      expect(must(await link(known.id))).toMatchObject({ id: known.id, contactLinked: true });
      expect(must(await unlink(known.id))).toMatchObject({ id: ofChat.id, name: '晴天' });
      expect((await fromChat(nick.externalUserid)).id).toBe(ofChat.id);
      expect(await named()).toContain('晴天');
      expect((await unlink(known.id)).body.code).toBe('customers.not_found');

      // whoever has a history of their own does not go over, and nobody claims contacts of others
      must(await caller.post(`/customers/${ofChat.id}/sites`, { region: '110105', text: '建国路 88 号', point: null }));
      expect((await link(known.id)).body.code).toBe('customers.contact_in_use');
      const sun = rig().sandbox.state.people.customers.find(({ name }) => name === '孙阿姨')!;
      expect((await link(known.id, sun.externalUserid)).body.code).toBe('customers.not_followed');
    });

    test('a customer who is deleted in WeCom in the middle stays a customer: what was begun can be finished', async () => {
      const gone = rig().sandbox.control.addCustomer({ name: '小邓' });
      await rig().sandbox.control.addFollow({ userid: 'linxiao', externalUserid: gone.externalUserid });
      const { id } = await fromChat(gone.externalUserid);
      await rig().sandbox.control.removeFollow({ userid: 'linxiao', externalUserid: gone.externalUserid });
      rig().clock.forward(61 * MINUTE);
      for (const errcode of [84061, 40096]) {
        rig().sandbox.control.faults.add({ path: '/cgi-bin/externalcontact/get', times: 1, errcode });
        expect(await fromChat(gone.externalUserid)).toEqual([403, 'customers.not_followed']);
      }
      const again = await staff();
      expect(must(await again.get(`/customers/${id}`)).name).toBe('小邓');
      expect(must(await again.post(`/customers/${id}/sites`, { region: '110105', text: '望京', point: null })).sites).toHaveLength(1);
    });

    test('JS-SDK: a signature that the platform takes, for our pages only', async () => {
      const caller = await staff();
      const sign = (url: string, kind = 'agent') => caller.get(`/wecom/jssdk-signature?kind=${kind}&url=${encodeURIComponent(url)}`);
      for (const kind of ['corp', 'agent'] as const) {
        const page = `${rig().app.url}/m/?a=1`;
        const signed = must(await sign(`${page}#/packages/sidebar`, kind));
        expect(signed).toMatchObject({ corpId: rig().sandbox.settings.corpId, agentId: '1000002' });
        expect(signed.timestamp).toBe(Math.floor(signed.timestamp));
        const tickets = rig().sandbox.state.credentials.validTickets(kind === 'corp' ? 'wecom.jsapi_ticket' : 'wecom.agent_ticket');
        expect(tickets).toHaveLength(1);
        const { nonceStr, timestamp } = signed;
        expect(signed.signature).toBe(getJsApiSignature({ url: page, ticket: tickets[0]!, nonceStr, timestamp }).signature);
      }
      expect((await sign('https://phone.example/m/')).status).toBe(200);
      for (const page of ['https://evil.example/', `blob:${rig().app.url}/x`, 'javascript:alert(1)', 'https://phone.example.evil.example/'])
        expect([page, (await sign(page)).status]).toEqual([page, 403]);
      expect((await sign('nonsense')).status).toBe(422);
      expect((await callerAt(rig().app.url, '').get('/wecom/jssdk-signature?kind=corp&url=https%3A%2F%2Fphone.example')).status).toBe(401);
    });

    test('the tickets are fetched once, and a platform without one is busy', async () => {
      const caller = await staff();
      const url = encodeURIComponent(`${rig().app.url}/m/`);
      const fetches = rig().calls('/cgi-bin/ticket/get').length;
      for (let n = 0; n < 5; n += 1) must(await caller.get(`/wecom/jssdk-signature?kind=agent&url=${url}`));
      expect(rig().calls('/cgi-bin/ticket/get').length).toBe(fetches);
      rig().clock.forward(2 * 60 * MINUTE);
      rig().sandbox.control.faults.add({ path: '/cgi-bin/ticket/get', times: 1, errcode: 45009 });
      expect((await caller.get(`/wecom/jssdk-signature?kind=agent&url=${url}`)).status).toBe(503);
    });
  });
});
