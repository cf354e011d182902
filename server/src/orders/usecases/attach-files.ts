import type { FileValue, FormDefinition, FormValues } from '@mingdan/shared/forms/definition';
import type { FieldError } from '@mingdan/shared/kernel/result';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/**
 * Ties an uploaded file to an order. False when it is unknown, another one than `sha256` says, somebody else's, or tied to something else. The
 * composition gives it, since files belong to the platform.
 */
export type KeepFile = (tx: Tx, file: FileValue, orderId: string) => Promise<boolean>;

/** Ties every picture and signature among the submitted values to the order; what cannot be tied comes back by field. */
export async function attachFiles(
  tx: Tx,
  keepFile: KeepFile,
  form: FormDefinition,
  submitted: FormValues,
  orderId: string,
): Promise<readonly FieldError[]> {
  const errors: FieldError[] = [];
  for (const field of form.fields) {
    if (field.type !== 'photo' && field.type !== 'signature') continue;
    const files = (submitted[field.key] as readonly FileValue[] | undefined) ?? [];
    for (const [index, file] of files.entries())
      if (!(await keepFile(tx, file, orderId)))
        errors.push({
          path: `values.${field.key}.${index}`,
          code: 'orders.file_unknown',
          message: `「${field.label}」的文件不存在或不属于你，请重新上传`,
        });
  }
  return errors;
}
