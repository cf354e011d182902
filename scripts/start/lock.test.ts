import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('one product per data folder', () => {
  test('is taken, and free again after release', () => {
    const first = takeLock(folder);
    if (!first.ok) throw new Error('the folder is new');
    first.lock.release();
    expect(existsSync(join(folder, 'start.lock'))).toBe(false);
    expect(takeLock(folder).ok).toBe(true);
  });

  test.each([
    ['a process that died', JSON.stringify({ pid: 2 ** 30, url: '' })],
    ['a process id that now belongs to another program', JSON.stringify({ pid: 1, url: '' })],
    ['a file that was cut off', '{"pid":'],
  ])('a lock of %s is taken over', (_, content) => {
    writeFileSync(join(folder, 'start.lock'), content);
    expect(takeLock(folder).ok).toBe(true);
  });
});
