import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rawRequest, type Started, startServer } from './support.ts';

const INLINE = 'window.start = 1';
let folder: string;
let web: Started;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-site-'));
  const site = join(folder, 'site');
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(
    join(site, 'index.html'),
    `<!doctype html><script>${INLINE}</script><script src="/console/assets/app-3f9a1c2b.js"></script>`,
  );
  writeFileSync(join(site, 'assets', 'app-3f9a1c2b.js'), 'app');
  writeFileSync(join(site, 'assets', 'app-3f9a1c2b.js.br'), 'brotli');
  writeFileSync(join(site, 'assets', 'plain.js'), 'plain');
  writeFileSync(join(site, '.hidden'), 'hidden');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  web = await startServer([], {
    sites: [
      { path: '/console/', folder: site },
      { path: '/m/', folder: join(folder, 'not-built') },
    ],
  });
});
afterAll(async () => {
  await web.stop();
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => rawRequest(web.port, { method: 'GET', path, headers });

test('the page is never cached and names its inline script by hash', async () => {
  for (const path of ['/console/', '/console/orders/01ABC']) {
    const { status, headers } = await get(path);
    expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain(`'sha256-${createHash('sha256').update(INLINE).digest('base64')}'`);
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline/);
  }
});

test('files with a hash are kept for a year, packed where the browser takes it; others are asked about again', async () => {
  const hashed = await get('/console/assets/app-3f9a1c2b.js');
  expect([hashed.text, hashed.headers['cache-control']]).toEqual(['app', 'max-age=31536000,immutable']);
  expect((await get('/console/assets/app-3f9a1c2b.js', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
  const plain = await get('/console/assets/plain.js');
  expect(plain.headers['cache-control']).toBe('no-cache');
  const again = await get('/console/assets/plain.js', { 'if-modified-since': String(plain.headers['last-modified']) });
  expect(again.status).toBe(304);
});

test('a file that is not there is not the page', async () => {
  expect((await get('/console/assets/old-12345678.js')).status).toBe(404);
  expect((await get('/m/')).status).toBe(404);
});

test.each([
  '/console/../secret.txt',
  '/console/..%2fsecret.txt',
  '/console/%2e%2e/secret.txt',
  '/console/....//secret.txt',
  '/console/.hidden',
  '/console/assets/..%5c..%5csecret.txt',
  '/console/%00.js',
])('%s leads nowhere', async (path) => {
  const { status, text } = await get(path);
  expect([status, text.includes('secret'), text.includes('hidden')]).toEqual([404, false, false]);
});

test('the start page is the console; the folder without its slash too', async () => {
  expect((await get('/')).headers['location']).toBe('/console/');
  expect((await get('/console')).headers['location']).toBe('/console/');
});
