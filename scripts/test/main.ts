// `npm test`: every check, the tests on both stores and both queues, the phone's and the console's builds, journeys in a real browser.
// `npm test -- lint types` runs only the named stages and judges no table.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Provided, provideServices, type Services } from '../services/provide.ts';
import { type BuildName, ensureBuilt, titleOf } from '../start/build.ts';
import { onStopSignal } from '../start/stop-signal.ts';
import { CHECKS } from './checks.ts';
import { countCells, drawCells } from './matrix.ts';
import { conclude, print, runChecks, Tally } from './run.ts';
import { stopTools } from './tool.ts';
import { runVitest, type TestServices } from './vitest.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TMP = join(ROOT, '.tmp');
const STAGES = [...new Set(CHECKS.map(({ stage }) => stage)), 'builds', 'tests', 'journeys'] as const;
const CI = process.env['CI'] === 'true';

let services: Services | undefined;
const stops: (() => Promise<unknown>)[] = [];
let stopping = false;

async function cleanUp(): Promise<void> {
  stopTools();
  await Promise.all(stops.splice(0).map((stop) => stop()));
  await services?.stop();
}

onStopSignal(async () => {
  stopping = true;
  print('\nStopping …');
  await cleanUp();
  process.exit(130);
});

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => !(STAGES as readonly string[]).includes(name));
  if (unknown.length > 0) {
    print(`unknown: ${unknown.join(' ')}; there are ${STAGES.join(' ')}`);
    return 2;
  }
  const wants = (stage: string) => asked.length === 0 || asked.includes(stage);
  const tally = new Tally();

  for (const stage of STAGES) {
    const checks = CHECKS.filter((check) => check.stage === stage && wants(stage));
    if (checks.length > 0) await runChecks(checks, tally);
  }
  if (wants('builds')) await build(tally);

  if (wants('tests') || wants('journeys')) {
    const provided = await provide(tally);
    if (wants('tests')) tally.tests(await runVitest('tests', ['!e2e'], provided));
    if (wants('journeys')) tally.tests(await runVitest('journeys', ['e2e'], provided));
  }
  // what was interrupted has no result; the signal's handler ends this process
  if (stopping) return new Promise(() => {});
  if (asked.length === 0) judgeTable(tally);
  return conclude(tally, { skipsFail: CI });
}

/** Two at a time: one alone leaves a core idle, three starve each other. */
async function build(tally: Tally): Promise<void> {
  const waiting: BuildName[] = ['weapp', 'h5', 'console'];
  const work = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      print(`… build of ${titleOf(name)}`);
      const outcome = await ensureBuilt(ROOT, name, (child) => void stops.push(() => child.stop()));
      if ('seconds' in outcome) {
        print(`✓ build of ${titleOf(name)}: ${outcome.state} ${outcome.seconds.toFixed(1)} s`);
        tally.pass();
      } else {
        print(`✗ build of ${titleOf(name)}: ${outcome.why}`);
        tally.fail(`build of ${name}`);
      }
    }
  };
  await Promise.all([work(), work()]);
}

async function provide(tally: Tally): Promise<TestServices> {
  const folder = join(TMP, `services-${process.pid}`);
  removeLeftovers();
  services = await provideServices(folder, print);
  stops.push(async () => {
    await services?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const { mariadb, redis, chromium } = services;
  const value = (what: string, provided: Provided): string | undefined => {
    print(`${provided.ok ? '✓' : '–'} ${what}: ${provided.ok ? provided.how : provided.why}`);
    if (!provided.ok) tally.skip(`${what}: ${provided.why}`);
    return provided.ok ? provided.value : undefined;
  };
  const database = value('MariaDB', mariadb);
  const queue = value('Redis', redis);
  const browser = value('Chromium', chromium);
  return {
    ...(database ? { TEST_DATABASE_URL: database } : {}),
    ...(queue ? { TEST_REDIS_URL: queue } : {}),
    ...(browser ? { CHROMIUM: browser } : {}),
  };
}

/** Data of runs that were killed: their servers ended with them, their folders did not. */
function removeLeftovers(): void {
  for (const name of existsSync(TMP) ? readdirSync(TMP) : []) {
    const pid = /^services-(\d+)$/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(TMP, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A part of the table that stayed empty although its servers were there is a failure: somebody's tests have quietly gone. */
function judgeTable(tally: Tally): void {
  const cells = countCells(tally.results);
  print(`\nTests run per store × queue × browser:\n${drawCells(cells)}`);
  for (const { cell, ran, required } of cells) {
    if (ran > 0 || !required) continue;
    const needs = [
      cell.store === 'mariadb' && services?.mariadb,
      cell.queue === 'bullmq' && services?.redis,
      cell.browser && services?.chromium,
    ];
    const excused = needs.some((need) => need && !need.ok);
    if (!excused) tally.fail(`no test ran on ${cell.store} × ${cell.queue ?? '–'} × ${cell.browser ?? '–'}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await cleanUp();
}
