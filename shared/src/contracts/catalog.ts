import * as z from 'zod';
import { listItemsMeta } from './catalog.meta.ts';
import { defineContract } from './define.ts';

export const catalogItem = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['labour', 'part', 'fee']),
  unit: z.string(),
  category: z.string(),
});
export const listItems = defineContract(listItemsMeta, {
  input: z.strictObject({ kind: z.enum(['labour', 'part', 'fee']).optional(), q: z.string().trim().min(1).max(40).optional() }),
  output: z.object({ items: z.array(catalogItem) }),
});
export type CatalogItem = z.output<typeof catalogItem>;
