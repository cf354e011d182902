import type { ConsentView } from '@mingdan/shared/contracts/consents';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import { itemNames } from '../domain/bill.ts';
import { type Consent, consentsOf } from '../store/consents.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { moneyOf } from './money-of.ts';

export interface ConsentDeps {
  readonly pricing: PricingApi;
  readonly names: PersonNames;
}

/** Extra lines as this reader may see them. */
export async function consentView(tx: Tx, deps: ConsentDeps, row: WorkOrderTable, consent: Consent): Promise<ConsentView> {
  return (await views(tx, deps, row, [consent]))[0]!;
}

/** All that the customer was asked about, oldest first. What was asked anew is left out. */
export async function consentViews(tx: Tx, deps: ConsentDeps, row: WorkOrderTable): Promise<ConsentView[]> {
  const consents = (await consentsOf(tx, row.id)).filter(({ status }) => status !== 'replaced');
  return consents.length === 0 ? [] : views(tx, deps, row, consents);
}

async function views(tx: Tx, deps: ConsentDeps, row: WorkOrderTable, consents: readonly Consent[]): Promise<ConsentView[]> {
  const book = await deps.pricing.book(tx, { code: row.book_code, version: row.book_version });
  const nameOf = book ? itemNames(book) : (code: string) => ({ name: code, unit: '' });
  const names = await deps.names(
    tx,
    consents.map((consent) => consent.asked_by),
  );
  const seesCharge = moneyOf(tx.origin.actor, row).has('charge');
  const shown = (amount: number) => (seesCharge ? amount : null);
  return consents.map((consent) => ({
    id: consent.id,
    status: consent.status,
    hash: consent.hash,
    lines: consent.lines.map(({ item, quantity, charge }) => ({ item, ...nameOf(item), quantity, charge: shown(charge) })),
    charge: shown(consent.charge),
    total: shown(consent.total),
    photos: [...consent.photos],
    note: consent.note,
    askedAt: consent.asked_at,
    askedBy: names.get(consent.asked_by) ?? '',
    decidedAt: consent.decided_at,
    decidedBy: consent.decided_by,
    unsettled: consent.unsettled === 1,
  }));
}
