import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLLOW = join(ROOT, 'scripts', 'services', 'follow-parent.mjs');

export interface ToolRun {
  readonly code: number;
  /** Both streams; empty where they went straight to the terminal. */
  readonly output: string;
}

const alive = new Set<ChildProcess>();

/**
 * Runs a JavaScript or TypeScript program of the workspace under our Node.
 *
 * @param show `always`: its output goes straight through; `later`: it is collected for whoever wants to print it
 */
export function runTool(
  script: string,
  args: readonly string[],
  show: 'always' | 'later',
  env: NodeJS.ProcessEnv = process.env,
): Promise<ToolRun> {
  const stream = show === 'always' ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, ['--import', FOLLOW, join(ROOT, script), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', stream, stream, 'ipc'],
    // Ctrl-C reaches only us; we end what we started, with everything that it started
    detached: process.platform !== 'win32',
  });
  alive.add(child);
  let output = '';
  for (const pipe of [child.stdout, child.stderr]) {
    pipe?.setEncoding('utf8');
    pipe?.on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      alive.delete(child);
      settle({ code: code ?? 1, output });
    });
  });
}

/** Ends whatever is running, with its whole process group. */
export function stopTools(): void {
  for (const child of alive) {
    if (child.pid === undefined) continue;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
    } catch {
      // it has just ended
    }
  }
}
