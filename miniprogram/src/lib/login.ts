import type { exchange } from '@mingdan/shared/contracts/auth';
import { exchangeMeta } from '@mingdan/shared/contracts/auth.meta';
import { createClient, type Problem } from '@mingdan/shared/contracts/client';
import type { Role } from '@mingdan/shared/contracts/roles';
import Taro from '@tarojs/taro';
import { takeParameter } from './address-bar.ts';
import { API_ORIGIN, client, IS_H5 } from './place.ts';
import { knowRoles, openSession } from './session.ts';
import { forget, keep, kept } from './store.ts';
import { transport } from './transport.ts';

const open = createClient({ baseUrl: API_ORIGIN, transport, headers: () => ({}) });

/** Why nobody is logged in, in the shape of a refusal. */
function problem(code: string, status: number): Problem {
  return { code, status, fields: [], detail: {}, requestId: null };
}

/** The page that starts the platform's login and comes back here with a ticket. */
export function loginAddress(kind: 'wecom' | 'wechat'): string {
  return `/auth/${kind}/start?return=${encodeURIComponent(window.location.href)}`;
}

/** How often we may leave for the login within a minute, before a broken login would only make the page jump for ever. */
const MOST_DEPARTURES = 3;

/** Leaves for the platform's login and never settles, for the page is gone; or says why not when that has been tried too often just now. */
function leaveForLogin(kind: 'wecom' | 'wechat'): Promise<Problem> {
  const now = Date.now();
  const recent = (kept<number[]>('departures') ?? []).filter((at) => now - at < 60_000);
  if (recent.length >= MOST_DEPARTURES) return Promise.resolve(problem('request.unauthenticated', 401));
  keep('departures', [...recent, now]);
  window.location.replace(loginAddress(kind));
  return new Promise(() => undefined);
}

/** Why the login was refused that led to this load of the page: everything on it that asks is told the same, and none of it leaves again. */
let turnedAway: Problem | null = null;

async function loginByTicket(): Promise<Problem | null> {
  const ticket = takeParameter('ticket');
  // the login came back refused: whoever is no member stays out, anything else may be tried again by hand
  const refused = takeParameter('problem');
  if (refused !== null) turnedAway = problem(refused, refused === 'auth.not_a_member' ? 403 : 401);
  if (turnedAway) return turnedAway;
  if (ticket === null) {
    // a plain browser cannot log in silently; the page offers the way instead of jumping about
    return client() === 'browser' ? problem('login.outside', 401) : leaveForLogin('wecom');
  }
  const reply = await open.call<typeof exchange>(exchangeMeta, { ticket });
  if (!reply.ok) return reply.problem;
  forget('departures');
  openSession('work', reply.value.token);
  knowRoles(reply.value.roles);
  return null;
}

interface QyLogin {
  qy?: { login(options: { success(result: { code: string }): void; fail(error: unknown): void }): void };
}

function wecomCode(): Promise<string> {
  const { qy } = Taro as unknown as QyLogin;
  const fromGlobal = qy ?? (globalThis as { wx?: QyLogin }).wx?.qy;
  return new Promise((resolve, reject) => {
    if (!fromGlobal) return reject(new Error('wx.qy is missing'));
    fromGlobal.login({ success: ({ code }) => resolve(code), fail: reject });
  });
}

/** The answer of the server to a mini-program's code: a member's bearer, or a customer's ticket. */
type CodeAnswer = { readonly token?: string; readonly roles?: readonly Role[]; readonly ticket?: string; readonly code?: string };

async function sendCode(kind: 'wecom' | 'wechat'): Promise<{ status: number; answer: CodeAnswer }> {
  const code = kind === 'wecom' ? await wecomCode() : (await Taro.login()).code;
  const { status, body } = await transport({
    method: 'POST',
    url: `${API_ORIGIN}/auth/weapp`,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ code, kind }),
  });
  return { status, answer: (body ?? {}) as CodeAnswer };
}

async function loginByCode(): Promise<Problem | null> {
  try {
    const { status, answer } = await sendCode(client() === 'wecom' ? 'wecom' : 'wechat');
    if (status !== 200) return problem(answer.code ?? 'auth.code_invalid', status);
    // in WeChat the platform knows a customer, not a member
    if (answer.token === undefined) return problem('auth.not_a_member', 403);
    openSession('work', answer.token);
    if (answer.roles) knowRoles(answer.roles);
    return null;
  } catch {
    return problem('request.offline', 0);
  }
}

let running: Promise<Problem | null> | null = null;

/** Logs in once, however many calls ask for it. Null when logged in; else why not. On H5 it usually leaves the page instead. */
export function login(): Promise<Problem | null> {
  running ??= (IS_H5 ? loginByTicket() : loginByCode()).finally(() => {
    running = null;
  });
  return running;
}

/** The customer's one-time ticket: on H5 out of the address after WeChat's login, in a mini-program for its code. Null where there is none. */
export async function customerTicket(): Promise<string | null> {
  if (IS_H5) return takeParameter('ticket');
  if (client() !== 'wechat') return null;
  try {
    return (await sendCode('wechat')).answer.ticket ?? null;
  } catch {
    // without it the last four digits say who is there
    return null;
  }
}

/** Leaves for the login because a person pressed the button: in a plain browser, or after an automatic login failed. */
export function loginByHand(): void {
  forget('departures');
  if (IS_H5) void leaveForLogin('wecom');
}

/** Leaves for WeChat's login on the customer's page. Why not, where it came back without saying who is there; null where it has been tried too often just now. */
export async function customerLogin(): Promise<string | null> {
  const refused = takeParameter('problem');
  if (refused === null) await leaveForLogin('wechat');
  return refused;
}

/** The same because the customer pressed the button, after a login that came to nothing. */
export function customerLoginByHand(): void {
  forget('departures');
  if (IS_H5) void leaveForLogin('wechat');
}
