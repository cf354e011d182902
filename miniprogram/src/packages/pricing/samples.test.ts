import { checkBook } from '@mingdan/shared/pricing/check-book';
import { describe, expect, it } from 'vitest';
import { priceEngine } from './engine.ts';
import { SAMPLE_BOOK, SAMPLES } from './samples.ts';

describe('the samples of the self-check', () => {
  it('come from a book without errors', () => expect(checkBook(SAMPLE_BOOK).filter(({ severity }) => severity === 'error')).toEqual([]));

  it.each(SAMPLES)('$name comes to what was worked out by hand', ({ order, charge, earn }) => {
    const quote = priceEngine.compileBook(SAMPLE_BOOK).quote(order);
    expect(priceEngine.isQuoteError(quote) ? quote.error : [quote.totals.charge, quote.totals.earn]).toEqual([charge, earn]);
  });
});
