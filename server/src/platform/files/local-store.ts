import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
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

/** Files named by their ids, in folders by the ids' last two characters, outside of anything that is served. */
export function createLocalStore(folder: string): BlobStore {
  const pathOf = (id: string): string => {
    if (!isId(id)) throw new Error('a blob is named by an id of ours');
    return join(folder, id.slice(-2), id);
  };
  return {
    async write(id, bytes) {
      const path = pathOf(id);
      await mkdir(dirname(path), { recursive: true });
      const aside = `${path}.part`;
      try {
        const file = await open(aside, 'wx', 0o600);
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
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}
