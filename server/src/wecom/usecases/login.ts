import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import * as z from 'zod';
import type { IdentityApi } from '../../identity/index.ts';
import { type Origin, systemOrigin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { hashToken, newToken } from '../../platform/ids.ts';
import type { WecomApi } from '../clients/api.ts';
import { WecomError } from '../clients/errors.ts';
import { callRemote } from '../clients/remote.ts';

export type LoginKind = 'wecom' | 'wechat' | 'console';

/** A login that was begun must come back within this time, ms. A code of WeCom lives five minutes. */
const STATE_LIFE_MS = 10 * 60_000;

const whoAnswer = z.looseObject({ userid: z.string().optional(), openid: z.string().optional(), external_userid: z.string().optional() });
const memberAnswer = z.looseObject({ name: z.string().optional() });
const qySession = z.looseObject({ userid: z.string() });
const wxSession = z.looseObject({ openid: z.string() });

/** Who a platform says is there. */
export type Caller = { readonly userid: string } | { readonly openid: string };

export interface LoginParts {
  readonly uow: UnitOfWork;
  readonly identity: IdentityApi;
  readonly api: WecomApi;
  readonly oauthBase: string;
  readonly loginBase: string;
  readonly wechat: { readonly appId: string; readonly secret: string; readonly apiBase: string } | null;
}

export type LoginRefusal = 'auth.state_invalid' | 'auth.code_invalid' | 'auth.not_a_member' | 'request.busy';

/** Logins by WeCom and WeChat: what the redirects carry, and what comes of the code that they bring back. */
export function createLogin(parts: LoginParts) {
  const { uow, identity, api } = parts;
  const { corpId, agentId } = api.app;

  return {
    /**
     * Begins a login: keeps a state of one use, bound to this browser.
     *
     * @param returnTo where the person wants to be afterwards; checked by the caller
     * @returns the platform's page, and the secret for the browser's cookie
     */
    async begin(kind: LoginKind, returnTo: string, redirectUri: string, requestId: string): Promise<{ location: string; browser: string }> {
      // letters and digits only, as WeCom demands of a state
      const state = newToken(24).replace(/[^A-Za-z0-9]/g, '0');
      const browser = newToken(16);
      await uow.run(systemOrigin('wecom.login', requestId), async (tx) => {
        await tx.db
          .deleteFrom('oauth_state')
          .where('created_at', '<', tx.now - STATE_LIFE_MS)
          .execute();
        await tx.db
          .insertInto('oauth_state')
          .values({ id: hashToken(state), kind, browser: hashToken(browser), return_to: returnTo, created_at: tx.now })
          .execute();
        return ok(null);
      });
      const query = new URLSearchParams(
        kind === 'console'
          ? { login_type: 'CorpApp', appid: corpId, agentid: agentId, redirect_uri: redirectUri, state, lang: 'zh' }
          : { appid: corpId, redirect_uri: redirectUri, response_type: 'code', scope: 'snsapi_base', state, agentid: agentId },
      );
      const location =
        kind === 'console'
          ? `${parts.loginBase}/wwlogin/sso/login?${query}`
          : `${parts.oauthBase}/connect/oauth2/authorize?${query}#wechat_redirect`;
      return { location, browser };
    },

    /** Takes the state back, once, from the browser that began. */
    async takeState(
      state: string,
      browser: string,
      requestId: string,
    ): Promise<Result<{ kind: LoginKind; returnTo: string }, 'auth.state_invalid'>> {
      return uow.run(systemOrigin('wecom.login', requestId), async (tx) => {
        const row = await tx.db.selectFrom('oauth_state').selectAll().where('id', '=', hashToken(state)).executeTakeFirst();
        const { numDeletedRows } = await tx.db.deleteFrom('oauth_state').where('id', '=', hashToken(state)).executeTakeFirst();
        if (!row || Number(numDeletedRows) !== 1) return refuse('auth.state_invalid');
        if (row.created_at < tx.now - STATE_LIFE_MS || row.browser !== hashToken(browser)) return refuse('auth.state_invalid');
        return ok({ kind: row.kind, returnTo: row.return_to });
      });
    },

    /** Who a code belongs to: a member of the corp, or a customer by openid. Codes are good once. */
    async whoIs(code: string): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>> {
      return remotely(async (): Promise<Result<Caller, 'auth.code_invalid'>> => {
        const who = await api.call('GET', '/cgi-bin/auth/getuserinfo', { query: { code } }, whoAnswer);
        if (who.userid) return ok({ userid: who.userid });
        return who.openid ? ok({ openid: who.openid }) : refuse('auth.code_invalid');
      });
    },

    /** The mini-program's code: inside WeCom a member, inside WeChat a customer. */
    async whoIsByMiniProgram(code: string, kind: 'wecom' | 'wechat'): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>> {
      return remotely(async (): Promise<Result<Caller, 'auth.code_invalid'>> => {
        if (kind === 'wecom') {
          const { userid } = await api.call(
            'GET',
            '/cgi-bin/miniprogram/jscode2session',
            { query: { js_code: code, grant_type: 'authorization_code' } },
            qySession,
          );
          return ok({ userid });
        }
        if (!parts.wechat) return refuse('auth.code_invalid');
        const { appId, secret, apiBase } = parts.wechat;
        const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' };
        const { openid } = await callRemote(apiBase, { method: 'GET', path: '/sns/jscode2session', query }, wxSession);
        return ok({ openid });
      });
    },

    /** Lets a member in and opens a session of the kind, or a ticket that a phone exchanges for one. */
    async admitMember(userid: string, as: 'cookie' | 'bearer' | 'ticket', origin: Origin): Promise<Result<string, 'auth.not_a_member'>> {
      const name = await memberName(api, userid);
      return uow.run(origin, async (tx) => {
        const person = await identity.admit(tx, { userid, name });
        if (!person.ok) return person;
        if (as === 'ticket') return ok(await identity.issueTicket(tx, 'person', person.value.id));
        return ok((await identity.openSession(tx, person.value.id, as)).token);
      });
    },

    /** A ticket that binds a customer's link to this openid. */
    async customerTicket(openid: string, origin: Origin): Promise<string> {
      const ticket = await uow.run(origin, async (tx) => ok(await identity.issueTicket(tx, 'openid', openid)));
      if (!ticket.ok) throw new Error('a ticket was refused');
      return ticket.value;
    },
  };
}

export type Login = ReturnType<typeof createLogin>;

async function remotely<T, C extends string>(
  work: () => Promise<Result<T, C>>,
): Promise<Result<T, C | 'auth.code_invalid' | 'request.busy'>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return error.what === 'never' ? refuse('auth.code_invalid') : refuse('request.busy');
  }
}

/** The name that the address book shows; the userid where it does not tell. */
async function memberName(api: WecomApi, userid: string): Promise<string> {
  try {
    return (await api.call('GET', '/cgi-bin/user/get', { query: { userid } }, memberAnswer)).name ?? userid;
  } catch (error) {
    if (error instanceof WecomError) return userid;
    throw error;
  }
}
