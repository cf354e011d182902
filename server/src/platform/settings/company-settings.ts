import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type * as z from 'zod';
import { insertOnce } from '../db/insert-once.ts';
import type { Tx } from '../db/tx.ts';

/** One thing that the company decides for itself. `key` is `<capability>.<what>` and part of stored rows. */
export interface SettingDef<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
  /** What holds until somebody saves it. */
  readonly initial: T;
}

export interface KeptSetting<T> {
  readonly value: T;
  /** 0 until it was saved once. */
  readonly version: number;
  readonly savedAt: number | null;
  readonly savedBy: string | null;
}

export function defineSetting<T>(definition: SettingDef<T>): SettingDef<T> {
  return Object.freeze(definition);
}

/** The setting as it stands. A stored value that the schema of today no longer takes counts as never saved. */
export async function readSetting<T>(tx: Tx, setting: SettingDef<T>): Promise<KeptSetting<T>> {
  const row = await tx.db.selectFrom('company_setting').selectAll().where('key', '=', setting.key).executeTakeFirst();
  if (!row) return { value: setting.initial, version: 0, savedAt: null, savedBy: null };
  const parsed = setting.schema.safeParse(JSON.parse(row.value_json));
  return { value: parsed.success ? parsed.data : setting.initial, version: row.version, savedAt: row.saved_at, savedBy: row.saved_by };
}

/** Saves over the version that was read, with an audit row of both values. */
export async function saveSetting<T>(
  tx: Tx,
  setting: SettingDef<T>,
  { value, version }: { readonly value: T; readonly version: number },
): Promise<Result<KeptSetting<T>, 'settings.stale_version'>> {
  const before = await readSetting(tx, setting);
  const row = { value_json: JSON.stringify(value), version: version + 1, saved_at: tx.now, saved_by: tx.origin.actor.name };
  if (version === 0) {
    if (!(await insertOnce(tx, 'company_setting', { key: setting.key, ...row }))) return refuse('settings.stale_version');
  } else {
    const { numUpdatedRows } = await tx.db
      .updateTable('company_setting')
      .set(row)
      .where('key', '=', setting.key)
      .where('version', '=', version)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return refuse('settings.stale_version');
  }
  await tx.audit({ action: 'settings.saved', subject: { type: 'setting', id: setting.key }, before: before.value, after: value });
  return ok({ value, version: row.version, savedAt: row.saved_at, savedBy: row.saved_by });
}
