import * as z from 'zod';
import { epochMs, id } from './common.ts';
import { defineContract } from './define.ts';
import { fileLinkMeta, uploadFileMeta } from './files.meta.ts';

/** A stored file. The link is good for a few minutes and for whoever holds it; ask again when it has run out. */
export const fileView = z.object({
  id,
  kind: z.enum(['photo', 'signature']),
  sha256: z.string().length(64),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  bytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  url: z.string(),
  urlExpiresAt: epochMs,
});

export const uploadFile = defineContract(uploadFileMeta, {
  input: z.strictObject({ kind: z.enum(['photo', 'signature']) }),
  output: fileView,
  refusals: ['files.too_large', 'files.type_refused', 'files.image_invalid'],
});

export const fileLink = defineContract(fileLinkMeta, {
  input: z.strictObject({ fileId: id }),
  output: fileView,
  refusals: ['files.not_found'],
});

export type FileView = z.output<typeof fileView>;
