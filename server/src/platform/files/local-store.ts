import { mkdirSync, writeFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isId } from '../ids.ts';

/** Where bytes of files are. Local folder by default; a shared mount or an object store fits behind the same door. */
export interface BlobStore {
  /** Whole or not at all: a reader never sees half of it. Survives a power cut once it returned. */
  write(id: string, bytes: Buffer): Promise<void>;
  /** Undefined when there is nothing under this id. */
  read(id: string): Promise<Buffer | undefined>;
  /** Nothing happens when it is gone already. */
  remove(id: string): Promise<void>;
}

const NEW = { flag: 'wx', mode: 0o600 } as const;
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Its folder is made where it is the first file there. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, NEW.flag, NEW.mode);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, NEW.flag, NEW.mode);
  }
}

/** The same at once, without a wait: what is in the way of the process is then the disk's cache alone. */
function writeNew(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes, NEW);
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, NEW);
  }
}

/**
 * Files named by their ids, in folders by the ids' last two characters, outside of anything that is served.
 *
 * @param hasty does not wait for the disk: for files that are thrown away and made anew when their database is not finished
 */
export function createLocalStore(folder: string, hasty = false): BlobStore {
  const pathOf = (id: string): string => {
    if (!isId(id)) throw new Error('a blob is named by an id of ours');
    return join(folder, id.slice(-2), id);
  };
  return {
    async write(id, bytes) {
      const path = pathOf(id);
      if (hasty) {
        // nobody reads before all of it is made
        writeNew(path, bytes);
        return;
      }
      const aside = `${path}.part`;
      try {
        const file = await openNew(aside);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(aside, path);
      } catch (error) {
        await rm(aside, { force: true });
        throw error;
      }
    },
    async read(id) {
      try {
        return await readFile(pathOf(id));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}
