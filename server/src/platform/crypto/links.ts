import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keyring } from './keyring.ts';

/** Instants in epoch ms. Links that are good for a short time and for one thing: whoever holds one may use it, so they are made per viewer and live minutes. */
export interface SignedLinks {
  /** The query of a link to `path`: `exp=…&sig=…`. */
  sign(path: string, expiresAt: number): string;
  /** `expired` is told apart so that a page can ask for a fresh link; `forged` is everything else. */
  verify(path: string, query: { readonly exp: unknown; readonly sig: unknown }, now: number): 'good' | 'expired' | 'forged';
}

export function createSignedLinks(keyring: Keyring): SignedLinks {
  const signature = (kid: string, path: string, exp: string): Buffer =>
    createHmac('sha256', keyring.subKey(kid, 'link')!).update(`${path}\n${exp}`).digest();

  return {
    sign(path, expiresAt) {
      const exp = String(expiresAt);
      return `exp=${exp}&sig=${keyring.currentKid}.${signature(keyring.currentKid, path, exp).toString('base64url')}`;
    },
    verify(path, { exp, sig }, now) {
      if (typeof exp !== 'string' || typeof sig !== 'string' || !/^\d{1,15}$/.test(exp)) return 'forged';
      const [kid, mac, ...rest] = sig.split('.');
      if (kid === undefined || mac === undefined || rest.length > 0 || !keyring.kids.includes(kid)) return 'forged';
      const told = Buffer.from(mac, 'base64url');
      const right = signature(kid, path, exp);
      if (told.length !== right.length || !timingSafeEqual(told, right)) return 'forged';
      return Number(exp) > now ? 'good' : 'expired';
    },
  };
}
