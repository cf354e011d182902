import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Servers are often installed where a plain user's PATH does not look. */
const ALSO = ['/usr/sbin', '/usr/local/sbin'];

/** Full path of the first of `names` that can be run here, or undefined. */
export function findProgram(names: readonly string[], env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''), ...ALSO];
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (canRun(file)) return file;
    }
  }
  return undefined;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
