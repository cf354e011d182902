import { readFile, rename, stat } from 'node:fs/promises';
import { type KeptState, parseState } from './kept-state.ts';
import { writeWholeFile } from './whole-file.ts';

/** A file larger than this is none of ours. */
const MOST_BYTES = 64 * 1_048_576;
/** Changes within so many ms are written together. */
const GATHER_MS = 300;

/**
 * What an earlier process kept; `state` undefined where there is none. A file that cannot be read as such is put aside (`….bad`) and `problem` says so: a sandbox
 * that begins anew is better than one that does not start.
 */
export async function readStateFile(path: string, corpId: string): Promise<{ state?: KeptState; problem?: string }> {
  try {
    const { size } = await stat(path);
    const state = size <= MOST_BYTES ? parseState(await readFile(path, 'utf8'), corpId) : undefined;
    if (state) return { state };
    await rename(path, `${path}.bad`);
    return { problem: `${path} 不是这个沙箱保存的内容，已改名为 .bad，聊天从头开始` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? {} : { problem: `${path} 读不出来（${message}），聊天从头开始` };
  }
}

export interface StateKeeper {
  /** Something has changed: it is written soon. */
  changed(): void;
  /** Writes what stands now, after what is being written. */
  flush(): Promise<void>;
}

/** Writes the state behind what happens. A disk that does not take it is told once, until it does again. */
export function createStateKeeper(path: string, state: () => KeptState, tell: (problem: string) => void): StateKeeper {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let failed = false;

  async function write(): Promise<void> {
    try {
      await writeWholeFile(path, JSON.stringify(state()));
      failed = false;
    } catch (error) {
      if (!failed) tell(`聊天没有存下来：${error instanceof Error ? error.message : String(error)}`);
      failed = true;
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  return {
    changed: () => {
      timer ??= setTimeout(() => void flush(), GATHER_MS);
    },
    flush,
  };
}
