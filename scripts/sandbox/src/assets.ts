import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', 'web');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the sandbox's own pages by its bare name; undefined when there is none. Read each time: they are small and may be edited. */
export async function asset(name: string): Promise<{ type: string; body: string } | undefined> {
  const type = TYPES[extname(name)];
  if (!type || !/^[a-z][a-z0-9.-]*$/.test(name)) return undefined;
  try {
    return { type, body: await readFile(join(ROOT, name), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
