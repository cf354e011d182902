import { compileBook } from '@mingdan/shared/pricing/compile-book';
import { isQuoteError } from '@mingdan/shared/pricing/types';

/** The price engine as this package carries it: in one file of its own, for pricing without a network. Named by properties, so that a test of the built file finds it. */
export const priceEngine = { compileBook, isQuoteError };
