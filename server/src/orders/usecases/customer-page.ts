import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import { endsVisit } from '@mingdan/shared/flows/ends-visit';
import { fen, formatYuan } from '@mingdan/shared/kernel/money';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { formatSlotDate } from '@mingdan/shared/messages/format';
import { text } from '@mingdan/shared/messages/index';
import { customerLines } from '@mingdan/shared/orders/customer-bill';
import { maskName } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { readSetting } from '../../platform/settings/company-settings.ts';
import { type CustomerFacts, customerNext } from '../domain/customer-next.ts';
import { slotNote } from '../domain/customer-slot.ts';
import { faceOf } from '../domain/face.ts';
import { type NodeVisit, progressOf, vainVisits } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { orderSigned } from '../events.ts';
import { CUSTOMER_BILL } from '../settings.ts';
import type { CustomerLinkTable, OrderEventTable } from '../store/migrations.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { insertSignature, signatureOf } from '../store/signatures.ts';
import { timelineOf } from '../store/timeline.ts';
import { consentViews } from '../views/consents.ts';
import { openTasks } from '../views/open-tasks.ts';
import { settledBills } from '../views/order-parts.ts';
import { billView, signatureView, type ViewDeps } from '../views/order-view.ts';
import { cancelledOf, finishedAt, starsNote, vainWords, visitNote, visits } from '../views/order-way.ts';
import { paymentView } from '../views/payment.ts';
import { openWork } from './act-on-order.ts';
import { mayChangeSlot } from './customer-slot.ts';
import type { Work } from './drive-flow.ts';
import { unverifiedFees } from './taking-back.ts';

export interface CustomerPageDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly store: OrderStore;
  /** Ties the signature's picture to the order; false when it is not the signer's own. */
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
}

/** The customer's own page: one order, by a link that belongs to one person. */
export function createCustomerPage(deps: CustomerPageDeps) {
  const { uow, store } = deps;

  const linkOf = async (tx: Tx): Promise<CustomerLinkTable | undefined> =>
    tx.db.selectFrom('customer_link').selectAll().where('id', '=', tx.origin.actor.id).executeTakeFirst();

  return {
    read: (origin: Origin) =>
      uow.read(origin, async (tx) => {
        const link = await linkOf(tx);
        const order = link && (await store.load(tx, link.order_id));
        if (!link || !order) return refuse('orders.not_found');
        return ok(await customerView(tx, deps, order.row.id, link.verified === 1));
      }),

    /** Whether the session's link was proved to be in the customer's own hands. */
    isProved: (origin: Origin) => uow.read(origin, async (tx) => (await linkOf(tx))?.verified === 1),

    /** Signs the bill by its hash. What was signed on the installer's phone needs no second signature. */
    sign: (input: { billHash: string; signatureFileId: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        // the lock comes first: what is read after it is what the one before left behind
        const order = await store.lock(tx, origin.actor.scope.orderId ?? '');
        const link = await linkOf(tx);
        if (!link || link.order_id !== order?.row.id) return refuse('orders.not_found');
        if (link.verified !== 1) return refuse('auth.link_wrong_person');
        const stored = await currentQuote(tx, order.row.id);
        if (stored?.kind !== 'actual') return refuse('orders.no_bill');
        if (stored.billHash !== input.billHash) return refuse('orders.bill_changed');
        if (await signatureOf(tx, stored.visitId)) return refuse('orders.already_signed');
        if (!(await deps.keepSignature(tx, input.signatureFileId, order.row.id))) return refuse('files.not_found');
        await insertSignature(tx, {
          visit_id: stored.visitId,
          order_id: order.row.id,
          bill_hash: input.billHash,
          file_id: input.signatureFileId,
          signed_by: 'customer_page',
        });
        await store.save(tx, order, {
          changes: order.row.settlement_state === 'pending' ? { settlement_state: 'eligible' } : {},
          state: order.flowState,
          values: order.values,
          story: [{ type: 'signed', detail: { by: 'customer_page', billHash: input.billHash } }],
        });
        await tx.audit({
          action: 'orders.signed',
          subject: { type: 'order', id: order.row.id },
          after: { billHash: input.billHash, by: 'customer_page' },
        });
        await tx.outbox.append(orderSigned, { orderId: order.row.id });
        return ok({ signedAt: tx.now });
      }),
  };
}

export type CustomerPage = ReturnType<typeof createCustomerPage>;

async function customerView(tx: Tx, deps: ViewDeps, orderId: string, verified: boolean): Promise<CustomerOrderView> {
  const order = (await deps.store.load(tx, orderId))!;
  const { row } = order;
  const work = await openWork(tx, deps, order);
  const site = (await deps.customers.loadSites(tx, [row.site_id])).get(row.site_id);
  const customer = await deps.customers.load(tx, row.customer_id);
  const events = await timelineOf(tx, orderId);
  const comments = verified ? await deps.comments.of(tx, orderId) : [];
  const names = await deps.names(tx, [...(row.installer_id ? [row.installer_id] : []), ...comments.map((comment) => comment.authorId)]);
  const current = await currentQuote(tx, orderId);
  const bill = await billView(tx, deps, work, current, new Set(['charge']), null);
  const signature = await signatureView(tx, current?.visitId);
  const consents = verified ? await consentViews(tx, deps, row) : [];
  const asked = consents.some((consent) => consent.status === 'asked') && row.state !== 'cancelled';
  // a task shows what was filled in: only to the customer, once that is proved
  const tasks = verified ? openTasks(tx, work, tx.origin.actor).filter(({ mine }) => mine) : [];
  const [task] = tasks;
  const { flow } = work.template;
  const entries = shownTo(verified, flow, visits(events, new Map()));
  const ended = cancelledOf(row, flow, events);
  const cancelled = ended && { ...ended, reason: verified ? ended.reason : '' };
  const settled = await settledBills(tx, orderId, vainWords(flow, entries, 'customer'));
  const last = settled.find(({ bill: { id } }) => id === current?.id);
  const fees = settled.filter(({ scope, why }) => scope === 'fee' && why !== null);
  const billed = settled.reduce((sum, { bill }) => sum + (bill.takenBack === null ? bill.quote.totals.charge : 0), 0);
  const allWaived = row.waived > 0 && row.waived >= billed;
  const held = new Set((await unverifiedFees(tx, row)).map(({ id }) => id));
  const contactName = readOrderValues(work.template.form, order.values).contactName ?? customer?.name ?? '';
  const coming = await nextVisit(tx, order, work, events, entries, verified, fees.at(-1)?.bill.takenBack != null);
  return {
    id: row.id,
    number: row.number,
    title: row.template_name,
    state: row.state,
    phase: row.phase,
    begun: row.begun_at !== null,
    slot: slotOf(row),
    slotNote: row.slot_date === null ? null : slotNote(row.phase, events, 'customer'),
    finishedAt: finishedAt(row),
    customerName: verified ? contactName : maskName(contactName),
    addressShort: verified ? (site?.text ?? '') : '',
    installerName: row.installer_id ? (names.get(row.installer_id) ?? null) : null,
    next: customerNext({
      state: row.state,
      phase: row.phase,
      begun: row.begun_at !== null,
      hasInstaller: row.installer_id !== null,
      billed: bill.kind === 'actual',
      signed: signature !== null,
      consentAsked: asked,
      task: task ? askOf(task) : null,
      ...coming,
    }),
    progress: progressOf(flow, work.state, entries, {
      audience: 'customer',
      visitNote: visitNote(row, tx.now),
      // before the proof nobody reads what the customer thinks of it
      stepNote: verified ? starsNote(work, 'customer') : null,
      cancelled,
      untrue: fees.map(({ bill: { takenBack } }) => takenBack !== null),
      vainNotes: fees.map(({ bill: { id, quote, takenBack } }) =>
        takenBack === null
          ? text(feeNote(allWaived, held.has(id)), { amount: formatYuan(fen(quote.totals.charge)) })
          : text('order.absent.feeBack'),
      ),
    }),
    cancelled,
    bill: {
      kind: bill.kind,
      hash: bill.hash,
      lines: customerLines(
        bill.lines.map((line) => ({
          name: line.name,
          kind: line.kind,
          quantity: line.quantity,
          unit: line.unit,
          charge: line.charge ?? 0,
          parts: line.parts,
          added: line.added,
        })),
        (await readSetting(tx, CUSTOMER_BILL)).value,
      ).map((line) => ({ ...line, parts: [...line.parts], added: [...line.added] })),
      total: bill.totals.charge ?? 0,
      why: last?.bill.takenBack
        ? text('order.absent.feeBack')
        : (last?.why ?? (last?.scope === 'fee' && events.some(({ type }) => type === 'cancel_fee') ? text('order.cancelFee.why') : null)),
      unverified: last !== undefined && held.has(last.bill.id),
    },
    earlierBills: settled
      .filter((one) => one !== last)
      .map(({ bill: { id, quote, takenBack }, visit, scope, why, at }) => ({
        visit,
        scope,
        why: takenBack === null ? why : null,
        at,
        total: quote.totals.charge,
        takenBack: takenBack !== null,
        unverified: held.has(id),
      })),
    consents,
    payment: verified ? await paymentView(tx, deps, row) : null,
    comments: comments.map((comment) => ({
      at: comment.at,
      by: faceOf(names.get(comment.authorId) ?? '客服', '客服').name,
      text: comment.text,
    })),
    signature: signature && { at: signature.at, by: signature.by },
    tasks,
    stars: verified ? starsOf(work) : null,
    verified,
    version: row.version,
  };
}

/** How a visit fee is told: nothing is owed of it once all that was billed is waived, and one that is looked into is asked of nobody. */
function feeNote(allWaived: boolean, isHeld: boolean): 'order.absent.feeHeld' | 'order.absent.feeWaived' | 'order.absent.fee' {
  if (allWaived) return 'order.absent.feeWaived';
  return isHeld ? 'order.absent.feeHeld' : 'order.absent.fee';
}

/** What the customer gave the first field of stars; null for nothing yet. */
function starsOf({ template, values }: Work): number | null {
  const key = template.form.fields.find(({ type }) => type === 'rating')?.key;
  const stars = key === undefined ? null : values[key];
  return typeof stars === 'number' ? stars : null;
}

/** Whether somebody was at home is told to nobody but the customer: before the proof a visit is a visit. */
function shownTo(verified: boolean, flow: FlowDefinition, entries: readonly NodeVisit[]): readonly NodeVisit[] {
  if (verified) return entries;
  const vain = new Set<NodeVisit>(vainVisits(flow, entries));
  return entries.map((entry) => (entry.left && vain.has(entry) ? { ...entry, left: { ...entry.left, outcome: 'done' } } : entry));
}

/** What stands of the next visit while it is being arranged: whether the last one came to nothing, and the hours that were chosen since. */
async function nextVisit(
  tx: Tx,
  order: Order,
  work: Work,
  events: readonly OrderEventTable[],
  entries: readonly NodeVisit[],
  verified: boolean,
  isUntrue: boolean,
): Promise<Pick<CustomerFacts, 'inVain' | 'newSlot' | 'mayChooseSlot'>> {
  if (order.row.phase !== 'waiting') return { inVain: false, newSlot: null, mayChooseSlot: false };
  const { flow } = work.template;
  const ended = entries.findLast(({ node, left }) => left !== null && endsVisit(flow, node, left.outcome));
  const settledAt = events.findLastIndex(
    ({ type, detail }) => type === 'priced' && (JSON.parse(detail) as { kind?: string }).kind === 'actual',
  );
  const moved = events.findLastIndex(({ type }) => type === 'rescheduled') > settledAt;
  const slot = slotOf(order.row);
  return {
    // what was found not to be true is told to nobody
    inVain: ended !== undefined && !isUntrue && vainVisits(flow, [ended]).length > 0,
    newSlot: moved && slot ? formatSlotDate(slot, tx.now) : null,
    mayChooseSlot: (await mayChangeSlot(tx, order, work, verified)) === null,
  };
}

/** What a task of the customer's own asks for, in words. */
function askOf({ name, fields }: CustomerOrderView['tasks'][number]): string {
  const stars = fields.find(({ definition }) => (definition as { type: string }).type === 'rating');
  if (!stars) return text('next.fill', { name });
  return text(stars.value === null ? 'next.rate' : 'next.rated');
}
