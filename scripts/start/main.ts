// `npm start`: builds what changed, migrates, loads the demo, starts sandbox and server, says where to click, and stops them all together.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launch, type Running } from '../services/process.ts';
import { answersOk, waitUntil } from '../services/wait-until.ts';
import { type BuildName, ensureBuilt, titleOf } from './build.ts';
import { choosePorts, PortError, type Ports } from './choose-ports.ts';
import { demoProgress } from './demo-progress.ts';
import { addressesOf, sandboxEnvironment, serverEnvironment } from './environment.ts';
import { guide } from './guide.ts';
import { type Lock, takeLock } from './lock.ts';
import { PROGRAMS, type Program } from './programs.ts';
import { createProgress } from './progress.ts';
import { loadSandboxIdentity } from './sandbox-identity.ts';
import { onStopSignal } from './stop-signal.ts';

/** Something that ends the start with a message for people and no stack. */
class StartError extends Error {}

const ROOT = resolve(import.meta.dirname, '../..');
const startedAt = Number(process.env['MINGDAN_STARTED_AT'] ?? Date.now());
const dataDir = resolve(ROOT, process.env['DATA_DIR'] || '.data');
/** With a corp of their own people use the live platform: no sandbox and no demo data. */
const live = Boolean(process.env['WECOM_CORP_ID']);
const progress = createProgress(() => stopping);
const running: Running[] = [];
let lock: Lock | undefined;
let stopping = false;

async function stopAll(): Promise<void> {
  stopping = true;
  // the server first: what it still sends finds the sandbox alive
  for (const child of running.splice(0).reverse()) await child.stop(15_000);
  lock?.release();
}

onStopSignal(async () => {
  progress.say('\n正在停止 Stopping …');
  await stopAll();
  progress.say('已停止，数据保留在 .data/。Stopped; the data stays in .data/.');
  process.exit(0);
});

async function main(): Promise<void> {
  progress.say(`明单 Mingdan · Node ${process.versions.node}`);
  takeDataFolder();
  const ports = await choosePorts(process.env, !live, progress.say);
  const environment = { ...serverSettings(ports), DATA_DIR: dataDir };

  const [, , sandbox] = await Promise.all([buildScreens(), prepareDatabase(environment), startSandbox(ports)]);
  const server = await startServer(ports, environment);
  const parts = sandbox ? [sandbox, server] : [server];

  const url = addressesOf(ports).server;
  lock?.note(url);
  sayFirstWords(server);
  if (!live) goOnWithDemo(environment);
  progress.say(guide({ addresses: addressesOf(ports), live, seconds: (Date.now() - startedAt) / 1000, dataDir }));
  await Promise.race(parts.map(watch));
}

/** The demo of an earlier day lives on until today while people look at it already. What becomes of it stands in its log. */
function goOnWithDemo(environment: Record<string, string>): void {
  if (existsSync(join(ROOT, PROGRAMS.demoGoesOn.script))) start('demo-goes-on', PROGRAMS.demoGoesOn, environment);
}

/** What the server says to a person at its first start (the code that makes the first administrator) must not drown in its log. */
function sayFirstWords(server: Running): void {
  for (const line of server.tail(200).split('\n')) if (line.startsWith('首次启动')) progress.say(`\n${line}`);
}

function takeDataFolder(): void {
  const taken = takeLock(dataDir);
  if (!taken.ok) {
    const { pid, url } = taken.owner;
    throw new StartError(
      `${dataDir} 正由另一个明单进程（${pid}）使用${url ? `，地址 ${url}` : ''}。\n` +
        `Another Mingdan (process ${pid}${url ? `, ${url}` : ''}) runs on ${dataDir}. Stop it, or choose another folder with DATA_DIR.`,
    );
  }
  lock = taken.lock;
}

function serverSettings(ports: Ports): Record<string, string> {
  if (live) return { PORT: String(ports.server) };
  return serverEnvironment(ports, loadSandboxIdentity(join(dataDir, 'sandbox.json')));
}

async function buildScreens(): Promise<void> {
  await Promise.all((['h5', 'console'] as const).map(buildScreen));
}

async function buildScreen(name: BuildName): Promise<void> {
  const outcome = await progress.step(`构建 ${titleOf(name)} build`, () => ensureBuilt(ROOT, name, (child) => track(child)), 'if slow');
  if (outcome.state === 'failed') throw new StartError(`构建 ${name} 失败 building ${name} failed.\n${outcome.why}`);
  if (outcome.state === 'missing') progress.say(`  ! ${name}: ${outcome.why}`);
}

/** The demo brings the database up to date before it loads: one process less to wait for. */
async function prepareDatabase(environment: Record<string, string>): Promise<void> {
  if (live) await progress.step('数据库迁移 migrating the database', () => runToEnd('migrate', PROGRAMS.migrate, environment), 'if slow');
  else {
    let demo: Running | undefined;
    await progress.step(
      '数据库与演示数据 database and demo data',
      () =>
        runToEnd('demo', PROGRAMS.demo, environment, (child) => {
          demo = child;
        }),
      'if slow',
      (seconds) => demoProgress(demo?.tail() ?? '', seconds),
    );
  }
}

async function runToEnd(name: string, program: Program, env: Record<string, string>, begun?: (child: Running) => void): Promise<void> {
  if (!existsSync(join(ROOT, program.script))) throw new StartError(`${program.script} is missing from this copy of the repository.`);
  const child = start(name, program, env);
  begun?.(child);
  const code = await child.ended;
  if (code !== 0) throw new StartError(`${name} 失败（代码 ${code}）failed with code ${code}; log: ${child.logFile}\n${child.tail()}`);
}

async function startSandbox(ports: Ports): Promise<Running | undefined> {
  if (live) return undefined;
  const identity = loadSandboxIdentity(join(dataDir, 'sandbox.json'));
  const child = start('sandbox', PROGRAMS.sandbox, sandboxEnvironment(ports, identity, join(dataDir, 'sandbox-phones.json')));
  await progress.step('企业微信沙箱 WeCom sandbox', () => ready(child, addressesOf(ports).sandbox), 'if slow');
  return child;
}

async function startServer(ports: Ports, environment: Record<string, string>): Promise<Running> {
  const { script, args } = PROGRAMS.server;
  const child = start('server', { script, args: [...args, '--roles=web,worker,relay,cron'] }, environment);
  await progress.step('服务 server', () => ready(child, `${addressesOf(ports).server}/readyz`), 'if slow');
  return child;
}

function start(name: string, { script, args }: Program, env: Record<string, string>): Running {
  const child = launch({ name, cwd: ROOT, env, run: { script: join(ROOT, script), args }, logFile: join(dataDir, 'logs', `${name}.log`) });
  track(child);
  return child;
}

/** Ended by itself (a migration, a build): forgotten. Still running when we stop: ended by us. */
function track(child: Running): void {
  running.push(child);
  void child.ended.then(() => {
    const index = running.indexOf(child);
    if (index >= 0) running.splice(index, 1);
  });
}

async function ready(child: Running, url: string): Promise<void> {
  await waitUntil(
    `${child.name} at ${url} is ready (log: ${child.logFile})`,
    () => {
      if (child.hasEnded()) throw new StartError(`${child.name} 没有启动 did not start; log: ${child.logFile}\n${child.tail()}`);
      return answersOk(url);
    },
    { withinMs: 60_000 },
  );
}

/** A part that ends although nobody asked it to takes the whole product down: half a product confuses more than none. */
async function watch(child: Running): Promise<void> {
  const code = await child.ended;
  if (stopping) return new Promise(() => {});
  throw new StartError(
    `${child.name} 意外退出（代码 ${code}）ended unexpectedly with code ${code}; log: ${child.logFile}\n${child.tail()}`,
  );
}

try {
  await main();
} catch (error) {
  // Being told to stop ends children in the middle of a step: no failure.
  if (stopping) await new Promise(() => {});
  const known = error instanceof StartError || error instanceof PortError;
  process.stderr.write(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  await stopAll();
  process.exit(1);
}
