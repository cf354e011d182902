import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What is text and worth it; the page itself is small and never cached, so a packed twin of it could only be out of date. */
const PACKED: readonly string[] = ['.js', '.css', '.svg', '.json'];
/** Below this many bytes a packed twin saves nothing that a packet carries. */
const LEAST_BYTES = 1_024;

/** Writes `.br` and `.gz` beside every text file of a build; the server sends them to browsers that take them. Answers how many files have twins. */
export function compressBuild(folder: string): number {
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !PACKED.includes(extname(entry.name)) || statSync(path).size < LEAST_BYTES) continue;
    const bytes = readFileSync(path);
    const brotli = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    count += 1;
  }
  return count;
}
