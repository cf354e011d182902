import type { OrderLine } from '@mingdan/shared/pricing/types';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { consentHash, type ExtraLine } from '../domain/agreement.ts';
import type { ConsentTable, VisitTable } from './migrations.ts';

/** Extra lines that a customer was asked about, with what was stored as text opened. */
export interface Consent extends Omit<ConsentTable, 'lines' | 'photos'> {
  readonly lines: readonly ExtraLine[];
  readonly photos: readonly string[];
}

/** What the customer is to be asked. */
export interface ConsentAsk {
  readonly orderId: string;
  readonly visitId: string;
  /** `CODE@version` of the book that priced the lines. */
  readonly book: string;
  readonly lines: readonly ExtraLine[];
  /** The whole bill with the lines, fen. */
  readonly total: number;
  readonly photos: readonly string[];
  readonly note: string;
}

const ofOrder = prepared((db, { orderId }: { orderId: string }) =>
  db.selectFrom('consent').selectAll().where('order_id', '=', orderId).orderBy('id'),
);

/** Oldest first. */
export async function consentsOf(tx: Tx, orderId: string): Promise<readonly Consent[]> {
  return (await ofOrder(tx, { orderId })).map(open);
}

/** Asks, in place of what was asked before for the same visit. The caller holds the order's lock. */
export async function insertConsent(tx: Tx, ask: ConsentAsk): Promise<Consent> {
  await replaceAsked(tx, ask.visitId);
  const row: ConsentTable = {
    id: newId(),
    order_id: ask.orderId,
    visit_id: ask.visitId,
    status: 'asked',
    hash: consentHash(ask),
    lines: JSON.stringify(ask.lines),
    charge: ask.lines.reduce((sum, line) => sum + line.charge, 0),
    total: ask.total,
    photos: JSON.stringify(ask.photos),
    note: ask.note,
    unsettled: 0,
    asked_by: tx.origin.actor.id,
    asked_at: tx.now,
    decided_by: null,
    decided_at: null,
  };
  await tx.db.insertInto('consent').values(row).execute();
  return open(row);
}

/** What stands as asked for a visit is no longer asked. */
export async function replaceAsked(tx: Tx, visitId: string): Promise<void> {
  await tx.db.updateTable('consent').set({ status: 'replaced' }).where('visit_id', '=', visitId).where('status', '=', 'asked').execute();
}

export async function updateConsent(tx: Tx, id: string, changes: Partial<ConsentTable>): Promise<void> {
  await tx.db.updateTable('consent').set(changes).where('id', '=', id).execute();
}

/** The visit's agreement from now on. */
export async function saveAgreed(tx: Tx, visit: Pick<VisitTable, 'id'>, agreed: readonly OrderLine[]): Promise<string> {
  const text = JSON.stringify(agreed);
  await tx.db.updateTable('visit').set({ agreed: text }).where('id', '=', visit.id).execute();
  return text;
}

/** What the customer agreed to for a visit: on rows older than that column, the plan. */
export async function agreedOf(tx: Tx, visit: VisitTable): Promise<readonly OrderLine[]> {
  if (visit.agreed !== null) return JSON.parse(visit.agreed) as OrderLine[];
  const planned = await tx.db
    .selectFrom('order_quote')
    .select('facts')
    .where('visit_id', '=', visit.id)
    .where('kind', '=', 'planned')
    .executeTakeFirst();
  return planned ? (JSON.parse(planned.facts) as { lines: OrderLine[] }).lines : [];
}

function open(row: ConsentTable): Consent {
  return { ...row, lines: JSON.parse(row.lines) as ExtraLine[], photos: JSON.parse(row.photos) as string[] };
}
