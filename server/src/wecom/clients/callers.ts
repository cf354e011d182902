import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import * as z from 'zod';
import type { Caller, Callers } from '../usecases/login.ts';
import type { WecomApi } from './api.ts';
import { WecomError } from './errors.ts';
import { callRemote } from './remote.ts';

const whoAnswer = z.looseObject({ userid: z.string().optional(), openid: z.string().optional() });
const memberAnswer = z.looseObject({ name: z.string().optional() });
const qySession = z.looseObject({ userid: z.string() });
const wxSession = z.looseObject({ openid: z.string() });

/** Asks WeCom and WeChat who a code belongs to. */
export function createCallers(
  api: WecomApi,
  wechat: { readonly appId: string; readonly secret: string; readonly apiBase: string } | null,
): Callers {
  return {
    byCode: (code) =>
      remotely(async () => {
        const who = await api.call('GET', '/cgi-bin/auth/getuserinfo', { query: { code } }, whoAnswer);
        if (who.userid) return { userid: who.userid };
        return who.openid ? { openid: who.openid } : undefined;
      }),

    byMiniProgram: (code, kind) =>
      remotely(async () => {
        const query = { js_code: code, grant_type: 'authorization_code' };
        if (kind === 'wecom') {
          const { userid } = await api.call('GET', '/cgi-bin/miniprogram/jscode2session', { query }, qySession);
          return { userid };
        }
        if (!wechat) return undefined;
        const { appId: appid, secret, apiBase } = wechat;
        const { openid } = await callRemote(
          apiBase,
          { method: 'GET', path: '/sns/jscode2session', query: { appid, secret, ...query } },
          wxSession,
        );
        return { openid };
      }),

    async memberName(userid) {
      try {
        return (await api.call('GET', '/cgi-bin/user/get', { query: { userid } }, memberAnswer)).name ?? userid;
      } catch (error) {
        // the name is a courtesy: the address book corrects it later
        if (error instanceof WecomError) return userid;
        throw error;
      }
    },
  };
}

async function remotely(work: () => Promise<Caller | undefined>): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>> {
  try {
    const caller = await work();
    return caller ? ok(caller) : refuse('auth.code_invalid');
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return refuse(error.what === 'never' ? 'auth.code_invalid' : 'request.busy');
  }
}
