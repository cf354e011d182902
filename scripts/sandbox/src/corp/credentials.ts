import { createHash } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { randomText } from '../random.ts';

/** Whom a one-time code or a phone speaks for. */
export type Person = { kind: 'member'; userid: string } | { kind: 'customer'; externalUserid: string };

/** Where a code came from decides which call may redeem it. */
export type CodeKind = 'oauth' | 'js-wecom' | 'js-wechat' | 'phone-number' | 'user-ticket';

export type TokenCheck = 'ok' | 'unknown' | 'expired';
export type CodeCheck = { ok: true; person: Person } | { ok: false; why: 'unknown' | 'expired' | 'used' };

interface Issued {
  value: string;
  /** On the expiry clock, epoch milliseconds. */
  until: number;
}

interface Code {
  kind: CodeKind;
  person: Person;
  until: number;
  used: boolean;
}

/** Life of an access token and of a ticket. */
export const TOKEN_SECONDS = 7200;
/** Characters of a ticket. */
export const TICKET_LENGTH = 86;
const CODE_MS: Record<CodeKind, number> = {
  oauth: 300_000,
  'js-wecom': 300_000,
  'js-wechat': 300_000,
  'phone-number': 300_000,
  'user-ticket': 1_800_000,
};

/** The `nth` value for `name` of the two hours that `at` lies in: the same in every process, so that what was issued before a restart is known after it. */
function derived(name: string, at: number, nth: number, length: number): string {
  const span = Math.floor(at / (TOKEN_SECONDS * 1000));
  let text = '';
  for (let part = 0; text.length < length; part += 1)
    text += createHash('sha256').update(`${name} ${span} ${nth} ${part}`).digest('base64url').replace(/[-_]/g, '');
  return text.slice(0, length);
}

/** Access tokens, JS-SDK tickets and one-time codes, all aged by the expiry clock. */
export class Credentials {
  #clock: SandboxClock;
  #issued = new Map<string, Issued[]>();
  /** How many were issued for a name, less one; a name that is absent has none of this process. */
  #count = new Map<string, number>();
  #codes = new Map<string, Code>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** The value in force for `name`, issuing one when there is none. @returns the value and the whole seconds left */
  current(name: string, length: number): { value: string; expiresIn: number } {
    const now = this.#clock.expiry();
    const list = this.#issued.get(name) ?? [];
    const last = list.at(-1);
    if (last && last.until > now) return { value: last.value, expiresIn: Math.ceil((last.until - now) / 1000) };
    const nth = (this.#count.get(name) ?? -1) + 1;
    const fresh = { value: derived(name, now, nth, length), until: now + TOKEN_SECONDS * 1000 };
    this.#count.set(name, nth);
    this.#issued.set(name, [...list.slice(-4), fresh]);
    return { value: fresh.value, expiresIn: TOKEN_SECONDS };
  }

  /** Issues a new value even though one is in force (`force_refresh`). */
  renew(name: string, length: number): { value: string; expiresIn: number } {
    this.expire(name);
    return this.current(name, length);
  }

  check(name: string, value: string): TokenCheck {
    const found = this.#issued.get(name)?.find((one) => one.value === value);
    if (!found) return 'unknown';
    return found.until > this.#clock.expiry() ? 'ok' : 'expired';
  }

  /** Every unexpired ticket of `name`: signatures are tried against each. Before this process issued one, what the one before it may have issued. */
  validTickets(name: string): readonly string[] {
    const now = this.#clock.expiry();
    if (!this.#count.has(name)) return [now, now - TOKEN_SECONDS * 1000].map((at) => derived(name, at, 0, TICKET_LENGTH));
    return (this.#issued.get(name) ?? []).filter((one) => one.until > now).map((one) => one.value);
  }

  /** Ends what is in force for `name`, or for every name. */
  expire(name?: string): void {
    const now = this.#clock.expiry();
    if (name !== undefined && !this.#count.has(name)) this.#count.set(name, 0);
    for (const [key, list] of this.#issued) {
      if (name !== undefined && name !== key) continue;
      for (const one of list) one.until = Math.min(one.until, now);
    }
  }

  issueCode(kind: CodeKind, person: Person): string {
    const code = randomText(kind === 'user-ticket' ? 64 : 43);
    this.#codes.set(code, { kind, person, until: this.#clock.expiry() + CODE_MS[kind], used: false });
    return code;
  }

  /** Consumes a code: a second time it is `used`. A code of another kind is `unknown`. A user ticket may be read again. */
  redeem(kind: CodeKind, value: string): CodeCheck {
    const code = this.#codes.get(value);
    if (!code || code.kind !== kind) return { ok: false, why: 'unknown' };
    if (code.used) return { ok: false, why: 'used' };
    if (code.until <= this.#clock.expiry()) return { ok: false, why: 'expired' };
    code.used = kind !== 'user-ticket';
    return { ok: true, person: code.person };
  }
}
