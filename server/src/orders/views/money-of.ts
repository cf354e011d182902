import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { standing, visibleMoney } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';

/** Which of the five figures this actor may see of this order. `helpers`: who works on it beside its holder; needed where installers read. */
export function moneyOf(
  actor: Actor,
  row: { readonly id: string; readonly region: string; readonly outlet_id: string | null; readonly installer_id: string | null },
  helpers: readonly string[] = [],
): ReadonlySet<MoneyField> {
  return visibleMoney(
    actor,
    standing(actor, { region: row.region, outletId: row.outlet_id, personIds: [row.installer_id, ...helpers], orderId: row.id }),
  );
}
