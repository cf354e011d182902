import type { FlowState } from '@mingdan/shared/flows/state';
import type { Held } from '@mingdan/shared/orders/overlap';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { type DispatchStage, stageOf } from '../domain/dispatch-plan.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { inRegion, withinScope } from '../store/orders.ts';

type Basics = Pick<
  WorkOrderTable,
  | 'id'
  | 'number'
  | 'version'
  | 'template_name'
  | 'region'
  | 'urgency'
  | 'node_name'
  | 'slot_date'
  | 'slot_from'
  | 'slot_to'
  | 'finished_at'
  | 'site_id'
> & { readonly state: WorkOrderTable['state'] };

/** A visit on somebody's day. */
export interface PlannedVisit extends Basics {
  readonly installerId: string;
  readonly role: 'leader' | 'helper';
}

/** An order that looks for an installer. */
export interface WaitingOrder {
  readonly row: WorkOrderTable;
  readonly at: Extract<DispatchStage, { stage: 'looking' }>;
}

const BASICS = [
  'work_order.id',
  'work_order.number',
  'work_order.version',
  'work_order.template_name',
  'work_order.region',
  'work_order.urgency',
  'work_order.state',
  'work_order.node_name',
  'work_order.slot_date',
  'work_order.slot_from',
  'work_order.slot_to',
  'work_order.finished_at',
  'work_order.site_id',
] as const;

/** Those of visits that are still ahead, with their hours. */
export function heldOf(visits: readonly PlannedVisit[]): readonly Held[] {
  return visits
    .filter((visit) => visit.state === 'open' && visit.finished_at === null)
    .map(({ number, slot_from, slot_to }) => ({ number, from: slot_from!, to: slot_to! }));
}

/** Visits with a slot on the days from … to (both included) that these installers lead or help with, cancelled ones left out; by day and hour. */
export async function visitsBetween(tx: Tx, installerIds: readonly string[], from: string, to: string): Promise<readonly PlannedVisit[]> {
  if (installerIds.length === 0) return [];
  const led = await tx.db
    .selectFrom('work_order')
    .select([...BASICS, 'work_order.installer_id'])
    .where('slot_date', '>=', from)
    .where('slot_date', '<=', to)
    .where('installer_id', 'in', [...installerIds])
    .where('state', '!=', 'cancelled')
    .execute();
  const helped = await tx.db
    .selectFrom('work_order')
    .innerJoin('order_helper', 'order_helper.order_id', 'work_order.id')
    .select([...BASICS, 'order_helper.installer_id'])
    .where('slot_date', '>=', from)
    .where('slot_date', '<=', to)
    .where('order_helper.installer_id', 'in', [...installerIds])
    .where('state', '!=', 'cancelled')
    .execute();
  const visits = [
    ...led.map(({ installer_id, ...basics }) => ({ ...basics, installerId: installer_id!, role: 'leader' as const })),
    ...helped.map(({ installer_id, ...basics }) => ({ ...basics, installerId: installer_id, role: 'helper' as const })),
  ];
  const key = (visit: PlannedVisit) => `${visit.slot_date}${visit.slot_from}${visit.slot_to}${visit.id}`;
  return visits.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Orders of the transaction's actor that wait for an installer: urgent ones first, then by slot, then by age. At most `limit`. */
export async function waitingOrders(
  tx: Tx,
  deps: { templates: TemplatesApi },
  filter: { region?: string | undefined; limit: number },
): Promise<readonly WaitingOrder[]> {
  let query = withinScope(tx.db.selectFrom('work_order').selectAll('work_order'), tx.origin.actor)
    .where('state', '=', 'open')
    .where('phase', '=', 'dispatch');
  if (filter.region !== undefined) query = query.where((eb) => inRegion(eb, filter.region!));
  // where there are more than the limit, those that can wait stay out
  const rows = await query.orderBy('urgency', 'desc').orderBy('slot_date').orderBy('slot_from').orderBy('id').limit(filter.limit).execute();
  const waiting: WaitingOrder[] = [];
  for (const row of rows) {
    const template = await deps.templates.load(tx, row.template_code, row.template_version);
    const at = template && stageOf(template.flow, JSON.parse(row.flow_state) as FlowState);
    if (at?.stage === 'looking') waiting.push({ row, at });
  }
  const key = ({ row }: WaitingOrder) =>
    `${row.urgency === 'urgent' ? 0 : 1}${row.slot_date ?? '9999-99-99'}${row.slot_from ?? '99:99'}${row.id}`;
  return waiting.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
