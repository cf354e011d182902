import { createCipheriv, createDecipheriv } from 'node:crypto';
import { freshBytes } from '../random.ts';
import type { Keyring } from './keyring.ts';

const MAGIC = Buffer.from('MD1');
const KID_BYTES = 8;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = MAGIC.length + KID_BYTES + IV_BYTES + TAG_BYTES;

/** AES-256-GCM of a whole file: `MD1`, key id, iv, tag, ciphertext. `aad` is the file's id, so that two files cannot be exchanged on disk. */
export function sealBytes(keyring: Keyring, aad: string, plain: Uint8Array): Buffer {
  const iv = freshBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyring.subKey(keyring.currentKid, 'file')!, iv).setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([MAGIC, Buffer.from(keyring.currentKid, 'latin1'), iv, cipher.getAuthTag(), ciphertext]);
}

/** @throws Error when the bytes were changed, belong to another file, or their key is gone */
export function openBytes(keyring: Keyring, aad: string, sealed: Buffer): Buffer {
  if (sealed.length < HEAD_BYTES || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a sealed file');
  const kid = sealed.subarray(MAGIC.length, MAGIC.length + KID_BYTES).toString('latin1');
  const key = keyring.subKey(kid, 'file');
  if (key === undefined) throw new Error(`sealed with an unknown key ${kid}`);
  const iv = sealed.subarray(MAGIC.length + KID_BYTES, MAGIC.length + KID_BYTES + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(aad))
    .setAuthTag(sealed.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
}
