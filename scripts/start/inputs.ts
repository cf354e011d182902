import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NO_INPUT = new Set(['node_modules', 'dist', 'test', '.swc', '.data', '.tmp']);

/**
 * One hash over the paths and contents of all files below `paths` (files or folders, relative to `root`), tests left out. A path that
 * does not exist counts as empty. A few hundred sources take some 30 ms.
 */
export function hashInputs(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(root, path)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

function filesBelow(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);
  return readdirSync(full, { withFileTypes: true })
    .sort(byName)
    .flatMap((entry) => {
      if (NO_INPUT.has(entry.name) || /[.]test[.]tsx?$/.test(entry.name)) return [];
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(root, child);
      return entry.isFile() ? [child] : [];
    });
}
