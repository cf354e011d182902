import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { compileBook } from '../../shared/src/pricing/compile-book.ts';
import type { PriceBook } from '../../shared/src/pricing/types.ts';
import { quoteBatch } from './batch.ts';
import { linesOf } from './lines.ts';

const SCRIPT = resolve(import.meta.dirname, '../quote.ts');
const GOLDEN = resolve(import.meta.dirname, '../../shared/test/golden/pricing');
const folder = mkdtempSync(join(tmpdir(), 'mingdan-quote-'));
afterAll(() => rmSync(folder, { recursive: true }));

const golden = (name: string): string => readFileSync(join(GOLDEN, name), 'utf8');
const parsed = (ndjson: string): unknown[] =>
  ndjson
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

function start(...options: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [SCRIPT, ...options], { cwd: folder });
}

/** Runs the program on the given input to its end. */
async function run(input: string | Buffer, ...options: string[]) {
  const child = start(...options);
  // a program that refuses before reading closes the pipe under our hands
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, err, code: code as number };
}

describe('quote, as a process', () => {
  it.each(['edge', 'real', '07'])('answers every line of the golden orders %s', async (name) => {
    const { out, err, code } = await run(golden(`orders-${name}.ndjson`), '--book', join(GOLDEN, `book-${name}.json`));
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(parsed(out)).toEqual(parsed(golden(`quotes-${name}.ndjson`)));
  });

  it('adds the explanation when asked, and only to quotes', async () => {
    const orders = golden('orders-real.ndjson').split('\n').slice(0, 3).join('\n');
    const { out, code } = await run(`${orders}\n{}`, '--explain', '--book', join(GOLDEN, 'book-real.json'));
    expect(code).toBe(0);
    const answers = parsed(out) as { explanation?: { lines: unknown[] } }[];
    expect(answers.map(({ explanation }) => explanation?.lines.length ?? 0)).toEqual([15, 12, 12, 0]);
  });

  it('reads CRLF, a byte order mark, blank lines and a last line without end', async () => {
    const [first, second] = golden('orders-real.ndjson').split('\n') as [string, string];
    const input = `\uFEFF${first}\r\n\r\n   \n{"broken\n${second}`;
    const { out, code } = await run(input, '--book', join(GOLDEN, 'book-real.json'));
    expect(code).toBe(0);
    const [one, two] = parsed(golden('quotes-real.ndjson'));
    expect(parsed(out)).toEqual([one, { id: null, error: { code: 'BAD_ORDER', path: '' } }, two]);
  });

  it('gives nothing for nothing', async () => {
    expect(await run('', '--book', join(GOLDEN, 'book-real.json'))).toEqual({ out: '', err: '', code: 0 });
  });

  it('refuses a book with errors: every finding as a line of JSON, nothing priced', async () => {
    const book = join(folder, 'bad.json');
    writeFileSync(book, JSON.stringify({ code: 'X', version: 1, tiers: [{ code: 'T' }], items: [], colour: 'red', defaultTier: 'U' }));
    const { out, err, code } = await run(golden('orders-real.ndjson'), '--book', book);
    expect([out, code]).toEqual(['', 2]);
    expect((parsed(err) as { code: string }[]).map((finding) => finding.code)).toEqual(['KEY_UNKNOWN', 'TIER_UNKNOWN']);
  });

  it.each<[string, string[], RegExp]>([
    ['no book', [], /--book is missing/],
    ['an unknown option', ['--bok', 'x'], /usage: quote --book FILE/],
    ['a book that is not there', ['--book', 'nowhere.json'], /cannot read the price book nowhere\.json/],
    ['a folder for a book', ['--book', '.'], /cannot read the price book/],
  ])('says what is wrong with the usage: %s', async (_, options, message) => {
    const { out, err, code } = await run('', ...options);
    expect([out, code]).toEqual(['', 2]);
    expect(err).toMatch(message);
  });

  it('ends quietly when its reader has had enough', async () => {
    const child = start('--book', join(GOLDEN, 'book-real.json'));
    const line = `${golden('orders-real.ndjson').split('\n')[0]}\n`;
    const errors = text(child.stderr);
    const ended = once(child, 'exit');
    child.stdout.once('data', () => child.stdout.destroy());
    // orders without end, until the program closes its side
    await expect(pipeline(Readable.from(endless(line)), child.stdin)).rejects.toThrow();
    expect((await ended)[0]).toBe(0);
    expect(await errors).toBe('');
  });
});

function* endless(line: string): Generator<string> {
  for (;;) yield line.repeat(100);
}

describe('a batch', () => {
  it('takes no more input than its reader asks answers for', async () => {
    let taken = 0;
    async function* source() {
      for (const chunk of endless(`${golden('orders-real.ndjson').split('\n')[0]}\n`)) {
        taken += 1;
        yield Buffer.from(chunk);
      }
    }
    const answers = quoteBatch(source(), compileBook(JSON.parse(golden('book-real.json')) as PriceBook), false);
    for (let piece = 1; piece <= 20; piece++) {
      expect((await answers.next()).done).toBe(false);
      expect(taken).toBeLessThanOrEqual(piece + 1);
    }
    await answers.return(undefined);
  });
});

describe('lines of a stream', () => {
  async function lines(...chunks: Uint8Array[]): Promise<string[]> {
    async function* source() {
      yield* chunks;
    }
    const all: string[] = [];
    for await (const some of linesOf(source())) all.push(...some);
    return all;
  }

  it('come out whole however the bytes are cut', async () => {
    const bytes = Buffer.from('一行\n\n第二行 é\n尾');
    for (let size = 1; size <= bytes.length; size++) {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
      expect(await lines(...chunks)).toEqual(['一行', '', '第二行 é', '尾']);
    }
  });
});
