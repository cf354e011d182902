import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { compressBuild } from './compress.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingdan-compress-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('packs text of a build, leaves the page, pictures and small files', () => {
  mkdirSync(join(folder, 'js'), { recursive: true });
  const code = 'const order = 1;\n'.repeat(200);
  writeFileSync(join(folder, 'js/app.12345678.js'), code);
  writeFileSync(join(folder, 'js/small.12345678.js'), 'x');
  writeFileSync(join(folder, 'index.html'), code);
  writeFileSync(join(folder, 'tab.png'), code);
  expect(compressBuild(folder)).toBe(1);
  expect(brotliDecompressSync(readFileSync(join(folder, 'js/app.12345678.js.br'))).toString()).toBe(code);
  expect(gunzipSync(readFileSync(join(folder, 'js/app.12345678.js.gz'))).toString()).toBe(code);
  for (const other of ['js/small.12345678.js', 'index.html', 'tab.png']) expect(existsSync(join(folder, `${other}.br`))).toBe(false);
});
