import { explainOrder } from './explain.ts';
import { createQuoter } from './quote.ts';
import { compileTables } from './tables.ts';
import type { Explanation, PriceBook, QuoteResult } from './types.ts';

/** A price book ready to price orders. Keeps scratch memory: share it within a process, never between threads. */
export interface CompiledBook {
  /** `CODE@version` */
  readonly name: string;
  /** Prices one order of unknown shape. Never throws for anything that came from JSON: a bad order gives an error result. */
  quote(order: unknown): QuoteResult;
  /** The same quote with the reasons behind every figure; no explanation for an error. Slower by far; ask for it when a person looks. */
  explain(order: unknown): { readonly quote: QuoteResult; readonly explanation: Explanation | null };
}

/**
 * Makes a price book ready to price orders. The book must have passed `checkBook` without errors; a book of 100,000 adjustments takes a few
 * seconds, so keep what comes back.
 */
export function compileBook(book: PriceBook): CompiledBook {
  const tables = compileTables(book);
  const quote = createQuoter(tables);
  return {
    name: tables.name,
    quote,
    explain: (order) => explainOrder(tables, quote(order)),
  };
}
