import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import * as z from 'zod';
import type { Caller, Callers } from '../usecases/login.ts';
import type { WecomApi } from './api.ts';
import { WecomError } from './errors.ts';
import { callRemote } from './remote.ts';

const id = z.string().min(1).max(128);
const whoAnswer = z.looseObject({ userid: id.optional(), openid: id.optional() });
const memberAnswer = z.looseObject({ name: z.string().max(64).optional() });
const qySession = z.looseObject({ corpid: z.string(), userid: id });
const wxSession = z.looseObject({ openid: id });
/** How WeCom writes a member of our corp. A member of a linked corp 互联企业 bears that corp's id before a slash. */
const OUR_MEMBER = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/;

/** Asks WeCom and WeChat who a code belongs to. */
export function createCallers(
  api: WecomApi,
  wechat: { readonly appId: string; readonly secret: string; readonly apiBase: string } | null,
  fetchLike: typeof fetch = fetch,
): Callers {
  return {
    byCode: (code) =>
      remotely(async () => {
        const who = await api.call('GET', '/cgi-bin/auth/getuserinfo', { query: { code } }, whoAnswer);
        if (who.userid) return memberOf(who.userid);
        return who.openid ? { openid: who.openid } : undefined;
      }),

    byMiniProgram: (code, kind) =>
      remotely(async () => {
        const query = { js_code: code, grant_type: 'authorization_code' };
        if (kind === 'wecom') {
          const { corpid, userid } = await api.call('GET', '/cgi-bin/miniprogram/jscode2session', { query }, qySession);
          // members of any corp may open the mini-program, and userids are unique within a corp only
          return corpid === api.app.corpId ? memberOf(userid) : undefined;
        }
        if (!wechat) return undefined;
        const { appId: appid, secret, apiBase } = wechat;
        const { openid } = await callRemote(
          apiBase,
          { method: 'GET', path: '/sns/jscode2session', query: { appid, secret, ...query }, errcode: 'on_error' },
          wxSession,
          fetchLike,
        );
        return { openid };
      }),

    async memberName(userid) {
      try {
        return (await api.call('GET', '/cgi-bin/user/get', { query: { userid } }, memberAnswer)).name || userid;
      } catch (error) {
        // the name is a courtesy: the address book corrects it later
        if (error instanceof WecomError) return userid;
        throw error;
      }
    },
  };
}

const memberOf = (userid: string): Caller | undefined => (OUR_MEMBER.test(userid) ? { userid } : undefined);

async function remotely(work: () => Promise<Caller | undefined>): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>> {
  try {
    const caller = await work();
    return caller ? ok(caller) : refuse('auth.code_invalid');
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return refuse(error.what === 'never' ? 'auth.code_invalid' : 'request.busy');
  }
}
