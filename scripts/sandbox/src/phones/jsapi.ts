import { getJsApiSignature } from '@wecom/crypto';
import { ISSUED } from '../api/endpoint.ts';
import { integer, object, text, texts } from '../api/fields.ts';
import type { Json } from '../corp/inbox.ts';
import { findCustomer, findMember, followersOf } from '../corp/people.ts';
import type { World } from '../corp/world.ts';
import { randomText } from '../random.ts';
import { type Phone, personId } from './phones.ts';

/** One `WeixinJSBridge.invoke`, with where and for whom the page was loaded. */
export interface JsApiCall {
  name: string;
  params: Json;
  /** `location.href` without the hash. */
  url: string;
  /** One load of one page: a signature counts for that load only. */
  pageId: string;
  /** The customer whose chat the page was opened from. */
  chatWith: string | null;
}

/** What the client hands back: `err_msg` as `name:ok` or `name:why`. `ask` makes the bridge show a sheet first. */
export type JsApiResult = Json & { err_msg: string; ask?: 'scan' | 'image' | 'subscribe' };

interface PageRights {
  corp: ReadonlySet<string> | null;
  agent: ReadonlySet<string> | null;
}

/** Rights of loaded pages; the oldest are forgotten. */
export class PageRegistry {
  #pages = new Map<string, PageRights>();

  of(pageId: string): PageRights {
    return this.#pages.get(pageId) ?? { corp: null, agent: null };
  }

  grant(pageId: string, kind: keyof PageRights, apis: readonly string[]): void {
    const rights = { ...this.of(pageId), [kind]: new Set(apis) };
    this.#pages.delete(pageId);
    this.#pages.set(pageId, rights);
    const oldest = this.#pages.keys().next().value;
    if (this.#pages.size > 500 && oldest !== undefined) this.#pages.delete(oldest);
  }
}

interface Asked {
  world: World;
  phone: Phone;
  call: JsApiCall;
}

const fail = (name: string, why: string, extra: Json = {}): JsApiResult => ({ err_msg: `${name}:${why}`, ...extra });
const done = (name: string, extra: Json = {}): JsApiResult => ({ err_msg: `${name}:ok`, ...extra });

/** True when one of the tickets in force gives this signature for this address. */
function signatureHolds(
  world: World,
  ticketName: string,
  url: string,
  signed: { nonceStr: string; timestamp: string; signature: string },
): boolean {
  return world.credentials
    .validTickets(ticketName)
    .some(
      (ticket) => getJsApiSignature({ url, ticket, nonceStr: signed.nonceStr, timestamp: signed.timestamp }).signature === signed.signature,
    );
}

function checkDomain(world: World, url: string): boolean {
  return URL.canParse(url) && world.trustedHosts.has(new URL(url).host);
}

/** `wx.config`: the page proves itself with the corp's ticket. */
function preVerify({ world, call }: Asked, pages: PageRegistry): JsApiResult {
  const { params, url, pageId } = call;
  if (text(params, 'appId') !== world.settings.corpId) return fail(call.name, 'fail_invalid appid', { errCode: 40013 });
  if (!checkDomain(world, url)) return fail(call.name, 'fail_invalid url domain', { errCode: 80001 });
  const signed = {
    nonceStr: text(params, 'verifyNonceStr'),
    timestamp: text(params, 'verifyTimestamp'),
    signature: text(params, 'verifySignature'),
  };
  if (!signatureHolds(world, ISSUED.corpTicket, url, signed)) return fail(call.name, 'fail_invalid signature', { errCode: 40093 });
  pages.grant(pageId, 'corp', texts(params, 'verifyJsApiList'));
  return done(call.name);
}

/** `wx.agentConfig`: the app's own ticket; gives the corp's rights too. */
function agentConfig({ world, call }: Asked, pages: PageRegistry): JsApiResult {
  const { params, url, pageId } = call;
  if (text(params, 'corpid') !== world.settings.corpId) return fail(call.name, 'fail_invalid corpid', { errCode: 40013 });
  if (text(params, 'agentid') !== String(world.settings.agentId)) return fail(call.name, 'fail_invalid agentid', { errCode: 40056 });
  if (!checkDomain(world, url)) return fail(call.name, 'fail_invalid url domain', { errCode: 80001 });
  const timestamp = text(params, 'timestamp') || String(integer(params, 'timestamp') ?? '');
  const signed = { nonceStr: text(params, 'nonceStr'), timestamp, signature: text(params, 'signature') };
  if (!signatureHolds(world, ISSUED.agentTicket, url, signed)) return fail(call.name, 'fail_invalid signature', { errCode: 40093 });
  const apis = texts(params, 'jsApiList');
  pages.grant(pageId, 'corp', apis);
  pages.grant(pageId, 'agent', apis);
  return done(call.name);
}

function curExternalContact({ world, phone, call }: Asked): JsApiResult {
  const open = call.chatWith;
  if (phone.name !== 'staff' || open === null) return fail(call.name, 'fail_without context of external contact');
  const follows = followersOf(world.people, open).some((one) => one.userid === personId(phone.person));
  if (!follows) return fail(call.name, 'fail_no permission', { errCode: 84061 });
  return done(call.name, { userId: open });
}

/** Posts into the open chat; it lands on the customer's phone. */
function sendChatMessage({ world, phone, call }: Asked): JsApiResult {
  const open = call.chatWith;
  if (phone.name !== 'staff' || open === null) return fail(call.name, 'fail_without context of external contact');
  const msgtype = text(call.params, 'msgtype');
  const content = object(call.params, msgtype) ?? {};
  const base = { userid: personId(phone.person), externalUserid: open, at: world.clock.wall(), from: 'member' as const };
  if (msgtype === 'text') {
    if (text(content, 'content') === '') return fail(call.name, 'fail_content is empty');
    world.chats.post({ ...base, msgtype, text: text(content, 'content') });
  } else if (msgtype === 'news') {
    if (!/^https?:\/\//.test(text(content, 'link')) || text(content, 'title') === '') return fail(call.name, 'fail_invalid news');
    const { link, title, desc, imgUrl } = {
      link: text(content, 'link'),
      title: text(content, 'title'),
      desc: text(content, 'desc'),
      imgUrl: text(content, 'imgUrl'),
    };
    world.chats.post({ ...base, msgtype, link, title, desc, imgUrl });
  } else if (msgtype === 'miniprogram') {
    if (text(content, 'appid') !== world.settings.wechatAppId) return fail(call.name, 'fail_miniprogram not bound');
    if (!/\.html(\?|$)/.test(text(content, 'page'))) return fail(call.name, 'fail_invalid page');
    if (!/^https?:\/\//.test(text(content, 'imgUrl'))) return fail(call.name, 'fail_invalid imgUrl');
    world.chats.post({ ...base, msgtype, title: text(content, 'title'), link: text(content, 'page'), imgUrl: text(content, 'imgUrl') });
  } else if (msgtype === 'image') {
    if (!world.media.has(text(content, 'mediaid'))) return fail(call.name, 'fail_invalid mediaid');
    world.chats.post({ ...base, msgtype, link: text(content, 'mediaid') });
  } else {
    return fail(call.name, 'fail_unsupported msgtype');
  }
  world.journal.worldChanged();
  return done(call.name);
}

function openUserProfile({ world, call }: Asked): JsApiResult {
  const id = text(call.params, 'userid');
  const name = integer(call.params, 'type') === 2 ? findCustomer(world.people, id)?.name : findMember(world.people, id)?.name;
  return name ? done(call.name, { profile: name }) : fail(call.name, 'fail_invalid userid');
}

function uploadImage({ world, call }: Asked): JsApiResult {
  const data = /^data:([^;]+);base64,(.+)$/.exec(text(call.params, 'localData'));
  if (!data?.[1] || !data[2]) return fail(call.name, 'fail_invalid localId');
  const serverId = randomText(64);
  world.media.set(serverId, { type: 'image', contentType: data[1], bytes: Buffer.from(data[2], 'base64') });
  return done(call.name, { serverId });
}

/** The mini-program's sheet: which templates are asked for. Only a customer's WeChat has it, and only for the account's own templates. */
function requestSubscribe({ world, phone, call }: Asked): JsApiResult {
  if (phone.client !== 'wechat') return fail(call.name, 'fail not supported', { errCode: -1 });
  const ids = texts(call.params, 'tmplIds');
  if (ids.length === 0 || ids.length > 3) return fail(call.name, 'fail tmplIds count invalid', { errCode: 20003 });
  const templates = ids.map((id) => world.subscriptions.template(id));
  if (templates.some((one) => one === undefined)) return fail(call.name, 'fail no template data return', { errCode: 20001 });
  return done(call.name, { ask: 'subscribe', templates: templates.map((one) => ({ id: one?.id, title: one?.title })) });
}

/** What was chosen in that sheet; the client tells the platform, the page hears it only. */
function answerSubscribe({ world, phone, call }: Asked): JsApiResult {
  const customer = phone.person.kind === 'customer' ? findCustomer(world.people, phone.person.externalUserid) : undefined;
  if (!customer) return fail(call.name, 'fail not supported');
  for (const [id, answer] of Object.entries(object(call.params, 'answers') ?? {}))
    if (world.subscriptions.template(id) && (answer === 'accept' || answer === 'reject'))
      world.subscriptions.answer(customer.openid, id, answer);
  world.journal.worldChanged();
  return done(call.name);
}

interface JsApi {
  /** Which proof the page needs first. */
  needs: 'none' | 'corp' | 'agent';
  run: (asked: Asked, pages: PageRegistry) => JsApiResult;
}

const TABLE: Record<string, JsApi> = {
  preVerifyJSAPI: { needs: 'none', run: preVerify },
  agentConfig: { needs: 'none', run: agentConfig },
  getContext: {
    needs: 'corp',
    run: ({ phone, call }) => done(call.name, { entry: phone.name === 'staff' && call.chatWith ? 'single_chat_tools' : 'normal' }),
  },
  getCurExternalContact: { needs: 'agent', run: curExternalContact },
  sendChatMessage: { needs: 'agent', run: sendChatMessage },
  openUserProfile: { needs: 'agent', run: openUserProfile },
  geoLocation: {
    needs: 'corp',
    run: ({ phone, call }) => done(call.name, { ...phone.location, speed: 0, accuracy: 30 }),
  },
  scanQRCode: { needs: 'corp', run: ({ call }) => done(call.name, { ask: 'scan' }) },
  chooseImage: { needs: 'corp', run: ({ call }) => done(call.name, { ask: 'image' }) },
  uploadImage: { needs: 'corp', run: uploadImage },
  requestSubscribeMessage: { needs: 'none', run: requestSubscribe },
  subscribeAnswer: { needs: 'none', run: answerSubscribe },
  imagePreview: { needs: 'none', run: ({ call }) => done(call.name) },
  checkJsApi: {
    needs: 'none',
    run: ({ call }) =>
      done(call.name, { checkResult: Object.fromEntries(texts(call.params, 'jsApiList').map((one) => [one, one in CLIENT_NAMES])) }),
  },
};

/** Names the page may ask `checkJsApi` about. */
const CLIENT_NAMES: Record<string, true> = Object.fromEntries(
  [...Object.keys(TABLE), 'getLocation', 'getLocalImgData', 'closeWindow', 'previewImage'].map((name) => [name, true as const]),
);

/** Answers one call of the bridge, and writes it into the journal. */
export function invokeJsApi(world: World, phone: Phone, pages: PageRegistry, call: JsApiCall): JsApiResult {
  const api = Object.hasOwn(TABLE, call.name) ? TABLE[call.name] : undefined;
  const result = answer(api, { world, phone, call }, pages);
  const ok = result.err_msg.endsWith(':ok');
  const summary = result.err_msg.slice(call.name.length + 1);
  const { localData: _omitted, ...params } = call.params;
  world.journal.add({
    at: world.clock.wall(),
    kind: 'jsapi',
    name: call.name,
    ok,
    summary,
    ms: 0,
    detail: { phone: phone.name, params, url: call.url, result },
  });
  return result;
}

function answer(api: JsApi | undefined, asked: Asked, pages: PageRegistry): JsApiResult {
  const { name, pageId } = asked.call;
  if (!api) return fail(name, 'function not exist');
  if (api.needs === 'none') return api.run(asked, pages);
  const rights = pages.of(pageId)[api.needs];
  if (!rights) return fail(name, 'no permission to execute');
  if (!rights.has(name)) return fail(name, 'permission denied');
  return api.run(asked, pages);
}
