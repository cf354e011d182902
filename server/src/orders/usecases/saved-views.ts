import type { OrderListView, ViewAudience, ViewFilters } from '@mingdan/shared/contracts/order-views';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { label } from '@mingdan/shared/messages/index';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { countOrders } from '../store/order-list.ts';
import { countViewsOf, deleteView, insertView, updateView, viewsFor } from '../store/saved-views.ts';

/** Tabs show exact figures up to here. */
const CAP = 1_000;
const MOST_OWN = 30;
const MOST_SHOWN = 60;

/** The views that come with the product. */
const PRODUCT: readonly { readonly id: string; readonly name: string; readonly filters: ViewFilters }[] = [
  { id: 'all', name: '全部', filters: {} },
  { id: 'open', name: label('order.state', 'open'), filters: { state: 'open' } },
  { id: 'dispatch', name: label('order.phase', 'dispatch'), filters: { state: 'open', phase: 'dispatch' } },
  { id: 'late', name: '过时段未完工', filters: { attention: 'late' } },
  { id: 'unsigned', name: '待签字', filters: { attention: 'unsigned' } },
  { id: 'done', name: label('order.state', 'done'), filters: { state: 'done' } },
  { id: 'cancelled', name: label('order.state', 'cancelled'), filters: { state: 'cancelled' } },
];

/** Who may show a view to whom: a manager to the own outlet, those above to everyone. Nobody sees more rows by it. */
export function audiencesOf({ roles, scope }: Actor): ViewAudience[] {
  const audiences: ViewAudience[] = ['me'];
  if (roles.includes('outlet_manager') && scope.outletId !== null) audiences.push('outlet');
  if (roles.some((role) => role === 'region_manager' || role === 'finance' || role === 'boss')) audiences.push('company');
  return audiences;
}

/** The reader's tabs with how many orders each holds within the reader's scope. */
export async function readViews(tx: Tx, names: PersonNames): Promise<{ items: OrderListView[]; mayShare: ViewAudience[] }> {
  const { actor } = tx.origin;
  const saved = await viewsFor(tx, actor.id, actor.scope.outletId, MOST_SHOWN);
  const owners = await names(
    tx,
    saved.map((view) => view.owner_id),
  );
  const counted = async (filters: ViewFilters) => {
    const count = await countOrders(tx, filters, CAP + 1);
    return { count: Math.min(count, CAP), more: count > CAP };
  };
  const items: OrderListView[] = [];
  for (const view of PRODUCT)
    items.push({ ...view, audience: 'company', kind: 'product', ownerName: null, ...(await counted(view.filters)) });
  for (const view of saved)
    items.push({
      id: view.id,
      name: view.name,
      filters: view.filters,
      audience: view.audience,
      kind: view.owner_id === actor.id ? 'mine' : 'shared',
      ownerName: owners.get(view.owner_id) ?? null,
      ...(await counted(view.filters)),
    });
  return { items, mayShare: audiencesOf(actor) };
}

/** Saves a view under the actor's name, or changes one that is the actor's. */
export async function saveView(
  tx: Tx,
  input: { viewId?: string | undefined; name: string; filters: ViewFilters; audience: ViewAudience },
): Promise<Result<{ id: string }, 'views.not_found' | 'views.share_refused' | 'views.too_many'>> {
  const { actor } = tx.origin;
  if (!audiencesOf(actor).includes(input.audience)) return refuse('views.share_refused');
  const draft = {
    owner_id: actor.id,
    name: input.name,
    filters: input.filters,
    audience: input.audience,
    outlet_id: input.audience === 'outlet' ? actor.scope.outletId : null,
  };
  const audit = (id: string) =>
    tx.audit({
      action: 'orders.view_saved',
      subject: { type: 'order_view', id },
      after: { audience: input.audience, filters: input.filters },
    });
  if (input.viewId !== undefined) {
    if (!(await updateView(tx, input.viewId, draft))) return refuse('views.not_found');
    await audit(input.viewId);
    return ok({ id: input.viewId });
  }
  if ((await countViewsOf(tx, actor.id)) >= MOST_OWN) return refuse('views.too_many');
  const id = await insertView(tx, draft);
  await audit(id);
  return ok({ id });
}

export async function removeView(tx: Tx, viewId: string): Promise<Result<{ deleted: true }, 'views.not_found'>> {
  if (!(await deleteView(tx, viewId, tx.origin.actor.id))) return refuse('views.not_found');
  await tx.audit({ action: 'orders.view_deleted', subject: { type: 'order_view', id: viewId } });
  return ok({ deleted: true as const });
}
