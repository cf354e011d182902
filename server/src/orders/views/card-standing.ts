import type { Tx } from '../../platform/db/unit-of-work.ts';
import { slotEnd } from '../domain/facts.ts';
import { linkAlive } from '../domain/link-life.ts';
import { consentsOf } from '../store/consents.ts';
import type { WorkOrderTable } from '../store/migrations.ts';
import { slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { signatureOf } from '../store/signatures.ts';

/** Where an order stands for whoever has something to tell its customer. */
export interface CustomerStanding {
  readonly state: WorkOrderTable['state'];
  readonly phase: string;
  readonly hasInstaller: boolean;
  readonly isFinished: boolean;
  /** The customer has signed the bill of the whole work and given stars, which stand. */
  readonly signedAndRated: boolean;
  readonly linkAlive: boolean;
  /** The customer has proved to be on the page. */
  readonly linkOpened: boolean;
  /** Extra lines wait for the customer's word. */
  readonly consentAsked: boolean;
  /** End of the promised slot, epoch ms. */
  readonly slotEnd: number | null;
  /** Last change of the appointment, epoch ms. */
  readonly rescheduledAt: number | null;
  /** When somebody was found for it last, epoch ms. */
  readonly assignedAt: number | null;
}

export async function customerStanding(tx: Tx, row: WorkOrderTable): Promise<CustomerStanding> {
  const orderId = row.id;
  const slot = slotOf(row);
  const link = await tx.db.selectFrom('customer_link').select('verified').where('order_id', '=', orderId).executeTakeFirst();
  const lastOf = async (...types: string[]): Promise<number | null> => {
    const last = await tx.db
      .selectFrom('order_event')
      .select('at')
      .where('order_id', '=', orderId)
      .where('type', 'in', types)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return last?.at ?? null;
  };
  return {
    state: row.state,
    phase: row.phase,
    hasInstaller: row.installer_id !== null,
    isFinished: row.finished_at !== null,
    signedAndRated: row.finished_at !== null && (await isSigned(tx, orderId)) && (await isRated(tx, orderId)),
    linkAlive: linkAlive(row, tx.now),
    linkOpened: link?.verified === 1,
    consentAsked: (await consentsOf(tx, orderId)).some(({ status }) => status === 'asked'),
    slotEnd: slot && slotEnd(slot),
    rescheduledAt: await lastOf('rescheduled'),
    assignedAt: await lastOf('assigned', 'reassigned'),
  };
}

async function isSigned(tx: Tx, orderId: string): Promise<boolean> {
  const quote = await currentQuote(tx, orderId);
  return quote?.kind === 'actual' && (await signatureOf(tx, quote.visitId)) !== undefined;
}

/** Stars count from the tap; taken back they count no more. */
async function isRated(tx: Tx, orderId: string): Promise<boolean> {
  const rated = await tx.db
    .selectFrom('order_event')
    .select('detail')
    .where('order_id', '=', orderId)
    .where('type', '=', 'rated')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return rated !== undefined && (JSON.parse(rated.detail) as { rating: number | null }).rating !== null;
}
