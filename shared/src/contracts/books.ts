import * as z from 'zod';
import {
  bookDraftMeta,
  bookDraftsMeta,
  bookDraftWorkbookMeta,
  bookWorkbookMeta,
  checkBookMeta,
  discardBookDraftMeta,
  getBookMeta,
  listBooksMeta,
  openBookDraftMeta,
  publishBookDraftMeta,
  publishBookMeta,
  readBookFileMeta,
  saveBookDraftMeta,
  tryBookMeta,
} from './books.meta.ts';
import { downloadedFile, draftHead, epochMs, fileFinding, finding, id } from './common.ts';
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
/** Keys (`changeKey`) of those prices that change by more than half and that the person stands by; one that is not among them refuses. */
const confirmed = z.array(z.string().max(200)).max(20_000).optional();
export const publishBook = defineContract(publishBookMeta, {
  input: z.strictObject({ book: z.json(), confirmed }),
  output: z.object({ code: z.string(), version: z.number().int(), warnings: z.array(finding) }),
  refusals: ['pricing.book_invalid', 'pricing.version_exists', 'pricing.large_changes'],
});
export const tryBook = defineContract(tryBookMeta, {
  input: z.strictObject({ code: z.string().max(60), version: z.number().int().min(1), order: z.json() }),
  output: z.object({ quote: z.json(), explanation: z.json() }),
  refusals: ['pricing.book_not_found'],
});

const draftId = { draftId: id };
const revision = z.coerce.number().int().min(1);
export const bookDrafts = defineContract(bookDraftsMeta, { input: z.strictObject({}), output: z.object({ items: z.array(draftHead) }) });
export const bookDraft = defineContract(bookDraftMeta, {
  input: z.strictObject(draftId),
  output: z.object({ head: draftHead, book: z.json(), findings: z.array(finding) }),
  refusals: ['drafts.not_found'],
});
export const openBookDraft = defineContract(openBookDraftMeta, {
  input: z.strictObject({
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, '编码用字母、数字、- 和 _，最多 60 个'),
    /** The published version to begin with; null: from `book`, or empty where that is absent. */
    fromVersion: z.number().int().min(1).nullable(),
    book: z.json().optional(),
  }),
  output: z.object({ id, revision: z.number().int() }),
  refusals: ['pricing.book_not_found', 'drafts.too_large'],
});
export const saveBookDraft = defineContract(saveBookDraftMeta, {
  input: z.strictObject({ ...draftId, revision, book: z.json() }),
  output: z.object({ revision: z.number().int(), updatedAt: epochMs, findings: z.array(finding) }),
  refusals: ['drafts.not_found', 'drafts.stale', 'drafts.too_large'],
});
export const discardBookDraft = defineContract(discardBookDraftMeta, {
  input: z.strictObject({ ...draftId, revision }),
  output: z.object({ code: z.string() }),
  refusals: ['drafts.not_found', 'drafts.stale'],
});
export const publishBookDraft = defineContract(publishBookDraftMeta, {
  input: z.strictObject({
    ...draftId,
    revision,
    /** Effective window, half open; null: open. */
    validFrom: z.string().max(40).nullable(),
    validTo: z.string().max(40).nullable(),
    confirmed,
  }),
  output: z.object({ code: z.string(), version: z.number().int(), warnings: z.array(finding) }),
  refusals: ['drafts.not_found', 'drafts.stale', 'pricing.book_invalid', 'pricing.version_exists', 'pricing.large_changes'],
});
export const readBookFile = defineContract(readBookFileMeta, {
  input: z.strictObject({}),
  /** `book`: null when the file could not be read at all. `findings` speak of places in the file, `bookFindings` of the book that came out. */
  output: z.object({ book: z.json(), findings: z.array(fileFinding), bookFindings: z.array(finding) }),
  refusals: ['imports.too_large', 'imports.unreadable', 'imports.too_slow', 'imports.busy'],
});
export const bookWorkbook = defineContract(bookWorkbookMeta, {
  input: z.strictObject({ code: z.string().max(60), version: z.coerce.number().int().min(1) }),
  output: downloadedFile,
  refusals: ['pricing.book_not_found'],
});
export const bookDraftWorkbook = defineContract(bookDraftWorkbookMeta, {
  input: z.strictObject(draftId),
  output: downloadedFile,
  refusals: ['drafts.not_found'],
});
export type BookHead = z.output<typeof bookHead>;
export type GetBookOutput = z.output<typeof getBook.output>;
