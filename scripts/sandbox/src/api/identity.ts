import type { CodeCheck, CodeKind, Person } from '../corp/credentials.ts';
import { findCustomer, findMember, followersOf } from '../corp/people.ts';
import { randomText } from '../random.ts';
import { ApiRefusal, ok } from './answer.ts';
import type { ApiCall, Endpoint } from './endpoint.ts';
import { text } from './fields.ts';

/** @throws ApiRefusal 40029 unknown, 42022 used, 42003 expired */
function redeem({ world }: ApiCall, kind: CodeKind, code: string): Person {
  const result: CodeCheck = world.credentials.redeem(kind, code);
  if (result.ok) return result.person;
  if (result.why === 'used') throw new ApiRefusal(42022, 'code has been used');
  if (result.why === 'expired') throw new ApiRefusal(42003, 'code expired');
  throw new ApiRefusal(40029, 'invalid code');
}

/** Who opened a page: a member's userid, or openid and external_userid of anyone else. */
function getUserInfo(call: ApiCall) {
  const { world } = call;
  const person = redeem(call, 'oauth', call.query.get('code') ?? '');
  if (person.kind === 'member') {
    return ok({ userid: person.userid, user_ticket: world.credentials.issueCode('user-ticket', person), expires_in: 1800 });
  }
  const customer = findCustomer(world.people, person.externalUserid);
  if (!customer) throw new ApiRefusal(40029, 'invalid code');
  const known = followersOf(world.people, customer.externalUserid).length > 0;
  return ok({ openid: customer.openid, ...(known ? { external_userid: customer.externalUserid } : {}) });
}

function getUserDetail({ world, body }: ApiCall) {
  const checked = world.credentials.redeem('user-ticket', text(body, 'user_ticket'));
  if (!checked.ok) throw checked.why === 'expired' ? new ApiRefusal(84014, 'ticket expired') : new ApiRefusal(84015, 'invalid ticket');
  const member = checked.person.kind === 'member' ? findMember(world.people, checked.person.userid) : undefined;
  if (!member) throw new ApiRefusal(84015, 'invalid ticket');
  return ok({ userid: member.userid, gender: '0', mobile: member.mobile, email: '', avatar: '', qr_code: '', address: '' });
}

/** The mini-program inside WeCom. */
function wecomCodeToSession(call: ApiCall) {
  if (call.query.get('grant_type') !== 'authorization_code') throw new ApiRefusal(40002, 'invalid grant_type');
  const person = redeem(call, 'js-wecom', call.query.get('js_code') ?? '');
  if (person.kind !== 'member') throw new ApiRefusal(40029, 'invalid code');
  return ok({ corpid: call.world.settings.corpId, userid: person.userid, session_key: randomText(24) });
}

/** The mini-program inside WeChat; success carries no errcode. */
function wechatCodeToSession(call: ApiCall) {
  const { world, query } = call;
  for (const [key, errcode] of [
    ['appid', 41002],
    ['secret', 41004],
    ['js_code', 41008],
  ] as const) {
    if (!query.get(key)) throw new ApiRefusal(errcode, `${key} missing`);
  }
  if (query.get('appid') !== world.settings.wechatAppId) throw new ApiRefusal(40013, 'invalid appid');
  if (query.get('secret') !== world.settings.wechatSecret) throw new ApiRefusal(40125, 'invalid appsecret');
  const checked = world.credentials.redeem('js-wechat', query.get('js_code') ?? '');
  if (!checked.ok) throw checked.why === 'used' ? new ApiRefusal(40163, 'code been used') : new ApiRefusal(40029, 'invalid code');
  const customer = checked.person.kind === 'customer' ? findCustomer(world.people, checked.person.externalUserid) : undefined;
  if (!customer) throw new ApiRefusal(40029, 'invalid code');
  return { openid: customer.openid, unionid: customer.unionid, session_key: randomText(24) };
}

function getPhoneNumber(call: ApiCall) {
  const person = redeem(call, 'phone-number', text(call.body, 'code'));
  const { world } = call;
  const mobile =
    person.kind === 'customer'
      ? findCustomer(world.people, person.externalUserid)?.mobile
      : findMember(world.people, person.userid)?.mobile;
  if (!mobile) throw new ApiRefusal(40029, 'invalid code');
  const watermark = { timestamp: Math.floor(world.clock.wall() / 1000), appid: world.settings.wechatAppId };
  return ok({ phone_info: { phoneNumber: mobile, purePhoneNumber: mobile, countryCode: '86', watermark } });
}

/** Codes in, identities out. */
export const identityEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/auth/getuserinfo', token: 'wecom', handle: getUserInfo },
  { method: 'POST', path: '/cgi-bin/auth/getuserdetail', token: 'wecom', handle: getUserDetail },
  { method: 'GET', path: '/cgi-bin/miniprogram/jscode2session', token: 'wecom', handle: wecomCodeToSession },
  { method: 'GET', path: '/sns/jscode2session', token: 'none', contentType: 'text/plain', handle: wechatCodeToSession },
  { method: 'POST', path: '/wxa/business/getuserphonenumber', token: 'wechat', handle: getPhoneNumber },
];
