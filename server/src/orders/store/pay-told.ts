import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Database } from '../../platform/db/schema.ts';

export const payToldMigrations: readonly Migration[] = [
  ...steps('0085-pay-told', [(db) => db.schema.alterTable('work_order').addColumn('pay_told', 'bigint').execute()]),
];

/** Rows of which `untoldOf` (domain/payment.ts) is above 0. */
export function isUntold(eb: ExpressionBuilder<Database, 'work_order'>): ExpressionWrapper<Database, 'work_order', SqlBool> {
  return eb.and([
    eb('pay_state', 'in', ['unpaid', 'part']),
    eb('finished_at', 'is not', null),
    eb.or([eb('pay_mode', '!=', 'installer'), eb('state', '=', 'cancelled')]),
    eb('disputed', '=', 0),
    eb('odd_punch', '=', 0),
    sql<SqlBool>`coalesce(work_order.charge, 0) - work_order.waived > coalesce(work_order.pay_told, 0)`,
  ]);
}
