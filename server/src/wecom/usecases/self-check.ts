import type { WecomSelfCheck } from '@mingdan/shared/contracts/wecom';
import { DAY_MS } from '@mingdan/shared/kernel/time';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';

type Check = WecomSelfCheck['checks'][number];
type Key = Check['key'];

/** Callbacks come with every new contact and every pressed card: a week without any is worth a look. */
const QUIET_MS = 7 * DAY_MS;
const LOCAL = /^https?:\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/;

/** What a call to the platform came to: how many it found where it counts something, or why it failed (`errcode` null: no usable answer). */
export type Probed = { readonly ok: true; readonly count?: number } | { readonly ok: false; readonly errcode: number | null };
/** The calls that the check makes, each for real. */
export type Probe = Readonly<Record<'token' | 'members' | 'contacts' | 'corpTicket' | 'agentTicket', () => Promise<Probed>>>;

export interface SelfCheckDeps {
  readonly uow: UnitOfWork;
  /** Null while no app is configured. */
  readonly app: { readonly corpId: string; readonly agentId: string; readonly probe: Probe } | null;
  readonly hasMiniProgram: boolean;
  readonly publicUrl: () => string;
}

/**
 * Walks through the app's configuration as one sets it up: the addresses, the token, the callback, what the app may see, the page tickets. Each remote call is
 * made for real and with its own deadline; one that fails spoils no other.
 */
export function createSelfCheck({ uow, app, hasMiniProgram, publicUrl }: SelfCheckDeps) {
  return async (origin: Origin): Promise<WecomSelfCheck> => {
    const lastCallback = await uow.read(origin, async (tx) => ({
      now: tx.now,
      at: (await tx.db.selectFrom('wecom_inbox').select('received_at').orderBy('received_at', 'desc').limit(1).executeTakeFirst())
        ?.received_at,
    }));
    const token = app ? remote('token', await app.probe.token()) : of('token', 'skipped', 'not_configured');
    const later = async (key: Exclude<keyof Probe, 'token'>): Promise<Check> =>
      app && token.state === 'ok' ? remote(key, await app.probe[key]()) : of(key, 'skipped', app ? 'after_token' : 'not_configured');
    return {
      checkedAt: lastCallback.now,
      checks: [
        of('app', app ? 'ok' : 'fail', app ? 'fine' : 'not_configured', app && `${app.corpId} · ${app.agentId}`),
        addressCheck(publicUrl()),
        token,
        callbackCheck(lastCallback),
        ...(await Promise.all((['members', 'contacts', 'corpTicket', 'agentTicket'] as const).map(later))),
        of('miniProgram', hasMiniProgram ? 'ok' : 'skipped', hasMiniProgram ? 'fine' : 'not_configured'),
      ],
    };
  };
}

/** WeCom opens pages under a trusted https domain only; an address of this network works with the stand-in and nowhere else. */
export function addressCheck(url: string): Check {
  if (LOCAL.test(url)) return of('publicUrl', 'warn', 'local_address', url);
  return url.startsWith('https://') ? of('publicUrl', 'ok', 'fine', url) : of('publicUrl', 'warn', 'not_https', url);
}

export function callbackCheck({ at, now }: { readonly at: number | undefined; readonly now: number }): Check {
  if (at === undefined) return of('callback', 'warn', 'never_called');
  const found = String(at);
  return now - at > QUIET_MS ? of('callback', 'warn', 'called_long_ago', found) : of('callback', 'ok', 'fine', found);
}

/** None found is a warning. */
function remote(key: Key, probed: Probed): Check {
  if (!probed.ok) return { ...of(key, 'fail', probed.errcode === null ? 'no_answer' : 'refused'), errcode: probed.errcode };
  if (probed.count === undefined) return of(key, 'ok', 'fine');
  return probed.count === 0 ? of(key, 'warn', 'nobody', '0') : of(key, 'ok', 'fine', String(probed.count));
}

function of(key: Key, state: Check['state'], reason: Check['reason'], found: string | null = null): Check {
  return { key, state, reason, found, errcode: null };
}
