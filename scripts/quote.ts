/**
 * Prices a batch of orders: `node scripts/quote.ts --book FILE [--explain] < orders.ndjson > quotes.ndjson`.
 *
 * Streams in constant memory. Ends with 0 when every line was answered (a bad order is an answer too); with 2 when the usage is wrong, the
 * book cannot be read, or the book has errors: its findings then stand on stderr, one JSON object per line.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { bookErrors } from '../shared/src/pricing/check-book.ts';
import { type CompiledBook, compileBook } from '../shared/src/pricing/compile-book.ts';
import type { PriceBook } from '../shared/src/pricing/types.ts';
import { quoteBatch } from './quote/batch.ts';

const USAGE = 'usage: quote --book FILE [--explain] < orders.ndjson > quotes.ndjson';

/** What ends the program before it has read an order; the lines go to stderr. */
class Unusable extends Error {}

function readOptions(): { readonly book: string; readonly explain: boolean } {
  try {
    const { values } = parseArgs({ options: { book: { type: 'string' }, explain: { type: 'boolean', default: false } } });
    if (values.book === undefined || values.book === '') throw new Error('--book is missing');
    return { book: values.book, explain: values.explain };
  } catch (error) {
    throw new Unusable(`${(error as Error).message}\n${USAGE}`);
  }
}

/** npm changes to the package's folder before it runs us; a path is meant from where the command was typed. */
function typedFrom(): string {
  const npm = process.env['npm_lifecycle_event'] === 'quote' ? process.env['INIT_CWD'] : undefined;
  return npm ?? process.cwd();
}

function readBook(file: string): CompiledBook {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(resolve(typedFrom(), file), 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Unusable(`cannot read the price book ${file}: ${(error as Error).message}`);
  }
  const errors = bookErrors(json);
  if (errors.length > 0) throw new Unusable(errors.map((finding) => JSON.stringify(finding)).join('\n'));
  return compileBook(json as PriceBook);
}

try {
  const options = readOptions();
  const book = readBook(options.book);
  await pipeline(process.stdin, (source: AsyncIterable<Uint8Array>) => quoteBatch(source, book, options.explain), process.stdout);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  // whoever reads our output has had enough: that is no failure of ours
  if (code !== 'EPIPE') {
    process.stderr.write(`${error instanceof Unusable ? error.message : `quote failed: ${message}`}\n`);
    process.exitCode = 2;
  }
}
