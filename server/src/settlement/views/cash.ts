import type { InstallerCashOutput, ListCashOutput } from '@mingdan/shared/contracts/cash';
import { businessDay, DAY_MS, type EpochMs } from '@mingdan/shared/kernel/time';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import { handedIn, handoversOf } from '../store/handovers.ts';
import { cashOf, type HandoverDeps } from '../usecases/handovers.ts';

/** How far back an installer's collections are told. */
const COLLECTIONS_MS = 90 * DAY_MS;

/** Everybody who took customers' money or handed some in; who has most in his hand first. */
export async function readCash(tx: Tx, deps: HandoverDeps & { names: PersonNames }): Promise<ListCashOutput> {
  const taken = await deps.orders.takenBy(tx);
  const handed = await handedIn(tx);
  const ids = [...new Set([...taken.keys(), ...handed.keys()])];
  const names = await deps.names(tx, ids);
  const items = ids.map((installerId) => {
    const [took, gave] = [taken.get(installerId) ?? 0, handed.get(installerId)?.sum ?? 0];
    return {
      installerId,
      name: names.get(installerId) ?? '',
      taken: took,
      handedIn: gave,
      inHand: took - gave,
      lastDay: handed.get(installerId)?.lastDay ?? null,
    };
  });
  items.sort((a, b) => b.inHand - a.inHand || (a.installerId < b.installerId ? -1 : 1));
  return { items, inHand: items.reduce((sum, { inHand }) => sum + inHand, 0) };
}

/** One installer's money with its entries; undefined for who is no installer and never held any. */
export async function readInstallerCash(
  tx: Tx,
  deps: HandoverDeps & { names: PersonNames },
  installerId: string,
): Promise<InstallerCashOutput | undefined> {
  const person = await deps.identity.person(tx, installerId);
  const handovers = await handoversOf(tx, { installerId });
  if (!person || (!person.roles.includes('installer') && handovers.length === 0)) return undefined;
  const today = businessDay(tx.now);
  const collections = await deps.orders.collectedBy(tx, {
    installerId,
    from: businessDay((tx.now - COLLECTIONS_MS) as EpochMs),
    to: today,
  });
  const month = today.slice(0, 7);
  const pay = await deps.orders.payOf(tx, { installerId, from: `${month}-01`, to: `${month}-31` });
  const names = await deps.names(
    tx,
    handovers.flatMap((entry) => [entry.recorded_by, ...(entry.voided_by ? [entry.voided_by] : [])]),
  );
  return {
    installerId,
    name: person.name,
    ...(await cashOf(tx, deps, installerId)),
    monthEarned: pay.reduce((sum, { earn }) => sum + earn, 0),
    handovers: handovers.map((entry) => ({
      id: entry.id,
      amount: entry.amount,
      day: entry.business_day,
      note: entry.note,
      at: entry.created_at,
      by: names.get(entry.recorded_by) ?? '',
      voided:
        entry.voided_at === null
          ? null
          : { at: entry.voided_at, by: names.get(entry.voided_by ?? '') ?? '', reason: entry.void_reason ?? '' },
    })),
    collections: collections.map(({ id, order_id, number, kind, amount, business_day, method }) => ({
      id,
      orderId: order_id,
      number,
      kind,
      amount,
      day: business_day,
      method,
    })),
  };
}
