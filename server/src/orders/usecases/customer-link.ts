import type { OpenLinkOutput } from '@mingdan/shared/contracts/customer-page';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { type EpochMs, formatMoment } from '@mingdan/shared/kernel/time';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { preparedOne } from '../../platform/db/prepared.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { hashToken, newId, newToken } from '../../platform/ids.ts';
import { linkAlive } from '../domain/link-life.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import type { CustomerLinkTable } from '../store/migrations.ts';
import type { Order, OrderStore } from '../store/orders.ts';
import { tell } from '../store/timeline.ts';
import type { ViewDeps } from '../views/order-view.ts';
import { openWork } from './act-on-order.ts';

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

export interface CustomerLinkDeps extends ViewDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly store: OrderStore;
  readonly openSession: OpenCustomerSession;
  readonly takeOpenid: TakeOpenid;
  readonly closeSessions: CloseLinkSessions;
}

const linkOf = preparedOne((db, { orderId }: { orderId: string }) =>
  db.selectFrom('customer_link').select(['id', 'token_enc', 'openid_enc']).where('order_id', '=', orderId),
);
const linkHeld = preparedOne((db, { orderId }: { orderId: string }, dialect) => {
  const query = db.selectFrom('customer_link').select(['id', 'token_enc']).where('order_id', '=', orderId);
  return dialect === 'mysql' ? query.forUpdate() : query;
});

const sealed = (id: string) => ({ table: 'customer_link', column: 'token_enc', rowId: id });

const openidPlace = (id: string) => ({ table: 'customer_link', column: 'openid_enc', rowId: id });

/** The link of one order, which belongs to one person. */
export function createCustomerLink(deps: CustomerLinkDeps) {
  const { uow, crypto, store } = deps;

  const phoneEndsWith = async (tx: Tx, order: Order, last4: string): Promise<boolean> => {
    const work = await openWork(tx, deps, order);
    const own = readOrderValues(work.template.form, order.values).phone;
    const phones = own ? [own] : await deps.customers.phonesOf(tx, order.row.customer_id);
    return phones.some((phone) => phone.slice(-LAST_DIGITS) === last4);
  };

  const openWith = async (tx: Tx, input: LinkProof & { token: string }): Promise<Result<OpenLinkOutput, OpenLinkRefusal>> => {
    const link = await lockLink(tx, hashToken(input.token));
    const order = link && (await store.load(tx, link.order_id));
    if (!link || !order) return refuse('auth.link_invalid');
    if (!linkAlive(order.row, tx.now)) return refuse('auth.link_invalid');
    const change = (changes: Partial<CustomerLinkTable>) =>
      tx.db.updateTable('customer_link').set(changes).where('id', '=', link.id).execute();

    let openidHash: string | null = null;
    let openidSealed = link.openid_enc;
    if (input.ticket) {
      const openid = await deps.takeOpenid(tx, input.ticket);
      if (!openid) return refuse('auth.ticket_invalid');
      openidHash = crypto.blindIndex('customer_link.openid', 'exact', openid);
      openidSealed = crypto.encrypt(openidPlace(link.id), openid);
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
      await change({
        bound_openid: openidHash ?? link.bound_openid,
        openid_enc: openidSealed,
        verified: 1,
        wrong_tries: 0,
        locked_until: null,
      });
    }
    await tx.audit({ action: 'orders.link_opened', subject: { type: 'order', id: order.row.id }, after: { verified } });
    return ok({ bearer: await deps.openSession(tx, { linkId: link.id, orderId: order.row.id }), orderId: order.row.id, verified });
  };

  return {
    /** The token of the order's link, made at the first asking. */
    async linkToken(tx: Tx, orderId: string): Promise<string> {
      // two notices may ask at once: the order's row makes them come one after the other
      await store.hold(tx, orderId);
      const known = await linkHeld(tx, { orderId });
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
          openid_enc: null,
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
      const known = await linkOf(tx, { orderId });
      return known ? crypto.decrypt(sealed(known.id), known.token_enc) : null;
    },

    /** Whose WeChat the link belongs to; null before a login there. Messages to the customer go to this account. */
    async openidOf(tx: Tx, orderId: string): Promise<string | null> {
      const link = await linkOf(tx, { orderId });
      return link?.openid_enc ? crypto.decrypt(openidPlace(link.id), link.openid_enc) : null;
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
  };
}

export type CustomerLink = ReturnType<typeof createCustomerLink>;

/** Whether the session's link was proved to be in the customer's own hands. */
export async function provedLink(tx: Tx): Promise<boolean> {
  const link = await tx.db.selectFrom('customer_link').select('verified').where('id', '=', tx.origin.actor.id).executeTakeFirst();
  return link?.verified === 1;
}

const lockedUntil = (at: number) => ({ at, until: `至${formatMoment(at as EpochMs)}` });

/** The link's row, held for this transaction: tries that come at once are counted one after the other. */
async function lockLink(tx: Tx, tokenHash: string): Promise<CustomerLinkTable | undefined> {
  const query = tx.db.selectFrom('customer_link').selectAll().where('token_hash', '=', tokenHash);
  return (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
}
