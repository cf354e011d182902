import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './config.ts';

const KEY_BYTES = 32;

/**
 * The master keys, current one first. From `MASTER_KEY` where it is set; else from the file, which the first start makes (mode 0600, one key in
 * base64 per line: put a new one on top to rotate). Whoever loses the file loses every encrypted field: it belongs in the backup, apart from the database.
 *
 * @throws ConfigError when the file holds something else than keys
 */
export function loadMasterKeys(keys: { readonly master: readonly string[] | null; readonly file: string }): readonly Buffer[] {
  if (keys.master !== null) return keys.master.map((key) => Buffer.from(key, 'base64'));

  mkdirSync(dirname(keys.file), { recursive: true });
  const text = readIfThere(keys.file) ?? createKeyFile(keys.file);
  const found = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'base64'));
  if (found.length === 0 || found.some((key) => key.length !== KEY_BYTES))
    throw new ConfigError([{ setting: 'MASTER_KEY', problem: `${keys.file} must hold one key of 32 bytes in base64 per line` }]);
  return found;
}

/** Two processes may start at once on one folder: the key is written aside and linked into place, so the first wins and both read the same. */
function createKeyFile(file: string): string {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(aside, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(aside, 0o600);
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
