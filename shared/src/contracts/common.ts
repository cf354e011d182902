import * as z from 'zod';

/** ULID as we make them: 26 characters of Crockford base 32. */
export const id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, '编号格式不对');
/** Whole fen 分, up to 10^13 either way. */
export const fen = z.number().int().min(-1e13).max(1e13);
/** Money that the reader may not be allowed to see: null then. */
export const fenOrHidden = fen.nullable();
/** Decimal text with at most 12 digits before and 3 after the point, as the price engine reads quantities. */
export const quantity = z.string().regex(/^[0-9]{1,12}(\.[0-9]{1,3})?$/, '数量最多 12 位整数、3 位小数');
/** Epoch milliseconds. */
export const epochMs = z.number().int().min(0).max(8.64e15);
/** GB/T 2260, six digits. */
export const regionCode = z.string().regex(/^[0-9]{6}$/, '地区代码为 6 位数字');
/** Calendar day in Asia/Shanghai. */
export const day = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, '日期格式为 YYYY-MM-DD');
export const month = z.string().regex(/^[0-9]{4}-[0-9]{2}$/, '月份格式为 YYYY-MM');
/** An item of the price book on an order line. */
export const line = z.strictObject({ item: z.string().min(1).max(64), quantity });
/** Promised slot 预约时段. */
export const timeslot = z.strictObject({ date: day, from: z.string().regex(/^\d{2}:\d{2}$/), to: z.string().regex(/^\d{2}:\d{2}$/) });
/** Values of a form as the form engine checks them: the contract only bounds the outside. */
export const formValues = z.record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, '字段名不对'), z.json());
/** Query parameters of a list: `cursor` is opaque and comes from the page before. */
export const pageQuery = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(100).optional() };
/** One keyset page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
/** What publishing found, for books, forms and flows alike. */
export const finding = z.object({ severity: z.enum(['error', 'warning']), code: z.string(), path: z.string(), message: z.string() });
/** An unpublished edit of a book or template. `revision` counts the saves: whoever saves says which one was read. */
export const draftHead = z.object({
  id,
  code: z.string(),
  /** The published version it began with; null for one that began empty or from a file. */
  baseVersion: z.number().int().nullable(),
  revision: z.number().int(),
  createdAt: epochMs,
  updatedAt: epochMs,
  updatedBy: z.string(),
});
/** What reading a file found, with the place in it: sheet, row and column as the spreadsheet counts them; 0 and empty where there is none. */
export const fileFinding = z.object({
  severity: z.enum(['error', 'warning']),
  sheet: z.string(),
  row: z.number().int(),
  column: z.string(),
  message: z.string(),
});
/** A file to download, inside of JSON: small, and under the same permission as everything else. */
export const downloadedFile = z.object({ name: z.string(), type: z.string(), base64: z.string() });
/** The five figures of an order; null where the reader may not see one. */
export const moneyBlock = z.object({ charge: fenOrHidden, settle: fenOrHidden, earn: fenOrHidden, cost: fenOrHidden, profit: fenOrHidden });
export const empty = z.strictObject({});
export type Finding = z.output<typeof finding>;
export type MoneyBlock = z.output<typeof moneyBlock>;
export type DraftHead = z.output<typeof draftHead>;
export type FileFinding = z.output<typeof fileFinding>;
export type DownloadedFile = z.output<typeof downloadedFile>;
