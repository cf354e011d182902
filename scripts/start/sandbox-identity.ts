import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Settings by which server and sandbox know each other, in the names and forms of the live platforms. */
export type SandboxIdentity = Readonly<Record<(typeof NAMES)[number], string>>;

const NAMES = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_AES_KEY',
  'WECHAT_APP_ID',
  'WECHAT_SECRET',
] as const;

/** Ids and secrets for a sandbox that nobody else knows. */
export function createSandboxIdentity(): SandboxIdentity {
  return {
    WECOM_CORP_ID: `ww${randomBytes(8).toString('hex')}`,
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: letters(43),
    WECOM_TOKEN: letters(24),
    WECOM_AES_KEY: aesKey(),
    WECHAT_APP_ID: `wx${randomBytes(8).toString('hex')}`,
    WECHAT_SECRET: randomBytes(16).toString('hex'),
  };
}

/** The same identity at every start: made once and kept in `file`, readable by its owner only. An unreadable file is made anew. */
export function loadSandboxIdentity(file: string): SandboxIdentity {
  const kept = read(file);
  if (kept) return kept;
  const made = createSandboxIdentity();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

function read(file: string): SandboxIdentity | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const known = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
    return NAMES.every((name) => typeof known[name] === 'string' && known[name] !== '') ? (known as SandboxIdentity) : undefined;
  } catch {
    return undefined; // cut off by a full disk or edited by hand
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits only, as the platform's console deals them; 248 is the largest multiple of 62 within a byte. */
function letters(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}

/** 32 bytes whose base64 without its `=` is 43 letters and digits: the form of EncodingAESKey. */
function aesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43);
    if (/^[A-Za-z0-9]{43}$/.test(key)) return key;
  }
}
