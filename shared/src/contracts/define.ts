import type * as z from 'zod';
import type { ContractMeta } from './meta.ts';
import type { RefusalCode } from './refusals.ts';

/** A contract: the zod-free meta, the schemas, and every refusal that the operation may answer with. */
export interface Contract<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Codes extends RefusalCode = RefusalCode,
  Meta extends ContractMeta = ContractMeta,
> {
  readonly meta: Meta;
  /** One flat strict object: path parameters by name, then query (GET, DELETE: values arrive as strings) or body (POST, PUT). */
  readonly input: Input;
  readonly output: Output;
  readonly refusals: readonly Codes[];
}

/** Joins a meta with its schemas. `refusals` lists what the use case may refuse with; the common ones (400, 401, 403, 422, 429) need no mention. */
export function defineContract<
  const Meta extends ContractMeta,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Codes extends RefusalCode = never,
>(meta: Meta, parts: { input: Input; output: Output; refusals?: readonly Codes[] }): Contract<Input, Output, Codes, Meta> {
  return { meta, input: parts.input, output: parts.output, refusals: parts.refusals ?? [] };
}
