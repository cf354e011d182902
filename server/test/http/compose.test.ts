import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTRACTS } from '@mingdan/shared/contracts/all';
import { defineContract } from '@mingdan/shared/contracts/define';
import { defineMeta } from '@mingdan/shared/contracts/meta';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { parseRoles } from '../../src/app/roles.ts';
import { startProduct } from './product.ts';
import { rawRequest } from './support.ts';

const MAIN = new URL('../../src/app/main.ts', import.meta.url).pathname;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the program with its own data; `onLine` may send it a signal. */
function program(
  args: readonly string[],
  env: Record<string, string> = {},
  onLine: (line: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, PORT: '0', ...env },
      cwd: folder,
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += String(data);
      for (const line of String(data).split('\n')) onLine(line, (signal) => child.kill(signal));
    });
    child.stderr.on('data', (data) => {
      err += String(data);
    });
    child.on('exit', (code) => resolve({ code, out, err }));
  });
}

test('the whole product serves every contract', async () => {
  const app = await startProduct({}, {}, { contracts: CONTRACTS });
  expect((await rawRequest(app.port, { method: 'GET', path: '/readyz' })).status).toBe(200);
  await app.stop();
});

test('a contract that nobody serves stops the start', async () => {
  const meta = defineMeta({
    name: 'nobody.serves',
    method: 'GET',
    path: '/nobody',
    permission: 'auth:self',
    subject: 'none',
    summary: '无人',
  });
  const orphan = defineContract(meta, { input: z.strictObject({}), output: z.object({}) });
  await expect(startProduct({}, {}, { contracts: [...CONTRACTS, orphan] })).rejects.toThrow(/nobody.serves: contract without a route/);
});

test('the program: migrate, start, the ready line, the set-up code on the terminal only, and a clean end on SIGTERM', async () => {
  const early = await program([]);
  expect([early.code, early.err.includes('npm run migrate')]).toEqual([1, true]);
  expect((await program(['migrate'])).code).toBe(0);
  const run = await program([], {}, (line, kill) => {
    // the code is written right after the ready line
    if (line.includes('"event":"ready"')) setImmediate(kill, 'SIGTERM');
  });
  expect(run.code).toBe(0);
  const ready = run.out.split('\n').find((line) => line.includes('"event":"ready"'))!;
  expect(JSON.parse(ready)).toMatchObject({
    roles: ['web', 'worker', 'relay', 'cron'],
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  expect(run.out).not.toMatch(/([2-9A-Z]{5}-){3}/);
  expect((await program(['audit-verify'])).code).toBe(0);
});

test('wrong settings end it with their names and without their values', async () => {
  const run = await program([], { DATABASE_URL: 'postgres://u:hunter2@x/y', WECOM_CORP_ID: 'ww' });
  expect(run.code).toBe(1);
  expect(run.err).toContain('DATABASE_URL');
  expect(run.err).toContain('WECOM_SECRET');
  expect(run.err).not.toContain('hunter2');
  expect(run.err).not.toContain('    at ');
});

test('roles: known ones only, and not in processes of their own on SQLite', async () => {
  expect([...parseRoles(['--roles=web,cron'])]).toEqual(['web', 'cron']);
  expect(parseRoles([]).size).toBe(4);
  expect(() => parseRoles(['--roles=web,cook'])).toThrow(/cook/);
  expect(() => parseRoles(['--port=1'])).toThrow(/--port=1/);
  const run = await program(['--roles=web']);
  expect([run.code, run.err.includes('DATABASE_URL')]).toEqual([1, true]);
});
