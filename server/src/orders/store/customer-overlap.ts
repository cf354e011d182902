import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Database } from '../../platform/db/schema.ts';

/** What settles an appointment anew, by somebody who saw the installer's day. */
const SETTLED_ANEW = ['rescheduled', 'assigned', 'reassigned', 'redispatched'];

/**
 * Open orders from `today` on whose customer moved the appointment onto hours that their installer has promised to another order. It is looked at live: moving or
 * reassigning either of the two, or closing it, ends it.
 */
export function isCustomerOverlap(
  eb: ExpressionBuilder<Database, 'work_order'>,
  today: string,
): ExpressionWrapper<Database, 'work_order', SqlBool> {
  return eb.and([
    eb('work_order.state', '=', 'open'),
    eb('work_order.finished_at', 'is', null),
    eb('work_order.slot_date', '>=', today),
    eb.exists(
      eb
        .selectFrom('work_order as other')
        .select('other.id')
        .whereRef('other.installer_id', '=', 'work_order.installer_id')
        .whereRef('other.slot_date', '=', 'work_order.slot_date')
        .whereRef('other.id', '!=', 'work_order.id')
        .where('other.state', '=', 'open')
        .where('other.finished_at', 'is', null)
        .whereRef('other.slot_from', '<', 'work_order.slot_to')
        .whereRef('other.slot_to', '>', 'work_order.slot_from'),
    ),
    eb.exists(
      eb
        .selectFrom('order_event as moved')
        .select('moved.id')
        .whereRef('moved.order_id', '=', 'work_order.id')
        .where('moved.type', '=', 'rescheduled')
        .where('moved.actor_kind', '=', 'customer')
        .where((sub) =>
          sub.not(
            sub.exists(
              sub
                .selectFrom('order_event as later')
                .select('later.id')
                .whereRef('later.order_id', '=', 'moved.order_id')
                .whereRef('later.id', '>', 'moved.id')
                .where('later.type', 'in', SETTLED_ANEW),
            ),
          ),
        ),
    ),
  ]);
}
