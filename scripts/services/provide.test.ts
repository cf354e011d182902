import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APT_PACKAGES, aptRefusal } from './apt.ts';
import { findProgram } from './find-program.ts';
import { provideServices } from './provide.ts';

const BOOKWORM = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-provide-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, body: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('whether apt may be used', () => {
  test.each([
    ['root on Debian 12', {}, BOOKWORM, 0, null],
    ['root on Debian 13', {}, BOOKWORM.replace('"12"', '"13"'), 0, null],
    ['NO_APT=1', { NO_APT: '1' }, BOOKWORM, 0, /NO_APT/],
    ['Debian 11', {}, BOOKWORM.replace('"12"', '"11"'), 0, /Debian 12/],
    ['Ubuntu', {}, BOOKWORM.replace('ID=debian', 'ID=ubuntu'), 0, /Debian 12/],
    ['no Linux', {}, '', 0, /Debian 12/],
    ['a plain user', {}, BOOKWORM, 1000, /root/],
  ])('%s', (_, env, release, uid, why) => {
    const refusal = aptRefusal(env, release, uid);
    if (why) expect(refusal).toMatch(why);
    else expect(refusal).toBeNull();
  });
});

describe('servers and browser for the tests', () => {
  // addresses that nobody connects to here
  const given = { DATABASE_URL: 'mysql://root@db.test/x', REDIS_URL: 'redis://queue.test' };

  test('those of the environment are used as they are', async () => {
    const chromium = program('chromium', '');
    const services = await provideServices(folder, () => {}, { ...given, PATH: folder }, 'not asked');
    expect(services.mariadb).toEqual({ ok: true, value: given.DATABASE_URL, how: 'DATABASE_URL' });
    expect(services.redis).toEqual({ ok: true, value: given.REDIS_URL, how: 'REDIS_URL' });
    expect(services.chromium).toMatchObject({ ok: true, value: chromium });
    await services.stop();
  });

  test('what is missing and may not be installed is left out, with the reason', async () => {
    const said: string[] = [];
    const services = await provideServices(
      folder,
      (line) => said.push(line),
      { DATABASE_URL: given.DATABASE_URL, PATH: folder },
      'NO_APT=1 forbids it',
    );
    expect(services.redis).toMatchObject({ ok: false, why: expect.stringMatching(/redis.*NO_APT=1/) });
    expect(services.chromium).toMatchObject({ ok: false, why: expect.stringMatching(/Chromium.*NO_APT=1/) });
    expect(said).toEqual([]);
  });

  test('what is missing and may be installed is installed, after saying so', async () => {
    program(
      'apt-get',
      `echo "$@" >> ${folder}/calls; if echo "$@" | /bin/grep -q install; then : > ${folder}/chromium; /bin/chmod +x ${folder}/chromium; fi`,
    );
    const said: string[] = [];
    const services = await provideServices(folder, (line) => said.push(line), { ...given, PATH: folder }, null);
    expect(said.join('\n')).toContain('chromium');
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(calls).toHaveLength(2);
    expect(calls[0]).toContain('update');
    for (const name of APT_PACKAGES) expect(calls[1]).toContain(name);
    expect(services.chromium).toMatchObject({ ok: true });
  });

  test('a failing apt is no failure of the run, but is told', async () => {
    program('apt-get', 'exit 100');
    const services = await provideServices(folder, () => {}, { ...given, PATH: folder }, null);
    expect(services.chromium).toMatchObject({ ok: false, why: expect.stringContaining('apt failed') });
  });
});

test('programs are found by name, the first name first, and only where they can be run', () => {
  const second = program('second', '');
  writeFileSync(join(folder, 'first'), '');
  expect(findProgram(['first', 'second'], { PATH: folder })).toBe(second);
  expect(findProgram(['neither'], { PATH: folder })).toBeUndefined();
});
