import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSandboxIdentity, loadSandboxIdentity } from './sandbox-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-identity-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the ids and secrets between server and sandbox', () => {
  test('have the forms of the live platforms', () => {
    for (let round = 0; round < 50; round += 1) {
      const made = createSandboxIdentity();
      expect(made.WECOM_CORP_ID).toMatch(/^ww[0-9a-f]{16}$/);
      expect(made.WECOM_AES_KEY).toMatch(/^[A-Za-z0-9]{43}$/);
      expect(Buffer.from(`${made.WECOM_AES_KEY}=`, 'base64')).toHaveLength(32);
      expect(made.WECOM_TOKEN).toMatch(/^[A-Za-z0-9]{1,32}$/);
      expect(made.WECOM_SECRET).toMatch(/^[A-Za-z0-9]{43}$/);
    }
  });

  test('stay the same from start to start, readable by their owner only', () => {
    const file = join(folder, 'new', 'sandbox.json');
    const first = loadSandboxIdentity(file);
    expect(loadSandboxIdentity(file)).toEqual(first);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.each(['', '{', '[]', '{"WECOM_CORP_ID":"ww1"}'])('a damaged file (%j) is made anew', (content) => {
    const file = join(folder, 'sandbox.json');
    writeFileSync(file, content);
    const made = loadSandboxIdentity(file);
    expect(made.WECOM_CORP_ID).toMatch(/^ww/);
    expect(loadSandboxIdentity(file)).toEqual(made);
  });
});
