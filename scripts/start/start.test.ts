import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePorts } from '../services/ports.ts';
import { answersOk, waitUntil } from '../services/wait-until.ts';

/** Stands for server and sandbox: answers on its port, notes its end, dies when a file says so. */
const LISTENER = `
import { createServer } from 'node:http';
import { existsSync, writeFileSync } from 'node:fs';
const name = process.argv[1].includes('sandbox') ? 'sandbox' : 'server';
const port = Number(name === 'sandbox' ? process.env.SANDBOX_PORT : process.env.PORT);
if (process.argv.includes('migrate')) process.exit(0);
createServer((_, answer) => answer.end('ok')).listen(port, '127.0.0.1');
setInterval(() => { if (existsSync('die-' + name)) { console.error('the disk is full'); process.exit(5); } }, 20);
process.on('SIGTERM', () => { writeFileSync('ended-' + name, ''); process.exit(0); });
`;

/** Stands for Vite and Taro. */
const BUILDER = `
import { mkdirSync, writeFileSync } from 'node:fs';
const folder = process.argv.includes('h5') ? 'dist/h5' : 'dist';
mkdirSync(folder, { recursive: true });
writeFileSync(folder + '/index.html', 'built');
`;

let root: string;
let ports: number[];
const alive: Start[] = [];

function write(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'mingdan-start-'));
  for (const folder of ['start', 'services']) {
    cpSync(join(import.meta.dirname, '..', folder), join(root, 'scripts', folder), { recursive: true });
  }
  write('package.json', '{"type":"module"}');
  write('server/src/app/main.ts', LISTENER);
  write('scripts/sandbox/src/main.ts', LISTENER);
  write('console/node_modules/vite/bin/vite.js', BUILDER);
  write(
    'miniprogram/node_modules/@tarojs/cli/bin/taro',
    BUILDER.replace('import {', 'const {').replace("} from 'node:fs'", "} = require('node:fs')"),
  );
  write('miniprogram/package.json', '{"type":"commonjs"}');
  write('scripts/demo/main.ts', "import { appendFileSync } from 'node:fs'; appendFileSync('demo-runs', 'x');");
  ports = await freePorts(5);
});
afterEach(async () => {
  for (const start of alive.splice(0)) {
    start.process.kill('SIGTERM');
    await start.ended;
  }
  rmSync(root, { recursive: true, force: true });
});

interface Start {
  readonly process: ChildProcess;
  output(): string;
  readonly ended: Promise<number | null>;
}

function npmStart(env: Record<string, string> = {}): Start {
  const [server, sandbox, staff, installer, customer] = ports;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(WECOM_|DATA_DIR|PORT$|MINGDAN_)/.test(key)));
  const child = spawn(process.execPath, [join(root, 'scripts/start/main.ts')], {
    cwd: root,
    env: { ...kept, PORT: String(server), SANDBOX_PORT: String(sandbox), SANDBOX_PHONE_PORTS: `${staff},${installer},${customer}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += String(data);
  });
  child.stderr.on('data', (data) => {
    output += String(data);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const start = { process: child, output: () => output, ended };
  alive.push(start);
  return start;
}

const ready = (start: Start) =>
  waitUntil('the guide is printed', () => start.output().includes('明单已就绪'), { withinMs: 30_000 }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${start.output()}`);
  });

describe('npm start, with stand-ins for its programs', () => {
  test('starts everything, says where it is, and ends everything at SIGINT', async () => {
    const start = npmStart();
    await ready(start);
    expect(start.output()).toContain(`http://127.0.0.1:${ports[0]}/console/`);
    expect(start.output()).toContain(`http://127.0.0.1:${ports[1]}/`);
    expect(await answersOk(`http://127.0.0.1:${ports[0]}/readyz`)).toBe(true);
    expect(existsSync(join(root, 'console/dist/index.html')) && existsSync(join(root, 'miniprogram/dist/h5/index.html'))).toBe(true);
    expect(start.process.exitCode).toBeNull();
    start.process.kill('SIGINT');
    start.process.kill('SIGINT'); // npm tells us as well
    expect(await start.ended).toBe(0);
    expect(existsSync(join(root, 'ended-server'))).toBe(true);
    expect(existsSync(join(root, 'ended-sandbox'))).toBe(true);
    expect(readdirSync(join(root, '.data'))).not.toContain('start.lock');
  });

  test('the demo goes on once everything answers, and is stopped with the rest', async () => {
    write(
      'scripts/demo/go-on.ts',
      "import { writeFileSync } from 'node:fs'; process.on('SIGTERM', () => { writeFileSync('ended-goes-on', ''); process.exit(0); }); writeFileSync('goes-on', ''); setInterval(() => {}, 1000);",
    );
    const start = npmStart();
    await ready(start);
    await waitUntil('the demo goes on', () => existsSync(join(root, 'goes-on')), { withinMs: 20_000 });
    start.process.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(existsSync(join(root, 'ended-goes-on'))).toBe(true);
  });

  test('what becomes of the demo that goes on is no reason to stop', async () => {
    write('scripts/demo/go-on.ts', "import { writeFileSync } from 'node:fs'; writeFileSync('goes-on', ''); process.exit(1);");
    const start = npmStart();
    await ready(start);
    await waitUntil('the demo has failed', () => existsSync(join(root, 'goes-on')), { withinMs: 20_000 });
    expect(await answersOk(`http://127.0.0.1:${ports[0]}/readyz`)).toBe(true);
    expect(start.process.exitCode).toBeNull();
  });

  test('a second start keeps the identity', async () => {
    const first = npmStart();
    await ready(first);
    const identity = readFileSync(join(root, '.data/sandbox.json'), 'utf8');
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = npmStart();
    await ready(second);
    expect(readFileSync(join(root, '.data/sandbox.json'), 'utf8')).toBe(identity);
  });

  test.each(['server', 'sandbox'])('when the %s dies, says why, ends the rest and exits with 1', async (name) => {
    const start = npmStart();
    await ready(start);
    write(`die-${name}`, '');
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain('the disk is full');
    expect(start.output()).toContain(`${name}.log`);
    expect(existsSync(join(root, name === 'server' ? 'ended-sandbox' : 'ended-server'))).toBe(true);
  });

  test('a demo that fails stops the start with its words', async () => {
    write('scripts/demo/main.ts', "console.error('no such price book'); process.exitCode = 3;");
    const start = npmStart();
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain('no such price book');
    expect(await answersOk(`http://127.0.0.1:${ports[0]}/`)).toBe(false);
  });

  test('a taken PORT is refused by name', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(ports[0], '127.0.0.1', resolve));
    const start = npmStart();
    expect(await start.ended).toBe(1);
    expect(start.output()).toMatch(new RegExp(`${ports[0]}.*PORT`));
    await new Promise((resolve) => other.close(resolve));
  });

  test('a second product on the same data is refused and told where the first one is', async () => {
    const first = npmStart();
    await ready(first);
    const [server, sandbox, staff, installer, customer] = await freePorts(5);
    const second = npmStart({ PORT: `${server}`, SANDBOX_PORT: `${sandbox}`, SANDBOX_PHONE_PORTS: `${staff},${installer},${customer}` });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`http://127.0.0.1:${ports[0]}`);
    expect(await answersOk(`http://127.0.0.1:${ports[0]}/`)).toBe(true);
  });

  test('SIGINT in the middle of a step ends with 0 and without a word of failure', async () => {
    write('scripts/demo/main.ts', 'setInterval(() => {}, 1000);');
    const start = npmStart();
    await waitUntil('the demo is being loaded', () => start.output().includes('… 数据库与演示数据'), { withinMs: 20_000 });
    start.process.kill('SIGINT');
    expect(await start.ended).toBe(0);
    expect(start.output()).not.toContain('✗');
    expect(start.output()).not.toContain('failed');
  });

  test('with a corp of its own there is neither sandbox nor demo', async () => {
    const start = npmStart({ WECOM_CORP_ID: 'ww0123456789abcdef' });
    await ready(start);
    expect(existsSync(join(root, 'demo-runs'))).toBe(false);
    expect(await answersOk(`http://127.0.0.1:${ports[1]}/`)).toBe(false);
    start.process.kill('SIGTERM');
    expect(await start.ended).toBe(0);
  });
});
