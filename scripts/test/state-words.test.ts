import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zhCN } from '../../shared/src/messages/zh-CN.ts';

const ROOT = join(import.meta.dirname, '../..');
const FACES = ['console/src', 'miniprogram/src', 'server/src'];
/** Groups of the shared catalogue that say in which state something is. */
const STATES = /^(order\.(state|phase|settlement|consent|bill)|pay\.state|offer\.status|delivery\.status)\./;

const words = new Map(
  Object.entries(zhCN)
    .filter(([key]) => STATES.test(key))
    .map(([key, word]) => [word as string, key]),
);

/** Every literal of a source file with its line. */
function literals(source: string): { word: string; line: number }[] {
  return source.split('\n').flatMap((line, index) =>
    [...line.matchAll(/'([^']*)'|"([^"]*)"|`([^`]*)`|>([^<>{}]+)</g)].map((found) => ({
      word: (found[1] ?? found[2] ?? found[3] ?? found[4] ?? '').trim(),
      line: index + 1,
    })),
  );
}

it.each(FACES)('%s has no words of its own for states: they are those of the shared catalogue', (folder) => {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  expect(files.length).toBeGreaterThan(50);
  const own = files.flatMap((file) =>
    literals(readFileSync(join(ROOT, folder, file), 'utf8'))
      .filter(({ word }) => words.has(word))
      .map(({ word, line }) => `${folder}/${file}:${line} ${word} is ${words.get(word)}`),
  );
  expect(own).toEqual([]);
});
