import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

interface Seen {
  url: string;
  headers: Record<string, unknown>;
  body: string;
}

const seen: Seen[] = [];
let app: Server;
let appUrl: string;
let sandbox: Sandbox;
let folder: string;

/** A stand-in for the server: a page, a redirect, a slow stream, an echo and a callback. */
beforeAll(async () => {
  app = createServer(async (request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers, body: (await readBody(request)).toString() });
    if (request.url === '/m/') {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
        'set-cookie': 'session=abc; Path=/; HttpOnly',
      });
      response.end('<html><head></head><body>明单</body></html>');
    } else if (request.url === '/go') {
      response.writeHead(302, { location: `${appUrl}/m/` });
      response.end();
    } else if (request.url === '/stream') {
      response.write('first');
    } else {
      response.setHeader('content-type', 'application/json');
      response.end('{"a":"<head>"}');
    }
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox({
    port: 0,
    phonePorts: [0, 0, 0],
    serverUrl: appUrl,
    settingsFile: join(folder, 'new', 'sandbox.json'),
    verifyCallback: false,
    callbackRetryGapMs: 1,
  });
});

afterAll(async () => {
  await sandbox.stop();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
  await rm(folder, { recursive: true });
});

/** Answers as the tests read them: wrong shapes fail in the expectations. */
interface Answer {
  readonly [key: string]: unknown;
}

const read = async <T = Answer>(response: Response): Promise<T> => (await response.json()) as T;

const token = async (): Promise<string> => {
  const { corpId, secret } = sandbox.settings;
  const answer = await read<{ access_token: string }>(
    await fetch(`${sandbox.urls.api}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`),
  );
  return answer.access_token;
};

const control = async <T = Answer>(name: string, body?: unknown): Promise<{ status: number; json: T }> => {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.urls.api}/__control/${name}`, init);
  return { status: response.status, json: await read<T>(response) };
};

describe('a phone', () => {
  it('shows the app with the bridge, framable, under the client’s name', async () => {
    const response = await fetch(`${sandbox.urls.staff}/m/`, { headers: { cookie: 'session=console; phone-staff.x=1' } });
    const script = /<head><script>(.*?)<\/script><\/head>/s.exec(await response.text())?.[1] ?? '';
    expect(script).toContain('window.WeixinJSBridge');
    // whose phone it is
    expect(script).toContain('"person":"linxiao"');
    expect(script).toContain('"client":"wecom"');
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'self'; script-src 'self' 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
    expect(response.headers.get('set-cookie')).toBe('phone-staff.session=abc; Path=/; HttpOnly');
    const headers = seen.findLast((one) => one.url === '/m/')?.headers ?? {};
    expect(headers['user-agent']).toMatch(/wxwork\/.*MicroMessenger/);
    expect(headers['cookie']).toBe('x=1');
    expect(`http://${headers['host']}`).toBe(sandbox.urls.staff);
  });

  it('of a customer is WeChat and not WeCom', async () => {
    await fetch(`${sandbox.urls.customer}/other`);
    const agent = String(seen.at(-1)?.headers['user-agent']);
    expect(agent).toContain('MicroMessenger');
    expect(agent).not.toContain('wxwork');
  });

  it('passes everything else as it is: bodies, JSON, redirects into its own origin', async () => {
    const posted = await fetch(`${sandbox.urls.installer}/api/x?y=1`, { method: 'POST', body: '{"工单":1}' });
    expect(await posted.text()).toBe('{"a":"<head>"}');
    expect(seen.at(-1)).toMatchObject({ url: '/api/x?y=1', body: '{"工单":1}' });
    const moved = await fetch(`${sandbox.urls.installer}/go`, { redirect: 'manual' });
    expect(moved.headers.get('location')).toBe(`${sandbox.urls.installer}/m/`);
  });

  it('streams', async () => {
    const aborted = new AbortController();
    const response = await fetch(`${sandbox.urls.staff}/stream`, { signal: aborted.signal });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toBe('first');
    aborted.abort();
  });

  it('says so when the server is away', async () => {
    const away = await startSandbox({ port: 0, phonePorts: [0, 0, 0], serverUrl: 'http://127.0.0.1:1', verifyCallback: false });
    const response = await fetch(`${away.urls.staff}/m/`, { headers: { accept: 'text/html' } });
    await away.stop();
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('明单服务还没有启动');
  });
});

describe('the login in a phone', () => {
  const link = (change: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      appid: sandbox.settings.corpId,
      redirect_uri: `${sandbox.urls.staff}/auth/back?x=1`,
      response_type: 'code',
      scope: 'snsapi_base',
      state: 'abc',
      ...change,
    });
    return `${sandbox.urls.api}/connect/oauth2/authorize?${query}`;
  };
  const follow = (url: string, headers = {}) => fetch(url, { redirect: 'manual', headers });
  const whois = async (response: Response) => {
    const target = new URL(response.headers.get('location') ?? 'about:blank');
    const access_token = await token();
    const code = target.searchParams.get('code');
    return {
      target,
      who: await read(await fetch(`${sandbox.urls.api}/cgi-bin/auth/getuserinfo?access_token=${access_token}&code=${code}`)),
    };
  };

  it('is silent, and the code names the phone’s person', async () => {
    const { target, who } = await whois(await follow(link()));
    expect(target.origin).toBe(sandbox.urls.staff);
    expect(target.searchParams.get('state')).toBe('abc');
    expect(target.searchParams.get('x')).toBe('1');
    expect(who).toMatchObject({ errcode: 0, userid: 'linxiao' });
  });

  it('finds the phone by where one comes from, and keeps it on its own origin', async () => {
    const response = await follow(link({ redirect_uri: `${appUrl}/auth/back` }), { referer: `${sandbox.urls.customer}/` });
    const { target, who } = await whois(response);
    expect(target.origin).toBe(sandbox.urls.customer);
    expect(who['external_userid']).toBe(sandbox.state.people.customers[0]?.externalUserid);
  });

  it('asks who one is in a plain browser', async () => {
    const response = await follow(link({ redirect_uri: `${appUrl}/auth/back` }));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('以谁的身份打开');
    const { target, who } = await whois(await follow(link({ redirect_uri: `${appUrl}/auth/back`, sandbox_as: 'chen.kuaiji' })));
    expect(target.origin).toBe(appUrl);
    expect(who['userid']).toBe('chen.kuaiji');
  });

  it.each([
    ['an untrusted host', { redirect_uri: 'http://evil.test/' }, '50001'],
    ['a state with other characters', { state: 'a-b' }, '84025'],
    ['a state of 129', { state: 'a'.repeat(129) }, '84025'],
    ['another corp', { appid: 'ww1' }, '40013'],
    ['another scope', { scope: 'snsapi_userinfo' }, '40035'],
  ])('refuses %s', async (_name, change, code) => {
    const response = await follow(link(change));
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain(`错误码 ${code}`);
  });

  it('by scan leads back with a code of the one who scanned', async () => {
    const query = new URLSearchParams({
      login_type: 'CorpApp',
      appid: sandbox.settings.corpId,
      agentid: String(sandbox.settings.agentId),
      redirect_uri: `${appUrl}/auth/console`,
      state: 's1',
    });
    const page = await (await fetch(`${sandbox.urls.api}/wwlogin/sso/login?${query}`)).text();
    const href = /href="(\/wwlogin\/sso\/confirm[^"]+sandbox_as=admin)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const { target, who } = await whois(await follow(sandbox.urls.api + href));
    expect(`${target.origin}${target.pathname}`).toBe(`${appUrl}/auth/console`);
    expect(who['userid']).toBe('admin');
  });
});

describe('control calls', () => {
  it('press a button: the encrypted event goes out, the card waits for its update', async () => {
    const access_token = await token();
    const { agentId } = sandbox.settings;
    const card = {
      card_type: 'button_interaction',
      task_id: 'c1',
      main_title: { title: '派单' },
      button_list: [{ text: '接单', key: 'accept' }],
    };
    const body = JSON.stringify({ touser: 'zhang.wei', msgtype: 'template_card', agentid: agentId, template_card: card });
    await fetch(`${sandbox.urls.api}/cgi-bin/message/send?access_token=${access_token}`, { method: 'POST', body });
    const pressed = await control('click', { userid: 'zhang.wei', key: 'accept' });
    expect(pressed.json).toMatchObject({ outcome: 'delivered' });
    expect(pressed.json['xml']).toContain('<TaskId><![CDATA[c1]]></TaskId>');
    expect(seen.at(-1)?.url).toMatch(/^\/wecom\/callback\?msg_signature=/);
    const again = await control('click', { userid: 'zhang.wei', key: 'accept' });
    expect(again).toMatchObject({ status: 400 });
    expect((await control('messages?userid=zhang.wei')).json).toMatchObject([{ clickedKey: 'accept', keys: [] }]);
    expect((await control('replay', {})).json).toMatchObject({ status: 200 });
  });

  it('add a customer whom a member follows, and tell the server', async () => {
    const added = await control('customers', { name: '钱先生' });
    const followed = await control('follow', { userid: 'linxiao', externalUserid: added.json['externalUserid'], state: 'shop1' });
    expect(followed.status).toBe(200);
    const records = (await control<{ xml: string }[]>('callbacks')).json;
    expect(records.at(-1)?.xml).toContain('<ChangeType><![CDATA[add_external_contact]]></ChangeType>');
    expect(records.at(-1)?.xml).toContain('<State><![CDATA[shop1]]></State>');
  });

  it('write as a customer without any callback', async () => {
    const before = (await control<unknown[]>('callbacks')).json.length;
    const [customer] = sandbox.state.people.customers;
    await control('customer-text', { externalUserid: customer?.externalUserid, userid: 'linxiao', content: '师傅几点到？' });
    expect((await control<Answer[]>(`chat?userid=linxiao&externalUserid=${customer?.externalUserid}`)).json.at(-1)).toMatchObject({
      text: '师傅几点到？',
      from: 'customer',
    });
    expect((await control('callbacks')).json).toHaveLength(before);
  });

  it('plan faults: a code, or a connection cut after the work', async () => {
    const { corpId, secret } = sandbox.settings;
    const get = () => fetch(`${sandbox.urls.api}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`);
    await control('fault', { path: '/cgi-bin/gettoken', errcode: -1 });
    expect((await read(await get()))['errcode']).toBe(-1);
    await control('fault', { path: '/cgi-bin/gettoken', cut: 'after' });
    await expect(get()).rejects.toThrow();
    expect((await read(await get()))['errcode']).toBe(0);
  });

  it('age tokens', async () => {
    const access_token = await token();
    await control('expire', {});
    const answer = await read(await fetch(`${sandbox.urls.api}/cgi-bin/user/get?userid=admin&access_token=${access_token}`));
    expect(answer['errcode']).toBe(42001);
  });

  it('hand a phone over', async () => {
    await control('phone', { phone: 'staff', person: 'sunyue' });
    const view = await read(await fetch(`${sandbox.urls.staff}/__phone/view`));
    expect(view).toMatchObject({ me: { id: 'sunyue', name: '孙悦' } });
    expect(view['chatWith']).toBe(sandbox.state.people.follows.find((one) => one.userid === 'sunyue')?.externalUserid);
    await control('phone', { phone: 'staff', person: 'linxiao' });
    expect((await control('nothing', {})).status).toBe(404);
    expect((await control('phone', { phone: 'staff', person: 'nobody' })).status).toBe(400);
  });
});

describe('the settings file', () => {
  it('keeps the corp over a restart and holds the server’s environment', async () => {
    const file = join(folder, 'new', 'sandbox.json');
    const kept = JSON.parse(await readFile(file, 'utf8'));
    expect(kept.env).toEqual(sandbox.env);
    const again = await startSandbox({ port: 0, phonePorts: [0, 0, 0], settingsFile: file, verifyCallback: false });
    await again.stop();
    expect(again.settings).toEqual(sandbox.settings);
  });
});

describe('the pages of the sandbox', () => {
  it.each(['/', '/assets/index.js', '/assets/base.css', '/__overview'])('%s is there', async (path) => {
    expect((await fetch(sandbox.urls.api + path)).status).toBe(200);
  });

  it('lie in one folder only', async () => {
    expect((await fetch(`${sandbox.urls.api}/assets/..%2Fpackage.json`)).status).toBe(404);
    expect((await fetch(`${sandbox.urls.staff}/__phone/assets/..%2F..%2Fpackage.json`)).status).toBe(404);
  });
});

describe('the page’s tools, over HTTP', () => {
  const SEND = '/cgi-bin/message/send';
  const send = async (content: string) => {
    const body = JSON.stringify({ touser: 'linxiao', msgtype: 'text', agentid: sandbox.settings.agentId, text: { content } });
    return read(await fetch(`${sandbox.urls.api}${SEND}?access_token=${await token()}`, { method: 'POST', body }));
  };

  it('faults: planned for a path, shown, used up in order, cleared', async () => {
    await control('fault', { path: SEND, errcode: 45009, times: 1 });
    await control('fault', { path: SEND, delayMs: 1, times: 5 });
    expect((await control<object[]>('faults')).json).toMatchObject([
      { path: SEND, errcode: 45009 },
      { delayMs: 1, times: 5 },
    ]);
    expect((await send('一'))['errcode']).toBe(45009);
    expect((await send('二'))['errcode']).toBe(0);
    await control('fault', { clear: true });
    expect((await control('faults')).json).toEqual([]);
  });

  it.each([
    ['no path', { errcode: 1 }],
    ['nothing to do', { path: SEND }],
    ['no calls', { path: SEND, errcode: 1, times: 0 }],
    ['an hour of silence', { path: SEND, delayMs: 3_600_000 }],
  ])('a fault with %s is refused in words', async (_name, body) => {
    const { status, json } = await control('fault', body);
    expect(status).toBe(400);
    expect(json['error']).not.toBe('');
    expect((await control('faults')).json).toEqual([]);
  });

  it('clock: forward, back, reset; tokens age by it, callbacks keep the machine’s time', async () => {
    const before = await token();
    expect((await control<{ offsetMs: number }>('clock', { shiftMs: 7_200_000 })).json.offsetMs).toBe(7_200_000);
    expect(await token()).not.toBe(before);
    expect((await control<{ offsetMs: number }>('clock', { shiftMs: -10_000_000 })).json.offsetMs).toBe(-2_800_000);
    await control('app-text', { userid: 'linxiao', content: '几点了' });
    const stamp = Number(/timestamp=(\d+)/.exec(seen.findLast(({ url }) => url.startsWith('/wecom/callback'))?.url ?? '')?.[1]);
    expect(Math.abs(stamp - Date.now() / 1000)).toBeLessThan(60);
    await control('clock', { reset: true });
    expect((await control<{ offsetMs: number }>('clock')).json.offsetMs).toBe(0);
    expect((await control('clock', { shiftMs: 'soon' })).status).toBe(400);
  });

  it('limits: an API blocked for its window, and back', async () => {
    await control('limits', { block: SEND, ms: 60_000 });
    expect((await send('三'))['errcode']).toBe(45009);
    expect((await control('limits')).json).toMatchObject({ blocks: [{ path: SEND }] });
    await control('limits', { reset: true });
    expect((await send('四'))['errcode']).toBe(0);
    expect((await control('limits', { callsPerMinute: -1 })).status).toBe(400);
  });

  it('subscribe: what the customer answers, and taking it back', async () => {
    const [customer] = sandbox.state.people.customers;
    const { templateId, externalUserid } = { templateId: 'MDTPL_progress'.padEnd(43, 'x'), externalUserid: customer!.externalUserid };
    const { json } = await control<{ credits: object }>('subscribe', { externalUserid, templateId, answer: 'accept' });
    expect(json.credits).toMatchObject({ [templateId]: 1 });
    expect((await control<{ credits: object }>('subscribe', { externalUserid, revoke: true })).json.credits).toMatchObject({
      [templateId]: 0,
    });
    expect((await control('subscribe', { externalUserid, templateId, answer: 'perhaps' })).status).toBe(400);
  });

  it('the log holds no secret', async () => {
    const { wechatAppId: appid, wechatSecret: secret, secret: corpSecret } = sandbox.settings;
    const body = JSON.stringify({ grant_type: 'client_credential', appid, secret });
    const issued = await read<{ access_token: string }>(await fetch(`${sandbox.urls.api}/cgi-bin/stable_token`, { method: 'POST', body }));
    const access_token = await token();
    const shown = JSON.stringify([(await control('log')).json, await (await fetch(`${sandbox.urls.api}/__overview`)).json()]);
    for (const hidden of [secret, corpSecret, issued.access_token, access_token]) expect(shown).not.toContain(hidden);
  });
});
