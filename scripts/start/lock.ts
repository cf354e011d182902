import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who runs on a data folder. */
export interface Owner {
  readonly pid: number;
  /** Where it answers; empty until it knows. */
  readonly url: string;
}

export interface Lock {
  /** Notes the address for whoever comes second. */
  note(url: string): void;
  release(): void;
}

/**
 * One product per data folder: SQLite belongs to one process. Answers the owner when there is one that lives; a lock whose owner died is
 * taken over.
 */
export function takeLock(folder: string): { readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly owner: Owner } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'start.lock');
  const write = (url: string, flag: 'wx' | 'w') => writeFileSync(file, JSON.stringify({ pid: process.pid, url } satisfies Owner), { flag });
  for (;;) {
    try {
      write('', 'wx');
      return { ok: true, lock: { note: (url) => write(url, 'w'), release: () => rmSync(file, { force: true }) } };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = readOwner(file);
    if (owner && isStart(owner.pid)) return { ok: false, owner };
    rmSync(file, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as Partial<Owner>;
    return typeof parsed.pid === 'number' ? { pid: parsed.pid, url: parsed.url ?? '' } : undefined;
  } catch {
    return undefined; // gone meanwhile, or cut off
  }
}

/** Process ids are dealt again: where /proc tells, the process must also be a start of ours. */
function isStart(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('scripts/start/main.ts');
  } catch {
    return true; // no /proc on this system
  }
}
