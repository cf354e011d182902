import type { CustomerOrderView, OpenLinkOutput } from '@mingdan/shared/contracts/customer-page';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { type EpochMs, formatMoment } from '@mingdan/shared/kernel/time';
import { maskName } from '../../customers/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { hashToken, newId, newToken } from '../../platform/ids.ts';
import { progressOf } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { orderSigned } from '../events.ts';
import type { CustomerLinkTable } from '../store/migrations.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { tell, timelineOf } from '../store/timeline.ts';
import { billView, openTasks, signatureOf, type ViewDeps, visits } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';

/** A link dies this long after its order was closed, in ms. */
const LINK_LIFE_MS = 30 * 86_400_000;
/** 128 bit. */
const TOKEN_BYTES = 16;
const LAST_DIGITS = 4;
/** Wrong digits before the link is locked, and for how long, ms: at five a day the ten thousand possibilities outlast the link. */
const MAX_WRONG_TRIES = 5;
const LOCK_MS = 86_400_000;

/** What proves to be the customer. */
interface LinkProof {
  /** One-time ticket of a WeChat login. */
  readonly ticket?: string | undefined;
  readonly phoneLast4?: string | undefined;
}
export type OpenLinkRefusal = 'auth.link_invalid' | 'auth.link_wrong_person' | 'auth.link_locked' | 'auth.ticket_invalid';

/** Opens a session that sees one order; identity fills it. Returns the bearer. */
export type OpenCustomerSession = (tx: Tx, link: { linkId: string; orderId: string }) => Promise<string>;
/** Takes a one-time ticket of a WeChat login and tells the openid behind it; identity fills it. */
export type TakeOpenid = (tx: Tx, ticket: string) => Promise<string | undefined>;
/** Ends every session that a link has opened; identity fills it. */
export type CloseLinkSessions = (tx: Tx, linkId: string) => Promise<void>;

export interface CustomerPageDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly store: OrderStore;
  readonly openSession: OpenCustomerSession;
  readonly takeOpenid: TakeOpenid;
  readonly closeSessions: CloseLinkSessions;
  /** Ties the signature's picture to the order; false when it is not the signer's own. */
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
}

const sealed = (id: string) => ({ table: 'customer_link', column: 'token_enc', rowId: id });

/** The customer's own page: one order, by a link that belongs to one person. */
export function createCustomerPage(deps: CustomerPageDeps) {
  const { uow, crypto, store } = deps;

  const linkOf = async (tx: Tx): Promise<CustomerLinkTable | undefined> =>
    tx.db.selectFrom('customer_link').selectAll().where('id', '=', tx.origin.actor.id).executeTakeFirst();

  const phoneEndsWith = async (tx: Tx, order: Order, last4: string): Promise<boolean> => {
    const work = await openWork(tx, deps, order);
    const customer = await deps.customers.load(tx, order.row.customer_id);
    const phone = readOrderValues(work.template.form, order.values).phone ?? customer?.phone;
    return phone?.slice(-LAST_DIGITS) === last4;
  };

  const openWith = async (tx: Tx, input: LinkProof & { token: string }): Promise<Result<OpenLinkOutput, OpenLinkRefusal>> => {
    const link = await lockLink(tx, hashToken(input.token));
    const order = link && (await store.load(tx, link.order_id));
    if (!link || !order) return refuse('auth.link_invalid');
    if (order.row.closed_at !== null && tx.now > order.row.closed_at + LINK_LIFE_MS) return refuse('auth.link_invalid');
    const change = (changes: Partial<CustomerLinkTable>) =>
      tx.db.updateTable('customer_link').set(changes).where('id', '=', link.id).execute();

    let openidHash: string | null = null;
    if (input.ticket) {
      const openid = await deps.takeOpenid(tx, input.ticket);
      if (!openid) return refuse('auth.ticket_invalid');
      openidHash = crypto.blindIndex('customer_link.openid', 'exact', openid);
    }
    const bound = link.bound_openid !== null;
    if (bound && openidHash !== link.bound_openid) return refuse('auth.link_wrong_person');

    // whoever was known by a login needs no digits, and a link that digits have opened asks for them or for a login
    if (openidHash === null && input.phoneLast4 !== undefined) {
      if (link.locked_until !== null && tx.now < link.locked_until)
        return refuse('auth.link_locked', { detail: lockedUntil(link.locked_until) });
      if (!(await phoneEndsWith(tx, order, input.phoneLast4))) {
        const wrong = link.locked_until === null ? link.wrong_tries + 1 : 1;
        const locked = wrong >= MAX_WRONG_TRIES;
        await change({ wrong_tries: wrong, locked_until: locked ? tx.now + LOCK_MS : null });
        await tx.audit({ action: 'orders.link_refused', subject: { type: 'order', id: order.row.id }, after: { wrong, locked } });
        return locked
          ? refuse('auth.link_locked', { detail: lockedUntil(tx.now + LOCK_MS) })
          : refuse('auth.link_wrong_person', { detail: { left: MAX_WRONG_TRIES - wrong } });
      }
    }
    const verified = openidHash !== null || input.phoneLast4 !== undefined;
    if (!verified && link.verified === 1) return refuse('auth.link_wrong_person');

    if (verified) {
      if (link.verified === 0) {
        // a stranger who opened the link before its owner must not see more through the owner's proof
        await deps.closeSessions(tx, link.id);
        await tell(tx, order.row.id, [{ type: 'link_opened' }], { kind: 'customer', id: link.id, roles: ['customer'] });
      }
      await change({ bound_openid: openidHash ?? link.bound_openid, verified: 1, wrong_tries: 0, locked_until: null });
    }
    await tx.audit({ action: 'orders.link_opened', subject: { type: 'order', id: order.row.id }, after: { verified } });
    return ok({ bearer: await deps.openSession(tx, { linkId: link.id, orderId: order.row.id }), orderId: order.row.id, verified });
  };

  return {
    /** The token of the order's link, made at the first asking. */
    async linkToken(tx: Tx, orderId: string): Promise<string> {
      // two notices may ask at once: the order's row makes them come one after the other
      const order = tx.db.selectFrom('work_order').select('id').where('id', '=', orderId);
      await (tx.dialect === 'mysql' ? order.forUpdate() : order).executeTakeFirst();
      const links = tx.db.selectFrom('customer_link').select(['id', 'token_enc']).where('order_id', '=', orderId);
      const known = await (tx.dialect === 'mysql' ? links.forUpdate() : links).executeTakeFirst();
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
          wrong_tries: 0,
          locked_until: null,
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
     * Opens the link. It belongs to whoever first proved to be the customer: by a WeChat login, which alone opens it from then on, or by the last four
     * digits of the phone, which are asked again of everyone who opens it. Before any proof it shows the least. Wrong tokens and dead links
     * answer alike; after some wrong digits the link is locked for a day.
     */
    async open(input: LinkProof & { token: string }, origin: Origin): Promise<Result<OpenLinkOutput, OpenLinkRefusal>> {
      const opened = await uow.run<Result<OpenLinkOutput, OpenLinkRefusal>, never>(origin, async (tx) => ok(await openWith(tx, input)));
      // a wrong try is counted, so its transaction commits: the refusal travels as a value
      return opened.ok ? opened.value : opened;
    },

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

const lockedUntil = (at: number) => ({ at, until: `至${formatMoment(at as EpochMs)}` });

/** The link's row, held for this transaction: tries that come at once are counted one after the other. */
async function lockLink(tx: Tx, tokenHash: string): Promise<CustomerLinkTable | undefined> {
  const query = tx.db.selectFrom('customer_link').selectAll().where('token_hash', '=', tokenHash);
  return (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
}

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
  // a task shows what was filled in: only to the customer, once that is proved
  const tasks = verified ? openTasks(tx, work, tx.origin.actor).filter((task) => task.mine) : [];
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
