import * as z from 'zod';
import { id, regionCode } from './common.ts';
import { defineContract } from './define.ts';
import { listOutletsMeta, saveOutletMeta } from './outlets.meta.ts';

/** 直营, 加盟, 合作服务商. */
export const COOPERATIONS = ['own', 'franchise', 'partner'] as const;

export const outletView = z.object({
  id,
  /** Unchanging short name, as price books and imports write it. */
  code: z.string(),
  name: z.string(),
  /** What it serves: a county, a city or a province. */
  region: regionCode,
  cooperation: z.enum(COOPERATIONS),
  active: z.boolean(),
  /** People who belong to it and are not switched off. */
  people: z.number().int(),
  version: z.number().int(),
});

export const listOutlets = defineContract(listOutletsMeta, {
  input: z.strictObject({ active: z.enum(['true', 'false']).optional() }),
  /** A company has some hundreds at most: all of them at once. */
  output: z.object({ items: z.array(outletView) }),
});

export const saveOutlet = defineContract(saveOutletMeta, {
  input: z.strictObject({
    /** Absent for a new outlet. */
    outletId: id.optional(),
    /** The version that was read; absent for a new outlet. */
    version: z.number().int().optional(),
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/),
    name: z.string().trim().min(1).max(60),
    region: regionCode,
    cooperation: z.enum(COOPERATIONS),
    active: z.boolean(),
  }),
  output: outletView,
  refusals: [
    'outlets.not_found',
    'outlets.stale_version',
    'outlets.code_taken',
    'outlets.code_fixed',
    'outlets.region_unknown',
    'outlets.has_people',
  ],
});

export type OutletView = z.output<typeof outletView>;
export type SaveOutletInput = z.input<typeof saveOutlet.input>;
