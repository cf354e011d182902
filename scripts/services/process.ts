import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = import.meta.dirname;

export interface Running {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the process has ended, with the code it ended with (128 + n by signal n is given as 1). */
  readonly ended: Promise<number>;
  hasEnded(): boolean;
  /** SIGTERM, then SIGKILL after `graceMs` (default 10 s). Settles when it has ended; harmless when it already has. */
  stop(graceMs?: number): Promise<number>;
  /** Any other signal, for tests of sudden death and of standstill. */
  signal(signal: NodeJS.Signals): void;
  /** The last `lines` lines that it wrote, for a message about why it ended. */
  tail(lines?: number): string;
}

export interface Launch {
  readonly name: string;
  /** TypeScript or JavaScript file for our own Node, or a foreign program. */
  readonly run:
    | { readonly script: string; readonly args?: readonly string[] }
    | { readonly program: string; readonly args?: readonly string[] };
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Both streams go here; the file starts empty. */
  readonly logFile: string;
}

/**
 * Starts a process that ends when we do, even when we are killed: it holds a channel to us and ends when that closes. It is in a group of
 * its own, so that Ctrl-C reaches only us and we end our children in order.
 */
export function launch({ name, run, cwd, env = {}, logFile }: Launch): Running {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w', 0o600);
  const args =
    'script' in run
      ? ['--import', join(FOLDER, 'follow-parent.mjs'), run.script, ...(run.args ?? [])]
      : [join(FOLDER, 'keeper.mjs'), run.program, ...(run.args ?? [])];
  const child = spawn(process.execPath, args, {
    cwd,
    env: defined({ ...process.env, ...env }),
    stdio: ['ignore', log, log, 'ipc'],
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  return handle(child, name, logFile);
}

function handle(child: ChildProcess, name: string, logFile: string): Running {
  let over = false;
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    over = true;
  });
  return {
    name,
    pid: child.pid ?? -1,
    logFile,
    ended,
    hasEnded: () => over,
    async stop(graceMs = 10_000) {
      if (over) return ended;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
      return ended.finally(() => clearTimeout(kill));
    },
    signal: (signal) => void child.kill(signal),
    tail: (lines = 30) => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'),
  };
}

/** An undefined value removes a setting; a child would otherwise read the word. */
function defined(env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as NodeJS.ProcessEnv;
}
