import * as z from 'zod';
import { checkBookMeta, getBookMeta, listBooksMeta, publishBookMeta, tryBookMeta } from './books.meta.ts';
import { epochMs, finding } from './common.ts';
import { defineContract } from './define.ts';

const bookHead = z.object({
  code: z.string(),
  version: z.number().int(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  tiers: z.number().int(),
  items: z.number().int(),
  adjustments: z.number().int(),
  fees: z.number().int(),
  splits: z.number().int(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  /** True for the version that answers now. */
  active: z.boolean(),
});
export const listBooks = defineContract(listBooksMeta, { input: z.strictObject({}), output: z.object({ items: z.array(bookHead) }) });
export const getBook = defineContract(getBookMeta, {
  input: z.strictObject({ code: z.string().max(60), version: z.coerce.number().int().min(1) }),
  output: z.object({ head: bookHead, book: z.json(), findings: z.array(finding) }),
  refusals: ['pricing.book_not_found'],
});
export const checkBook = defineContract(checkBookMeta, {
  input: z.strictObject({ book: z.json() }),
  output: z.object({ findings: z.array(finding), errors: z.number().int(), warnings: z.number().int() }),
});
export const publishBook = defineContract(publishBookMeta, {
  input: z.strictObject({ book: z.json() }),
  output: z.object({ code: z.string(), version: z.number().int(), warnings: z.array(finding) }),
  refusals: ['pricing.book_invalid', 'pricing.version_exists'],
});
export const tryBook = defineContract(tryBookMeta, {
  input: z.strictObject({ code: z.string().max(60), version: z.number().int().min(1), order: z.json() }),
  output: z.object({ quote: z.json(), explanation: z.json() }),
  refusals: ['pricing.book_not_found'],
});
export type BookHead = z.output<typeof bookHead>;
export type GetBookOutput = z.output<typeof getBook.output>;
