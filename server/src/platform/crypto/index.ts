import { createFieldCrypto, type FieldCrypto } from './fields.ts';
import type { Keyring } from './keyring.ts';
import { createKeyring } from './keyring.ts';
import { createSignedLinks, type SignedLinks } from './links.ts';

export type { FieldCrypto, FieldPlace, IndexKind } from './fields.ts';
export { FieldSealBroken } from './fields.ts';
export type { Keyring } from './keyring.ts';
export type { SignedLinks } from './links.ts';

/** Everything that is done with the master key. */
export interface Crypto {
  readonly keyring: Keyring;
  readonly fields: FieldCrypto;
  readonly links: SignedLinks;
}

export function createCrypto(masterKeys: readonly Buffer[]): Crypto {
  const keyring = createKeyring(masterKeys);
  return { keyring, fields: createFieldCrypto(keyring), links: createSignedLinks(keyring) };
}
