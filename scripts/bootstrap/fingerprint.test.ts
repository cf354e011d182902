import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installFingerprint, workspaceFolders } from './fingerprint.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingdan-fingerprint-'));
  mkdirSync(join(root, 'server'));
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 9\n');
  writeFileSync(join(root, 'pnpm-workspace.yaml'), "packages:\n  - server\n  - 'not-there'\nonlyBuiltDependencies:\n  - node\n");
  writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { a: 'b' }, devDependencies: { x: '1.0.0' } }));
  writeFileSync(join(root, 'server', 'package.json'), JSON.stringify({ dependencies: { y: '1.0.0' } }));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('what decides whether packages are installed again', () => {
  test('only the entries under packages: are workspaces', () => {
    expect(workspaceFolders(root)).toEqual(['server', 'not-there']);
  });

  test('a changed script installs nothing', () => {
    const before = installFingerprint(root);
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { a: 'changed' }, devDependencies: { x: '1.0.0' } }));
    expect(installFingerprint(root)).toBe(before);
  });

  test.each([
    ['the lockfile', 'pnpm-lock.yaml', 'lockfileVersion: 9\n# changed\n'],
    ['a dependency of the root', 'package.json', JSON.stringify({ devDependencies: { x: '1.0.1' } })],
    ['a dependency of a workspace', 'server/package.json', JSON.stringify({ dependencies: { y: '1.0.1' } })],
    ['a new workspace', 'not-there/package.json', JSON.stringify({ dependencies: { z: '1.0.0' } })],
  ])('%s installs again', (_, file, content) => {
    const before = installFingerprint(root);
    mkdirSync(join(root, 'not-there'), { recursive: true });
    writeFileSync(join(root, file), content);
    expect(installFingerprint(root)).not.toBe(before);
  });
});
