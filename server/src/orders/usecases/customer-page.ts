import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { customerLines } from '@mingdan/shared/orders/customer-bill';
import { maskName } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { readSetting } from '../../platform/settings/company-settings.ts';
import { progressOf } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { orderSigned } from '../events.ts';
import { CUSTOMER_BILL } from '../settings.ts';
import type { CustomerLinkTable, WorkOrderTable } from '../store/migrations.ts';
import { type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { insertSignature, signatureOf } from '../store/signatures.ts';
import { timelineOf } from '../store/timeline.ts';
import { consentViews } from '../views/consents.ts';
import { billsBefore } from '../views/order-parts.ts';
import { billView, openTasks, signatureView, type ViewDeps, visits } from '../views/order-view.ts';
import { paymentView } from '../views/payment.ts';
import { openWork } from './act-on-order.ts';

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
  const tasks = verified ? openTasks(tx, work, tx.origin.actor).filter((task) => task.mine) : [];
  const contactName = readOrderValues(work.template.form, order.values).contactName ?? customer?.name ?? '';
  return {
    id: row.id,
    number: row.number,
    title: row.template_name,
    state: row.state,
    phase: row.phase,
    begun: row.begun_at !== null,
    slot: slotOf(row),
    customerName: verified ? contactName : maskName(contactName),
    addressShort: verified ? (site?.text ?? '') : '',
    installerName: row.installer_id ? (names.get(row.installer_id) ?? null) : null,
    next: nextAct(row, bill.kind === 'actual', signature !== null, tasks, asked),
    progress: progressOf(work.template.flow, work.state, visits(events, new Map()), 'customer'),
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
        })),
        (await readSetting(tx, CUSTOMER_BILL)).value,
      ),
      total: bill.totals.charge ?? 0,
    },
    earlierBills: (await billsBefore(tx, orderId, current)).map(({ bill: earlier, visit, scope }) => ({
      visit,
      scope,
      at: earlier.createdAt,
      total: earlier.quote.totals.charge,
      takenBack: earlier.takenBack !== null,
    })),
    consents,
    payment: verified ? await paymentView(tx, deps, row) : null,
    comments: comments.map((comment) => ({ at: comment.at, by: names.get(comment.authorId) ?? '客服', text: comment.text })),
    signature: signature && { at: signature.at, by: signature.by },
    tasks,
    verified,
    version: row.version,
  };
}

function nextAct(
  { state, phase, installer_id }: Pick<WorkOrderTable, 'state' | 'phase' | 'installer_id'>,
  finished: boolean,
  signed: boolean,
  tasks: CustomerOrderView['tasks'],
  asked: boolean,
): CustomerOrderView['next'] {
  if (state === 'cancelled') return { act: 'none', text: '工单已取消' };
  if (asked) return { act: 'consent', text: '师傅有增项请您确认' };
  if (finished && !signed) return { act: 'sign', text: '服务已完成，请核对账单并签字' };
  const [task] = tasks;
  if (task) return { act: 'rate', text: askOf(task) };
  if (state === 'done') return { act: 'none', text: '服务已完成，感谢您的信任' };
  if (finished) return { act: 'none', text: '账单已签字' };
  if (phase === 'waiting') return { act: 'wait', text: '需要再约一次上门，客服会与您联系' };
  return { act: 'wait', text: installer_id === null ? '正在为您安排师傅' : '师傅会按约定时间上门' };
}

/** What a task of the customer's own asks for, in words. */
function askOf({ name, fields }: CustomerOrderView['tasks'][number]): string {
  const stars = fields.find(({ definition }) => (definition as { type: string }).type === 'rating');
  if (!stars) return `请填写「${name}」`;
  return stars.value === null ? '请评价本次服务：点一下星星就好' : '评价已收到，谢谢您';
}
