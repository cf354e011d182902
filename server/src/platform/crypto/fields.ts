import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { freshBytes } from '../random.ts';
import type { Keyring } from './keyring.ts';

/** Where a ciphertext lives. It is bound in, so that a value copied to another row, column or table does not open. */
export interface FieldPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/** A ciphertext that does not belong here, was changed, or was closed with a key that is gone. A bug or an attack, never a user's mistake. */
export class FieldSealBroken extends Error {
  constructor(place: FieldPlace, reason: string) {
    super(`cannot open ${place.table}.${place.column} of ${place.rowId}: ${reason}`);
    this.name = 'FieldSealBroken';
  }
}

/** How a value is written before it is looked up: people type the same phone number in many ways. */
export type IndexKind = 'phone' | 'name' | 'exact';

/** Encryption of personal columns (`_enc`) and their keyed look-up hashes (`_bidx`). */
export interface FieldCrypto {
  /** `v1.kid.iv.tag.ct` (base64url), AES-256-GCM, with the place as additional data. */
  encrypt(place: FieldPlace, plaintext: string): string;
  /** @throws FieldSealBroken */
  decrypt(place: FieldPlace, sealed: string): string;
  /**
   * The same for names, which lists show again and again: the last few thousand of them stay open in memory, each by its ciphertext and its place.
   * @throws FieldSealBroken
   */
  decryptName(place: FieldPlace, sealed: string): string;
  /** True when an older key closed it: write it anew at the next change of the row. */
  isStale(sealed: string): boolean;
  /** HMAC-SHA-256 of the normalised value with the current key. `domain` keeps equal values of different columns apart: `customer.phone`. */
  blindIndex(domain: string, kind: IndexKind, value: string): string;
  /** The same under every key, current first, for look-ups while a rotation is under way. */
  blindIndexes(domain: string, kind: IndexKind, value: string): readonly string[];
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** A hundred pages of a list; less than a megabyte. */
const OPEN_NAMES = 5_000;

export function createFieldCrypto(keyring: Keyring): FieldCrypto {
  const index = (kid: string, domain: string, kind: IndexKind, value: string): string =>
    createHmac('sha256', keyring.subKey(kid, 'blind-index')!)
      .update(`${domain}\0${normalise(kind, value)}`)
      .digest('base64url');

  const decrypt: FieldCrypto['decrypt'] = (place, sealed) => {
    const [version, kid, iv, tag, ciphertext, ...rest] = sealed.split('.');
    if (version !== 'v1' || kid === undefined || iv === undefined || tag === undefined || ciphertext === undefined || rest.length > 0)
      throw new FieldSealBroken(place, 'not a sealed value');
    const key = keyring.subKey(kid, 'field');
    if (key === undefined) throw new FieldSealBroken(place, `unknown key ${kid}`);
    const tagBytes = Buffer.from(tag, 'base64url');
    if (tagBytes.length !== TAG_BYTES) throw new FieldSealBroken(place, 'tag of the wrong length');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(nameOf(place), 'utf8'))
        .setAuthTag(tagBytes);
      return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()]).toString('utf8');
    } catch {
      // GCM says no more than "no": altered, or from another place
      throw new FieldSealBroken(place, 'authentication failed');
    }
  };
  const openNames = new LRUCache<string, string>({ max: OPEN_NAMES });

  return {
    encrypt(place, plaintext) {
      const kid = keyring.currentKid;
      const iv = freshBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyring.subKey(kid, 'field')!, iv).setAAD(Buffer.from(nameOf(place), 'utf8'));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return `v1.${kid}.${iv.toString('base64url')}.${cipher.getAuthTag().toString('base64url')}.${ciphertext.toString('base64url')}`;
    },

    decrypt,

    decryptName(place, sealed) {
      const at = `${nameOf(place)} ${sealed}`;
      const known = openNames.get(at);
      if (known !== undefined) return known;
      const name = decrypt(place, sealed);
      openNames.set(at, name);
      return name;
    },

    isStale: (sealed) => sealed.split('.')[1] !== keyring.currentKid,
    blindIndex: (domain, kind, value) => index(keyring.currentKid, domain, kind, value),
    blindIndexes: (domain, kind, value) => keyring.kids.map((kid) => index(kid, domain, kind, value)),
  };
}

/** One spelling per value: full-width digits and letters folded, phones without country code and separators, names without blanks. */
export function normalise(kind: IndexKind, value: string): string {
  const folded = value.normalize('NFKC').trim();
  if (kind === 'exact') return folded;
  if (kind === 'name') return folded.replace(/\s+/g, '').toLowerCase();
  const digits = folded.replace(/[^\d+]/g, '').replace(/^(\+86|0086)/, '');
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
}

function nameOf({ table, column, rowId }: FieldPlace): string {
  return `${table}/${column}/${rowId}`;
}
