import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { createLocalStore } from './local-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-blobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ['careful', false],
  ['hasty', true],
])('%s', (_, hasty) => {
  test('what is written is read, once per id, until it is removed', async () => {
    const store = createLocalStore(folder, hasty);
    const id = newId();
    expect(await store.read(id)).toBeUndefined();
    await store.write(id, Buffer.from('a photo'));
    expect((await store.read(id))?.toString()).toBe('a photo');
    await store.write(newId(), Buffer.from('another'));
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(2);
    await store.remove(id);
    expect(await store.read(id)).toBeUndefined();
    await expect(store.write('../elsewhere', Buffer.from('x'))).rejects.toThrow('named by an id');
  });
});
