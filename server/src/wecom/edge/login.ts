import type { RefusalCode } from '@mingdan/shared/contracts/refusals';
import * as z from 'zod';
import { systemOrigin } from '../../platform/actor.ts';
import { readJson } from '../../platform/http/body.ts';
import { HttpRefusal } from '../../platform/http/problem.ts';
import { createSessionCookie } from '../../platform/http/session-cookie.ts';
import type { HttpContext, RawRouter } from '../../platform/http/state.ts';
import { type Login, type LoginKind, STATE_KEPT_MS } from '../usecases/login.ts';

const COOKIE = 'mingdan_login';
const COOKIE_LIFE_S = STATE_KEPT_MS / 1000;

export interface LoginEdge {
  readonly login: Login | null;
  readonly publicUrl: () => string;
  /** Origins beside our own that a login may return to: those that serve the H5 pages. */
  readonly h5Origins: readonly string[];
}

/** Where a login ends whose state is nobody's: on the same origin, since where it came from is not known. A customer's page asks for the link again. */
const LOST: Readonly<Record<LoginKind, string>> = {
  console: '/console/login?problem=auth.state_invalid',
  wecom: '/m/?problem=auth.state_invalid',
  wechat: '/m/?problem=auth.state_invalid#/packages/customer/pages/order/index',
};

const weappBody = z.strictObject({ code: z.string().min(1).max(512), kind: z.enum(['wecom', 'wechat']) });

/**
 * Redirects of logins. `/auth/{wecom,wechat,console}/start?return=…` leaves for the platform; it comes back to `/auth/{…}/callback?code=…&state=…` on the
 * same origin; phones then get a one-time ticket in the address, the console its cookie. Mini-programs send their code in a POST.
 */
export function loginEndpoints(edge: LoginEdge) {
  const secure = () => edge.publicUrl().startsWith('https:');
  const configured = (): Login => {
    if (!edge.login) throw new HttpRefusal('request.not_found');
    return edge.login;
  };

  return (router: RawRouter): void => {
    for (const kind of ['wecom', 'wechat', 'console'] as const) {
      router.get(`/auth/${kind}/start`, async (ctx) => {
        ctx.state.route = `auth.${kind}.start`;
        const returnTo = checkedReturn(edge, kind, ctx.query.return);
        const redirectUri = `${new URL(returnTo).origin}/auth/${kind}/callback`;
        const { location, browser } = await configured().begin(kind, returnTo, redirectUri, ctx.cookies.get(COOKIE), ctx.state.requestId);
        ctx.append(
          'Set-Cookie',
          `${COOKIE}=${browser}; Path=/auth; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_LIFE_S}${secure() ? '; Secure' : ''}`,
        );
        leave(ctx, location);
      });

      router.get(`/auth/${kind}/callback`, async (ctx) => {
        ctx.state.route = `auth.${kind}.callback`;
        const { code, state } = ctx.query;
        // a person stands before whatever comes of it: a page says why, in words
        const begun = await configured().takeState(
          typeof state === 'string' ? state : '',
          ctx.cookies.get(COOKIE) ?? '',
          ctx.state.requestId,
        );
        if (!begun.ok || begun.value.kind !== kind) return leave(ctx, LOST[kind]);
        const { returnTo, late } = begun.value;
        try {
          if (late) throw new HttpRefusal('auth.state_invalid');
          if (typeof code !== 'string') throw new HttpRefusal('auth.code_invalid');
          leave(ctx, await admitted(ctx, kind, code, returnTo));
        } catch (error) {
          if (!(error instanceof HttpRefusal)) throw error;
          leave(ctx, whyNot(kind, returnTo, error.refusal.code));
        }
      });
    }

    router.post('/auth/weapp', async (ctx) => {
      ctx.state.route = 'auth.weapp';
      const body = weappBody.safeParse(await readJson(ctx.req));
      if (!body.success) throw new HttpRefusal('request.malformed');
      const who = required(await configured().callers.byMiniProgram(body.data.code, body.data.kind));
      const origin = systemOrigin('wecom.login', ctx.state.requestId);
      ctx.set('Cache-Control', 'no-store');
      if ('userid' in who) {
        const { secret, roles } = required(await configured().admitMember(who.userid, 'bearer', origin));
        ctx.body = { token: secret, roles };
      } else ctx.body = { ticket: await configured().customerTicket(who.openid, origin) };
    });
  };

  /** Lets in whoever the code belongs to. @returns where the browser goes. @throws HttpRefusal */
  async function admitted(ctx: HttpContext, kind: LoginKind, code: string, returnTo: string): Promise<string> {
    const who = required(await configured().callers.byCode(code));
    const origin = systemOrigin('wecom.login', ctx.state.requestId);
    if (kind === 'console') {
      if (!('userid' in who)) throw new HttpRefusal('auth.not_a_member');
      createSessionCookie(secure()).set(ctx, required(await configured().admitMember(who.userid, 'cookie', origin)).secret);
      return returnTo;
    }
    const back = new URL(returnTo);
    back.searchParams.set('ticket', await ticketFor(kind, who, origin));
    return back.href;
  }

  async function ticketFor(
    kind: LoginKind,
    who: { userid: string } | { openid: string },
    origin: ReturnType<typeof systemOrigin>,
  ): Promise<string> {
    if (kind === 'wechat') {
      // a member who opens a customer's link in WeCom is no customer: the link then asks for the digits of the phone
      if (!('openid' in who)) throw new HttpRefusal('auth.link_wrong_person');
      return configured().customerTicket(who.openid, origin);
    }
    if (!('userid' in who)) throw new HttpRefusal('auth.not_a_member');
    return required(await configured().admitMember(who.userid, 'ticket', origin)).secret;
  }
}

/** A page of ours, by full address or by path. Anything else would make the login a door to foreign pages. @throws HttpRefusal */
function checkedReturn(edge: LoginEdge, kind: LoginKind, value: unknown): string {
  const publicUrl = edge.publicUrl();
  const fallback = `${publicUrl}${kind === 'console' ? '/console/' : '/m/'}`;
  if (value === undefined) return fallback;
  if (typeof value !== 'string' || value.length > 1500) throw new HttpRefusal('request.malformed');
  if (!URL.canParse(value, publicUrl)) throw new HttpRefusal('request.malformed');
  const url = new URL(value, publicUrl);
  const own = url.origin === publicUrl || isSameMachine(url, publicUrl);
  const allowed = own || (kind !== 'console' && edge.h5Origins.includes(url.origin));
  // blob: has the origin of the page that made it
  if (!allowed || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw new HttpRefusal('request.malformed');
  return url.href;
}

/** Where a login that was refused ends: at the console's way in, or on the page that the phone came from, with the code of the refusal. */
function whyNot(kind: LoginKind, returnTo: string, problem: RefusalCode): string {
  const wanted = new URL(returnTo);
  if (kind !== 'console') {
    wanted.searchParams.set('problem', problem);
    return wanted.href;
  }
  const page = new URL('/console/login', wanted);
  page.searchParams.set('problem', problem);
  page.searchParams.set('return', `${wanted.pathname.replace(/^\/console(?=\/|$)/, '') || '/'}${wanted.search}`);
  return page.href;
}

/** `localhost` and `127.0.0.1` are one machine; only where we listen on it by plain http. */
function isSameMachine(url: URL, publicUrl: string): boolean {
  const own = new URL(publicUrl);
  const names = ['127.0.0.1', 'localhost'];
  return (
    own.protocol === 'http:' &&
    url.protocol === 'http:' &&
    url.port === own.port &&
    names.includes(own.hostname) &&
    names.includes(url.hostname)
  );
}

function leave(ctx: HttpContext, location: string): void {
  ctx.status = 302;
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Location', location);
  ctx.body = '';
}

function required<T>(result: { ok: true; value: T } | { ok: false; code: RefusalCode }): T {
  if (!result.ok) throw new HttpRefusal(result.code);
  return result.value;
}
