import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** What a sub-key is for. Each purpose has its own, so that no use of one key says anything about another. */
export type KeyPurpose = 'field' | 'blind-index' | 'link' | 'csrf' | 'file';

/** Master keys by their short ids. The first closes; every one opens what it once closed, so a key can be rotated without downtime. */
export interface Keyring {
  readonly currentKid: string;
  readonly kids: readonly string[];
  /**
   * 256 bits, or undefined for a key that this deployment never had. A key object and no bytes: node:crypto would turn bytes into one at every use,
   * which takes longer than closing a phone number.
   */
  subKey(kid: string, purpose: KeyPurpose): KeyObject | undefined;
}

const SALT = Buffer.from('mingdan/keyring/v1');

/** Derives sub-keys with HKDF-SHA-256. A key's id is the first 8 hex digits of the SHA-256 of a key derived for nothing else. */
export function createKeyring(masterKeys: readonly Buffer[]): Keyring {
  const subKeys = new Map<string, Map<string, KeyObject>>();
  const kids = masterKeys.map((master) => {
    const kid = createHash('sha256').update(derive(master, 'kid')).digest('hex').slice(0, 8);
    const purposes: readonly KeyPurpose[] = ['field', 'blind-index', 'link', 'csrf', 'file'];
    subKeys.set(kid, new Map(purposes.map((purpose) => [purpose, createSecretKey(derive(master, purpose))])));
    return kid;
  });
  const currentKid = kids[0];
  if (currentKid === undefined) throw new Error('a keyring needs at least one master key');
  return { currentKid, kids, subKey: (kid, purpose) => subKeys.get(kid)?.get(purpose) };
}

function derive(master: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, SALT, info, 32));
}
