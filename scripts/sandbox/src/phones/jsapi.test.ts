import { getJsApiSignature } from '@wecom/crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { ISSUED } from '../api/endpoint.ts';
import type { Json } from '../corp/inbox.ts';
import type { World } from '../corp/world.ts';
import { testWorld } from '../test-world.ts';
import { invokeJsApi, PageRegistry } from './jsapi.ts';
import { DEFAULT_PAGES, type PhoneName, Phones } from './phones.ts';

const PAGE = 'http://127.0.0.1:8080/m/?a=1';
const APIS = ['getContext', 'getCurExternalContact', 'sendChatMessage', 'geoLocation', 'scanQRCode'];

let world: World;
let phones: Phones;
let pages: PageRegistry;
beforeEach(() => {
  world = testWorld();
  phones = new Phones(world, { serverUrl: 'http://127.0.0.1:8080', pages: DEFAULT_PAGES });
  pages = new PageRegistry();
});

function invoke(name: string, params: Json = {}, options: { phone?: PhoneName; url?: string; chatWith?: string | null } = {}) {
  const phone = phones.get(options.phone ?? 'staff');
  const chatWith = options.chatWith === undefined ? phone.chatWith : options.chatWith;
  return invokeJsApi(world, phone, pages, { name, params, url: options.url ?? PAGE, pageId: 'page-1', chatWith });
}

function agentConfig(change: Json = {}, options: { url?: string; phone?: PhoneName; signed?: string } = {}) {
  const ticket = world.credentials.current(ISSUED.agentTicket, 86).value;
  const { signature } = getJsApiSignature({ url: options.signed ?? PAGE, ticket, nonceStr: 'n', timestamp: 1_700_000_000 });
  const { corpId, agentId } = world.settings;
  const params = {
    corpid: corpId,
    agentid: String(agentId),
    timestamp: '1700000000',
    nonceStr: 'n',
    signature,
    jsApiList: APIS,
    ...change,
  };
  return invoke('agentConfig', params, options);
}

describe('agentConfig', () => {
  it('takes the signature made with the app ticket for this very address', () => {
    expect(agentConfig().err_msg).toBe('agentConfig:ok');
  });

  it('takes one made with a ticket from before a restart, until somebody ends it', () => {
    const before = world.credentials.current(ISSUED.agentTicket, 86).value;
    const { signature } = getJsApiSignature({ url: PAGE, ticket: before, nonceStr: 'n', timestamp: 1_700_000_000 });
    world = testWorld();
    phones = new Phones(world, { serverUrl: 'http://127.0.0.1:8080', pages: DEFAULT_PAGES });
    const { corpId, agentId } = world.settings;
    const params = { corpid: corpId, agentid: String(agentId), timestamp: '1700000000', nonceStr: 'n', signature, jsApiList: APIS };
    expect(invoke('agentConfig', params).err_msg).toBe('agentConfig:ok');
    world.credentials.expire(ISSUED.agentTicket);
    expect(invoke('agentConfig', params).err_msg).toMatch(/^agentConfig:fail/);
  });

  it.each<[string, number, Json, { url?: string; signed?: string }]>([
    ['a made-up signature', 40093, { signature: '0' }, {}],
    ['a signature for another page', 40093, {}, { signed: 'http://127.0.0.1:8080/m/' }],
    ['another corp', 40013, { corpid: 'ww1' }, {}],
    ['another app', 40056, { agentid: '1' }, {}],
    ['a page outside the trusted domain', 80001, {}, { url: 'http://evil.test/m/', signed: 'http://evil.test/m/' }],
  ])('refuses %s', (_name, errCode, change, options) => {
    const result = agentConfig(change, options);
    expect(result.err_msg).toMatch(/^agentConfig:fail/);
    expect(result['errCode']).toBe(errCode);
  });

  it('refuses the corp ticket, and the app ticket once it has expired', () => {
    const corp = world.credentials.current(ISSUED.corpTicket, 86).value;
    const { signature } = getJsApiSignature({ url: PAGE, ticket: corp, nonceStr: 'n', timestamp: 1_700_000_000 });
    expect(agentConfig({ signature })['errCode']).toBe(40093);
    const ticket = world.credentials.current(ISSUED.agentTicket, 86).value;
    const signed = getJsApiSignature({ url: PAGE, ticket, nonceStr: 'n', timestamp: 1_700_000_000 }).signature;
    world.clock.advance(7_200_000);
    expect(agentConfig({ signature: signed })['errCode']).toBe(40093);
  });
});

describe('calls', () => {
  it('need the configuration and their name in it', () => {
    expect(invoke('getCurExternalContact').err_msg).toBe('getCurExternalContact:no permission to execute');
    agentConfig({ jsApiList: ['getContext'] });
    expect(invoke('getCurExternalContact').err_msg).toBe('getCurExternalContact:permission denied');
    expect(invoke('noSuchThing').err_msg).toBe('noSuchThing:function not exist');
  });

  it('know the open chat on the staff phone only', () => {
    agentConfig();
    const open = phones.get('staff').chatWith;
    expect(invoke('getContext')).toMatchObject({ entry: 'single_chat_tools' });
    expect(invoke('getCurExternalContact')).toMatchObject({ err_msg: 'getCurExternalContact:ok', userId: open });
    expect(invoke('getContext', {}, { phone: 'installer' })).toMatchObject({ entry: 'normal' });
    expect(invoke('getCurExternalContact', {}, { phone: 'installer', chatWith: open }).err_msg).toContain('without context');
  });

  it('refuse the customer of a colleague', () => {
    agentConfig();
    const others = world.people.follows.find((one) => one.userid === 'sunyue')?.externalUserid ?? '';
    expect(invoke('getCurExternalContact', {}, { chatWith: others }).err_msg).toContain('no permission');
  });
});

describe('sendChatMessage', () => {
  it('puts a card into the open chat', () => {
    agentConfig();
    const news = { link: 'http://127.0.0.1:8080/m/#/order?t=1', title: '空调安装', desc: '查看进度', imgUrl: '' };
    expect(invoke('sendChatMessage', { msgtype: 'news', news }).err_msg).toBe('sendChatMessage:ok');
    expect(world.chats.messages).toMatchObject([{ from: 'member', userid: 'linxiao', msgtype: 'news', ...news }]);
  });

  it.each<[string, Json]>([
    ['a card without link', { msgtype: 'news', news: { title: 'x' } }],
    ['an empty text', { msgtype: 'text', text: {} }],
    ['a foreign mini-program', { msgtype: 'miniprogram', miniprogram: { appid: 'wx1', page: 'a.html', imgUrl: 'http://a' } }],
    ['an unknown picture', { msgtype: 'image', image: { mediaid: 'x' } }],
    ['another kind', { msgtype: 'channels' }],
  ])('refuses %s', (_name, params) => {
    agentConfig();
    expect(invoke('sendChatMessage', params).err_msg).toMatch(/:fail/);
    expect(world.chats.messages).toHaveLength(0);
  });

  it('takes a bound mini-program only with an .html page', () => {
    agentConfig();
    const card = { appid: world.settings.wechatAppId, title: '订单', imgUrl: 'http://127.0.0.1:8080/a.png' };
    const send = (page: string) => invoke('sendChatMessage', { msgtype: 'miniprogram', miniprogram: { ...card, page } }).err_msg;
    expect(send('packages/order/index')).toMatch(/:fail/);
    expect(send('packages/order/index.html?token=1')).toBe('sendChatMessage:ok');
  });
});
