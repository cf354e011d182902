import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PriceBook } from '../src/pricing/types.ts';

export const GOLDEN_DIR = join(import.meta.dirname, 'golden', 'pricing');

/** One book with its orders, line by line, and the quotes that an independent implementation gave. */
export interface GoldenCase {
  readonly name: string;
  readonly book: PriceBook;
  /** Raw lines; some are no JSON on purpose. */
  readonly orders: readonly string[];
  readonly quotes: readonly unknown[];
}

function lines(file: string): string[] {
  return readFileSync(join(GOLDEN_DIR, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(GOLDEN_DIR)
    .filter((file) => file.startsWith('book-'))
    .sort()
    .map((file) => {
      const name = file.slice('book-'.length, -'.json'.length);
      return {
        name,
        book: JSON.parse(readFileSync(join(GOLDEN_DIR, file), 'utf8')) as PriceBook,
        orders: lines(`orders-${name}.ndjson`),
        quotes: lines(`quotes-${name}.ndjson`).map((line) => JSON.parse(line) as unknown),
      };
    });
}

/** The order of a raw line as a batch reads it: what is no JSON is no object either. */
export function orderOfLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
