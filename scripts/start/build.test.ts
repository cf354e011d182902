import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from './build.ts';

/** A builder that counts its runs and, unless told to fail, writes what Vite would. */
const BUILDER = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('../console-runs', 'x'); // outside of what is an input
if (existsSync('fail')) { console.error('broken source'); process.exit(1); }
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', 'built');
`;

let root: string;
function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingdan-build-'));
  write('console/package.json', '{"type":"module"}');
  write('console/src/main.tsx', 'one');
  write('shared/src/kernel/money.ts', 'one');
  write('console/node_modules/vite/bin/vite.js', BUILDER);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const count = () => {
  try {
    return readFileSync(join(root, 'console-runs'), 'utf8').length;
  } catch {
    return 0;
  }
};

describe('a build is made once', () => {
  test('also when several want it at once, and when one who began it has died', async () => {
    write('.tmp/builds/console.lock', '4194305'); // above the highest process id
    const outcomes = await Promise.all([ensureBuilt(root, 'console'), ensureBuilt(root, 'console'), ensureBuilt(root, 'console')]);
    expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['built', 'unchanged', 'unchanged']);
    expect(count()).toBe(1);
  });

  test('and skipped while nothing changed', async () => {
    expect((await ensureBuilt(root, 'console')).state).toBe('built');
    expect((await ensureBuilt(root, 'console')).state).toBe('unchanged');
    expect(count()).toBe(1);
  });

  test.each([
    ['a source', 'console/src/main.tsx'],
    ['shared code', 'shared/src/kernel/money.ts'],
    ['the lockfile', 'pnpm-lock.yaml'],
  ])('%s that changed makes it again', async (_, file) => {
    await ensureBuilt(root, 'console');
    write(file, 'two');
    expect((await ensureBuilt(root, 'console')).state).toBe('built');
    expect(count()).toBe(2);
  });

  test.each(['console/src/main.test.tsx', 'console/test/rig.ts', 'console/node_modules/x/index.js'])('%s does not matter', async (file) => {
    await ensureBuilt(root, 'console');
    write(file, 'two');
    expect((await ensureBuilt(root, 'console')).state).toBe('unchanged');
  });

  test('a result that was removed is made again', async () => {
    await ensureBuilt(root, 'console');
    rmSync(join(root, 'console/dist'), { recursive: true });
    expect((await ensureBuilt(root, 'console')).state).toBe('built');
  });

  test('a failure is told with its last words, and tried again although nothing changed', async () => {
    write('console/fail', '');
    const outcome = await ensureBuilt(root, 'console');
    expect(outcome).toMatchObject({ state: 'failed', why: expect.stringContaining('broken source') });
    expect((await ensureBuilt(root, 'console')).state).toBe('failed');
    expect(count()).toBe(2);
  });

  test('a failure after a success forgets the success', async () => {
    await ensureBuilt(root, 'console');
    write('console/fail', '');
    await ensureBuilt(root, 'console');
    rmSync(join(root, 'console/fail'));
    expect((await ensureBuilt(root, 'console')).state).toBe('built');
  });

  test('a screen that this checkout lacks is said to be missing', async () => {
    expect((await ensureBuilt(root, 'h5')).state).toBe('missing');
  });
});
