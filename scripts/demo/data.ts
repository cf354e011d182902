import { readFileSync } from 'node:fs';

const DATA = new URL('./data/', import.meta.url);

/** A file of `scripts/demo/data`, as text. */
export const readText = (name: string): string => readFileSync(new URL(name, DATA), 'utf8');

/** A JSON file of `scripts/demo/data` by its name without extension. */
export const readJson = (name: string): unknown => JSON.parse(readText(`${name}.json`));

/** Rows of a tab-separated file without its comments. @throws Error for a row with another number of columns */
export function readRows(name: string, columns: number): readonly (readonly string[])[] {
  return readText(name)
    .split('\n')
    .map((line, index) => ({ cells: line.split('\t'), line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
    .map(({ cells, number }) => {
      if (cells.length !== columns) throw new Error(`${name} line ${number}: needs ${columns} columns, has ${cells.length}`);
      return cells;
    });
}
