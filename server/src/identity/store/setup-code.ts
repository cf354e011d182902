import { randomInt } from 'node:crypto';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { hashToken, newId } from '../../platform/ids.ts';

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;

/** A new set-up code in place of any older one: 20 characters, 98 bits, in groups that can be read out. */
export async function replaceSetupCode(tx: Tx): Promise<string> {
  const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  await tx.db.deleteFrom('setup_code').execute();
  await tx.db
    .insertInto('setup_code')
    .values({ id: newId(tx.now), code_hash: hashToken(code), created_at: tx.now })
    .execute();
  return code.replace(/(.{5})(?=.)/g, '$1-');
}

/** True once, for the right code; dashes, blanks and case do not matter. */
export async function takeSetupCode(tx: Tx, code: string): Promise<boolean> {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const { numDeletedRows } = await tx.db.deleteFrom('setup_code').where('code_hash', '=', hashToken(plain)).executeTakeFirst();
  return numDeletedRows === 1n;
}
