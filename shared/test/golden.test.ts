import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBook } from '../src/pricing/check-book.ts';
import { compileBook } from '../src/pricing/compile-book.ts';
import { isQuoteError } from '../src/pricing/types.ts';
import { GOLDEN_DIR, goldenCases, orderOfLine } from './golden-cases.ts';

const cases = goldenCases();

describe('golden files', () => {
  it('are unchanged, none is missing and none was added', () => {
    const sums = readFileSync(join(GOLDEN_DIR, 'SHA256SUMS'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/\s+/) as [string, string]);
    const present = readdirSync(GOLDEN_DIR).filter((file) => file !== 'SHA256SUMS');
    expect(present.sort()).toEqual(sums.map(([, file]) => file).sort());
    for (const [sum, file] of sums) {
      expect(
        createHash('sha256')
          .update(readFileSync(join(GOLDEN_DIR, file)))
          .digest('hex'),
        file,
      ).toBe(sum);
    }
  });

  it('hold more than a thousand orders', () => {
    expect(cases.length).toBe(18);
    expect(cases.reduce((sum, { orders }) => sum + orders.length, 0)).toBeGreaterThan(1000);
  });
});

describe.each(cases)('golden book $name', ({ book, orders, quotes }) => {
  it('has no errors', () => {
    expect(checkBook(book).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('gives every quote', () => {
    const compiled = compileBook(book);
    expect(orders.length).toBe(quotes.length);
    orders.forEach((line, index) => {
      const quote = compiled.quote(orderOfLine(line));
      // in memory, where −0 differs from 0, and through JSON, as the rules compare
      expect(quote, line).toEqual(quotes[index]);
      expect(JSON.parse(JSON.stringify(quote)), line).toEqual(quotes[index]);
    });
  });

  it('explains every quote, each step leading to the next and the last to the figure', () => {
    const compiled = compileBook(book);
    for (const line of orders) {
      const { quote, explanation } = compiled.explain(orderOfLine(line));
      if (isQuoteError(quote)) {
        expect(explanation).toBeNull();
        continue;
      }
      for (const { line: index, side, steps } of explanation!.lines) {
        let amount = '';
        for (const step of steps) {
          if (step.step === 'lost') continue;
          if ('before' in step) expect(step.before).toBe(amount);
          amount = step.after;
        }
        expect(amount).toBe(String(quote.lines[index]![side]));
      }
    }
  });
});
