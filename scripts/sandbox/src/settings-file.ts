import { readFile } from 'node:fs/promises';
import { isObject } from './api/fields.ts';
import type { CorpSettings } from './corp/settings.ts';
import { writeWholeFile } from './whole-file.ts';

/** Settings of an earlier start, so that a restart is the same corp. Empty when the file is absent; a damaged file is an error. */
export async function readSettingsFile(path: string): Promise<Partial<CorpSettings>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed) || !isObject(parsed['settings'])) throw new Error(`${path} holds no sandbox settings`);
  return parsed['settings'] as Partial<CorpSettings>;
}

/** Writes settings and the server's environment, readable by their owner only, whole or not at all. */
export async function writeSettingsFile(path: string, content: { settings: CorpSettings; env: Record<string, string> }): Promise<void> {
  await writeWholeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}
