import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { type CompiledBook, compileBook } from '@mingdan/shared/pricing/compile-book';
import type { Explanation, OrderFacts, PriceBook, Quote, QuoteError } from '@mingdan/shared/pricing/types';
import type { Tx } from '../platform/db/unit-of-work.ts';
import { loadBook } from './store/price-books.ts';

/** A published version, as orders pin it. */
export interface BookPin {
  readonly code: string;
  readonly version: number;
}

/** A quote with the arithmetic behind it. */
export interface Priced {
  readonly quote: Quote;
  readonly explanation: Explanation;
}

/** Compiled books kept in memory; versions never change, so nothing has to be invalidated. */
const KEPT = 8;

/** The one place where the server asks the price engine. A book is read and compiled once per process and version. */
export function createQuoting() {
  const compiled = new Map<string, { book: PriceBook; engine: CompiledBook }>();

  const open = async (tx: Tx, pin: BookPin) => {
    const key = `${pin.code}@${pin.version}`;
    const known = compiled.get(key);
    if (known) return known;
    const loaded = await loadBook(tx, pin.code, pin.version);
    if (!loaded) return undefined;
    const entry = { book: loaded.book, engine: compileBook(loaded.book) };
    if (compiled.size >= KEPT) compiled.delete(compiled.keys().next().value!);
    compiled.set(key, entry);
    return entry;
  };

  return {
    /** Undefined when that version was never published. */
    book: async (tx: Tx, pin: BookPin): Promise<PriceBook | undefined> => (await open(tx, pin))?.book,

    /** The compiled engine itself, for trying a book on facts that may be wrong. */
    engine: async (tx: Tx, pin: BookPin): Promise<CompiledBook | undefined> => (await open(tx, pin))?.engine,

    /** Prices one order with a pinned version. The refusal names the engine's code and what it was looking for. */
    async price(tx: Tx, pin: BookPin, facts: OrderFacts): Promise<Result<Priced, 'pricing.book_not_found' | 'pricing.not_priceable'>> {
      const entry = await open(tx, pin);
      if (!entry) return refuse('pricing.book_not_found');
      const priced = entry.engine.explain(facts);
      if ('error' in priced.quote) return refuse('pricing.not_priceable', { detail: detailOf(priced.quote) });
      return ok({ quote: priced.quote, explanation: priced.explanation! });
    },
  };
}

export type Quoting = ReturnType<typeof createQuoting>;

function detailOf({ error }: QuoteError): Record<string, string | number | null> {
  return Object.fromEntries(Object.entries(error).map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]));
}
