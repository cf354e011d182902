import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type Running } from './process.ts';
import { waitUntil } from './wait-until.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function script(source: string): string {
  count += 1;
  const file = join(folder, `program-${count}.mjs`);
  writeFileSync(file, source);
  return file;
}

function start(source: string, env: Record<string, string | undefined> = {}): Running {
  return launch({ name: 'child', cwd: folder, run: { script: script(source) }, env, logFile: join(folder, `child-${count}.log`) });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

const FOREVER = 'setInterval(() => {}, 1000); console.log("up");';
const up = (child: Running) => waitUntil('the child is up', () => child.tail().includes('up'), { withinMs: 10_000 });

describe('a process of ours', () => {
  test('hands over its exit code and what it wrote last', async () => {
    const child = start('console.log("one"); console.error("two"); process.exitCode = 7;');
    expect(await child.ended).toBe(7);
    expect(child.hasEnded()).toBe(true);
    expect(child.tail(1)).toBe('two');
  });

  test('gets our environment, with changes and omissions', async () => {
    const child = start('console.log(JSON.stringify([process.env.ADDED, process.env.PATH]))', { ADDED: 'yes', PATH: undefined });
    await child.ended;
    expect(child.tail()).toBe('["yes",null]');
  });

  test('is asked to end, and ends in its own way', async () => {
    const child = start(`process.on('SIGTERM', () => process.exit(3)); ${FOREVER}`);
    await up(child);
    expect(await child.stop()).toBe(3);
    expect(await child.stop()).toBe(3);
  });

  test('is killed when it does not listen', async () => {
    const child = start(`process.on('SIGTERM', () => {}); ${FOREVER}`);
    await up(child);
    await child.stop(200);
    expect(isAlive(child.pid)).toBe(false);
  });

  test('a program that does not exist ends with 127', async () => {
    const child = launch({ name: 'none', cwd: folder, run: { program: '/no/such/program' }, logFile: join(folder, 'none.log') });
    expect(await child.ended).toBe(127);
    expect(child.tail()).toContain('/no/such/program');
  });

  test.each([
    ['a script of ours', (forever: string) => `{ script: ${JSON.stringify(forever)} }`],
    ['a foreign program', (forever: string) => `{ program: process.execPath, args: [${JSON.stringify(forever)}] }`],
  ])('%s ends when its parent is killed', async (_, run) => {
    const pidFile = join(folder, `pid-${count}`);
    const forever = script(
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); ${FOREVER}`,
    );
    const parent = script(`
      import { launch } from ${JSON.stringify(join(import.meta.dirname, 'process.ts'))};
      launch({ name: 'child', cwd: '.', run: ${run(forever)}, logFile: ${JSON.stringify(join(folder, 'grandchild.log'))} });
      setInterval(() => {}, 1000);
    `);
    rmSync(pidFile, { force: true });
    const process_ = spawn(process.execPath, [parent], { stdio: 'ignore' });
    const pid = await waitUntil('the child has written its id', () => readPid(pidFile), { withinMs: 20_000 });
    expect(isAlive(pid)).toBe(true);
    process_.kill('SIGKILL');
    await waitUntil('the child is gone', () => !isAlive(pid), { withinMs: 10_000 });
  });
});

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined; // not written yet
  }
}
