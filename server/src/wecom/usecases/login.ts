import type { Role } from '@mingdan/shared/contracts/roles';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { IdentityApi } from '../../identity/index.ts';
import { type Origin, systemOrigin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { hashToken, newToken } from '../../platform/ids.ts';

export type LoginKind = 'wecom' | 'wechat' | 'console';

/** A login that was begun must come back within this time, ms. A code of WeCom lives five minutes. */
const STATE_LIFE_MS = 10 * 60_000;
/** How long it is known where a login came from, ms: one that comes back too late still finds its page. The browser's cookie lives as long. */
export const STATE_KEPT_MS = 86_400_000;

const BROWSER = /^[A-Za-z0-9_-]{22}$/;

/** Who a platform says is there. */
export type Caller = { readonly userid: string } | { readonly openid: string };

/** Port: the platforms that know who a one-time code belongs to. Remote calls, never inside a unit of work. */
export interface Callers {
  /** Code of a redirect: a member, or anybody else by openid. */
  byCode(code: string): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>>;
  /** Code of a mini-program: inside WeCom a member, inside WeChat a customer. */
  byMiniProgram(code: string, kind: 'wecom' | 'wechat'): Promise<Result<Caller, 'auth.code_invalid' | 'request.busy'>>;
  /** The name in the address book; the userid where it does not tell. */
  memberName(userid: string): Promise<string>;
}

export interface LoginParts {
  readonly uow: UnitOfWork;
  readonly identity: IdentityApi;
  readonly app: { readonly corpId: string; readonly agentId: string };
  readonly callers: Callers;
  readonly oauthBase: string;
  readonly loginBase: string;
}

/** Logins by WeCom and WeChat: what the redirects carry, and what comes of the code that they bring back. */
export function createLogin(parts: LoginParts) {
  const { uow, identity, callers } = parts;
  const { corpId, agentId } = parts.app;

  return {
    callers,

    /**
     * Begins a login: keeps a state of one use, bound to this browser.
     *
     * @param returnTo where the person wants to be afterwards; checked by the caller
     * @param known the browser's cookie from a login that it began a moment ago: two tabs may log in side by side
     * @returns the platform's page, and the secret for the browser's cookie
     */
    async begin(
      kind: LoginKind,
      returnTo: string,
      redirectUri: string,
      known: string | undefined,
      requestId: string,
    ): Promise<{ location: string; browser: string }> {
      // letters and digits only, as WeCom demands of a state
      const state = newToken(24).replace(/[^A-Za-z0-9]/g, '0');
      const browser = known !== undefined && BROWSER.test(known) ? known : newToken(16);
      await uow.run(systemOrigin('wecom.login', requestId), async (tx) => {
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

    /** Takes the state back, once, from the browser that began. `late`: nobody is let in by it any more; it tells where the person wanted to be. */
    async takeState(
      state: string,
      browser: string,
      requestId: string,
    ): Promise<Result<{ kind: LoginKind; returnTo: string; late: boolean }, 'auth.state_invalid'>> {
      return uow.run(systemOrigin('wecom.login', requestId), async (tx) => {
        const row = await tx.db.selectFrom('oauth_state').selectAll().where('id', '=', hashToken(state)).executeTakeFirst();
        const { numDeletedRows } = await tx.db.deleteFrom('oauth_state').where('id', '=', hashToken(state)).executeTakeFirst();
        if (!row || Number(numDeletedRows) !== 1) return refuse('auth.state_invalid');
        if (row.created_at < tx.now - STATE_KEPT_MS || row.browser !== hashToken(browser)) return refuse('auth.state_invalid');
        return ok({ kind: row.kind, returnTo: row.return_to, late: row.created_at < tx.now - STATE_LIFE_MS });
      });
    },

    /** Removes logins that were begun and never came back. */
    async removeOld(tx: Tx): Promise<void> {
      await tx.db
        .deleteFrom('oauth_state')
        .where('created_at', '<', tx.now - STATE_KEPT_MS)
        .execute();
    },

    /** Lets a member in and opens a session of the kind, or a ticket that a phone exchanges for one; `secret` is its token. */
    async admitMember(
      userid: string,
      as: 'cookie' | 'bearer' | 'ticket',
      origin: Origin,
    ): Promise<Result<{ readonly secret: string; readonly roles: readonly Role[] }, 'auth.not_a_member'>> {
      const name = await callers.memberName(userid);
      return uow.run(origin, async (tx) => {
        const person = await identity.admit(tx, { userid, name });
        if (!person.ok) return person;
        const { id, roles } = person.value;
        const secret = as === 'ticket' ? await identity.issueTicket(tx, 'person', id) : (await identity.openSession(tx, id, as)).token;
        return ok({ secret, roles });
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
