// The one door of every npm script. Runs on any Node from 20 on with nothing installed, brings the workspace to the state that the
// lockfile describes, and hands over to a TypeScript program under the Node that the lockfile pins.
// Nothing here writes to stdout: `npm run --silent quote` is a pipe.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './bootstrap/install.mjs';

/** Told to the program, so that its times count from the command and not from its own start. */
const STARTED_AT = Date.now();
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Command → program and leading arguments. `setup` has none: it only installs. */
const PROGRAMS = {
  setup: null,
  start: ['scripts/start/main.ts'],
  test: ['scripts/test/main.ts'],
  check: ['scripts/check/main.ts'],
  quote: ['scripts/quote.ts'],
  bench: ['bench/run.ts'],
  migrate: ['server/src/app/main.ts', 'migrate'],
  'audit-verify': ['server/src/app/main.ts', 'audit-verify'],
};

const say = (line) => process.stderr.write(`${line}\n`);

/** Files named to the quoter are those of the caller's folder, which npm leaves for the root's; everything else works in the root. */
function folderOf(script) {
  const called = process.cwd() === ROOT ? (process.env.INIT_CWD ?? ROOT) : process.cwd();
  return script === 'scripts/quote.ts' ? called : ROOT;
}

/** Runs the program with our own stdin and stdout; answers the code this process should end with. */
function handOver(program, args) {
  const node = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const [script, ...leading] = program;
  const child = spawn(node, [join(ROOT, script), ...leading, ...args], {
    cwd: folderOf(script),
    stdio: 'inherit',
    // stripped and compiled code is kept for the next start: halves the time until a program of ours is up
    env: { NODE_COMPILE_CACHE: join(ROOT, '.tmp', 'compile-cache'), ...process.env, MINGDAN_STARTED_AT: String(STARTED_AT) },
  });
  // The child decides when to end. From a terminal it has had the signal already and ignores the repetition.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)));
  });
}

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  if (!Object.hasOwn(PROGRAMS, command)) {
    say(`usage: node scripts/bootstrap.mjs ${Object.keys(PROGRAMS).join(' | ')}`);
    return 2;
  }
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    say(`Node 20 or later is needed; this is ${process.versions.node}. 需要 Node 20 或更高版本。`);
    return 1;
  }
  if (!(await ensureInstalled(ROOT, say))) return 1;
  const program = PROGRAMS[command];
  if (!program) {
    say('依赖已是最新 Everything is installed.');
    return 0;
  }
  if (!existsSync(join(ROOT, program[0]))) {
    say(`${program[0]} is missing from this copy of the repository.`);
    return 1;
  }
  return handOver(program, args);
}

process.exitCode = await main();
