import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** The parts of a package.json that decide what is installed; a changed script or description installs nothing. */
const DECIDING = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'pnpm', 'packageManager'];

/**
 * Folders of the workspace, from the `packages:` list of pnpm-workspace.yaml. Only plain entries are read: this runs before any YAML
 * library exists, and the file is ours.
 * @param {string} root
 * @returns {string[]}
 */
export function workspaceFolders(root) {
  const lines = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === 'packages:');
  const folders = [];
  for (const line of lines.slice(start + 1)) {
    const entry = /^\s+-\s+['"]?([^'"#]+?)['"]?\s*$/.exec(line);
    if (!entry) break;
    folders.push(entry[1]);
  }
  return folders;
}

/**
 * Names the installation that this checkout asks for on this kind of machine. Equal fingerprints: the same node_modules.
 * @param {string} root
 * @returns {string} hex SHA-256
 */
export function installFingerprint(root) {
  const hash = createHash('sha256');
  hash.update(`${process.platform}-${process.arch}\0`);
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  for (const folder of ['.', ...workspaceFolders(root)]) {
    const file = join(root, folder, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    hash.update(`${folder}\0${JSON.stringify(DECIDING.map((key) => manifest[key] ?? null))}\0`);
  }
  return hash.digest('hex');
}
