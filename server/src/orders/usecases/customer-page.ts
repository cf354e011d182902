import type { CustomerOrderView } from '@mingdan/shared/contracts/customer-page';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { maskName } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { hashToken, newId, newToken } from '../../platform/ids.ts';
import { progressOf } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { orderSigned } from '../events.ts';
import type { CustomerLinkTable } from '../store/migrations.ts';
import { type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { tell, timelineOf } from '../store/timeline.ts';
import { billView, openTasks, signatureOf, type ViewDeps, visits } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';

/** A link dies this long after its order was closed, in ms. */
const LINK_LIFE_MS = 30 * 86_400_000;
/** 128 bit. */
const TOKEN_BYTES = 16;

/** Opens a session that sees one order; identity fills it. Returns the bearer. */
export type OpenCustomerSession = (tx: Tx, link: { linkId: string; orderId: string }) => Promise<string>;
/** Takes a one-time ticket of a WeChat login and tells the openid behind it; identity fills it. */
export type TakeOpenid = (tx: Tx, ticket: string) => Promise<string | undefined>;

export interface CustomerPageDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly store: OrderStore;
  readonly openSession: OpenCustomerSession;
  readonly takeOpenid: TakeOpenid;
  /** Ties the signature's picture to the order; false when it is not the signer's own. */
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
}

const sealed = (id: string) => ({ table: 'customer_link', column: 'token_enc', rowId: id });

/** The customer's own page: one order, by a link that belongs to one person. */
export function createCustomerPage(deps: CustomerPageDeps) {
  const { uow, crypto, store } = deps;

  const linkOf = async (tx: Tx): Promise<CustomerLinkTable | undefined> =>
    tx.db.selectFrom('customer_link').selectAll().where('id', '=', tx.origin.actor.id).executeTakeFirst();

  return {
    /** The token of the order's link, made at the first asking. */
    async linkToken(tx: Tx, orderId: string): Promise<string> {
      const known = await tx.db.selectFrom('customer_link').select(['id', 'token_enc']).where('order_id', '=', orderId).executeTakeFirst();
      if (known) return crypto.decrypt(sealed(known.id), known.token_enc);
      const id = newId();
      const token = newToken(TOKEN_BYTES);
      await tx.db
        .insertInto('customer_link')
        .values({
          id,
          order_id: orderId,
          token_hash: hashToken(token),
          token_enc: crypto.encrypt(sealed(id), token),
          bound_openid: null,
          verified: 0,
          expires_at: null,
          created_at: tx.now,
        })
        .execute();
      return token;
    },

    /** The token where a link exists; null before the first asking. */
    async existingLink(tx: Tx, orderId: string): Promise<string | null> {
      const known = await tx.db.selectFrom('customer_link').select(['id', 'token_enc']).where('order_id', '=', orderId).executeTakeFirst();
      return known ? crypto.decrypt(sealed(known.id), known.token_enc) : null;
    },

    /**
     * Opens the link. It is bound at its first use to the WeChat login that used it; without one, the last four digits of the phone prove the
     * person before anything can be signed. Wrong tokens and dead links answer alike.
     */
    open: (input: { token: string; ticket?: string | undefined; phoneLast4?: string | undefined }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const link = await tx.db
          .selectFrom('customer_link')
          .selectAll()
          .where('token_hash', '=', hashToken(input.token))
          .executeTakeFirst();
        const order = link && (await store.load(tx, link.order_id));
        if (!link || !order) return refuse('auth.link_invalid');
        if (order.row.closed_at !== null && tx.now > order.row.closed_at + LINK_LIFE_MS) return refuse('auth.link_invalid');

        let boundOpenid = link.bound_openid;
        let verified = link.verified === 1;
        if (input.ticket) {
          const openid = await deps.takeOpenid(tx, input.ticket);
          if (!openid) return refuse('auth.ticket_invalid');
          const hash = crypto.blindIndex('customer_link.openid', 'exact', openid);
          if (boundOpenid !== null && boundOpenid !== hash) return refuse('auth.link_wrong_person');
          boundOpenid = hash;
          verified = true;
        }
        if (input.phoneLast4 && !verified) {
          const work = await openWork(tx, deps, order);
          const customer = await deps.customers.load(tx, order.row.customer_id);
          const phone = readOrderValues(work.template.form, order.values).phone ?? customer?.phone ?? null;
          if (phone?.slice(-4) !== input.phoneLast4) return refuse('auth.link_wrong_person');
          verified = true;
        }
        // a link that is bound to a WeChat login shows nothing to others who hold it
        if (boundOpenid !== null && !input.ticket && !input.phoneLast4) return refuse('auth.link_wrong_person');
        await tx.db
          .updateTable('customer_link')
          .set({ bound_openid: boundOpenid, verified: verified ? 1 : 0 })
          .where('id', '=', link.id)
          .execute();
        await tx.audit({ action: 'orders.link_opened', subject: { type: 'order', id: order.row.id }, after: { verified } });
        return ok({ bearer: await deps.openSession(tx, { linkId: link.id, orderId: order.row.id }), orderId: order.row.id, verified });
      }),

    read: (origin: Origin) =>
      uow.read(origin, async (tx) => {
        const link = await linkOf(tx);
        const order = link && (await store.load(tx, link.order_id));
        if (!link || !order) return refuse('orders.not_found');
        return ok(await customerView(tx, deps, order.row.id, link.verified === 1));
      }),

    /** Signs the bill by its hash. What was signed on the installer's phone needs no second signature. */
    sign: (input: { billHash: string; signatureFileId: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const link = await linkOf(tx);
        const order = link && (await store.lock(tx, link.order_id));
        if (!link || !order) return refuse('orders.not_found');
        if (link.verified !== 1) return refuse('auth.link_wrong_person');
        const stored = await currentQuote(tx, order.row.id);
        if (stored?.kind !== 'actual') return refuse('orders.no_bill');
        if (stored.billHash !== input.billHash) return refuse('orders.bill_changed');
        const earlier = await tx.db.selectFrom('order_signature').select('at').where('order_id', '=', order.row.id).executeTakeFirst();
        if (earlier) return refuse('orders.already_signed');
        if (!(await deps.keepSignature(tx, input.signatureFileId, order.row.id))) return refuse('files.not_found');
        await tx.db
          .insertInto('order_signature')
          .values({
            order_id: order.row.id,
            bill_hash: input.billHash,
            file_id: input.signatureFileId,
            signed_by: 'customer_page',
            actor_id: origin.actor.id,
            at: tx.now,
          })
          .execute();
        const settlement = order.row.settlement_state === 'pending' ? { settlement_state: 'eligible' as const } : {};
        await store.save(tx, order, settlement, order.flowState, order.values);
        await tell(tx, order.row.id, { type: 'signed', detail: { by: 'customer_page', billHash: input.billHash } });
        await tx.audit({
          action: 'orders.signed',
          subject: { type: 'order', id: order.row.id },
          after: { billHash: input.billHash, by: 'customer_page' },
        });
        await tx.outbox.append(orderSigned, { orderId: order.row.id });
        return ok({ signedAt: tx.now });
      }),

    /** Whether the session's link was proved to belong to the customer. */
    verified: async (tx: Tx): Promise<boolean> => (await linkOf(tx))?.verified === 1,
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
  const names = await deps.names(tx, row.installer_id ? [row.installer_id] : []);
  const bill = await billView(tx, deps, work, new Set(['charge']), null);
  const signature = await signatureOf(tx, orderId);
  const tasks = openTasks(tx, work, tx.origin.actor).filter((task) => task.mine);
  const contactName = readOrderValues(work.template.form, order.values).contactName ?? customer?.name ?? '';
  return {
    id: row.id,
    number: row.number,
    title: row.template_name,
    state: row.state,
    slot: slotOf(row),
    customerName: verified ? contactName : maskName(contactName),
    addressShort: verified ? (site?.text ?? '') : '',
    installerName: row.installer_id ? (names.get(row.installer_id) ?? null) : null,
    next: nextAct(row.state, bill.kind === 'actual', signature !== null, tasks.length > 0, row.installer_id !== null),
    progress: progressOf(work.template.flow, work.state, visits(events, new Map()), 'customer'),
    bill: {
      kind: bill.kind,
      hash: bill.hash,
      lines: bill.lines
        .map((line) => ({ name: line.name, kind: line.kind, quantity: line.quantity, unit: line.unit, charge: line.charge ?? 0 }))
        .filter((line) => line.kind !== 'fee' || line.charge !== 0),
      total: bill.totals.charge ?? 0,
    },
    signature: signature && { at: signature.at, by: signature.by },
    tasks,
    verified,
    version: row.version,
  };
}

function nextAct(state: string, finished: boolean, signed: boolean, hasTask: boolean, assigned: boolean): CustomerOrderView['next'] {
  if (state === 'cancelled') return { act: 'none', text: '工单已取消' };
  if (finished && !signed) return { act: 'sign', text: '服务已完成，请核对账单并签字' };
  if (hasTask) return { act: 'rate', text: '请评价本次服务' };
  if (state === 'done') return { act: 'none', text: '服务已完成，感谢您的信任' };
  if (finished) return { act: 'none', text: '账单已签字' };
  return { act: 'wait', text: assigned ? '师傅会按约定时间上门' : '正在为您安排师傅' };
}
