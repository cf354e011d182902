import { customerAct, customerOrder, openLink, signBill } from '@mingdan/shared/contracts/customer-page';
import type { OrderSummary } from '@mingdan/shared/contracts/orders';
import { actOnOrder, createOrder, getOrder, listOrders, myOrders, previewBill, quoteDraft } from '@mingdan/shared/contracts/orders';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { CatalogApi } from '../catalog/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { handle } from '../platform/outbox/definitions.ts';
import { flowTimer, silentConfirmation } from './jobs.ts';
import type { WorkOrderTable } from './store/migrations.ts';
import { orderMigrations } from './store/migrations.ts';
import { createOrderStore, findRow, findSeen, visitsOn } from './store/orders.ts';
import { currentQuote, loadQuote, type Pay, payOf, type StoredQuote } from './store/quotes.ts';
import { createActOnOrder } from './usecases/act-on-order.ts';
import type { KeepFile } from './usecases/attach-files.ts';
import { confirmSilently } from './usecases/confirm-silently.ts';
import { createCreateOrder, type OutletOfRegion } from './usecases/create-order.ts';
import { type CloseLinkSessions, createCustomerPage, type OpenCustomerSession, type TakeOpenid } from './usecases/customer-page.ts';
import { createDispatching, type Dispatching } from './usecases/dispatching.ts';
import { type CooperationOf, createOrderMoney } from './usecases/money.ts';
import { createPreviewing } from './usecases/previewing.ts';
import { type ListFilter, readMyOrders, readOrderList } from './views/order-lists.ts';
import { readOrderView, type ViewDeps } from './views/order-view.ts';

export { itemNames, visibleLines, visibleTotals } from './domain/bill.ts';
export { payLines } from './domain/pay-lines.ts';
export { withoutPhones } from './domain/reasons.ts';
export type { Pay, StoredQuote } from './store/quotes.ts';
export type { OrderToDispatch, Point } from './usecases/dispatching.ts';
export { moneyOf } from './views/money-of.ts';

export interface OrdersApi extends Dispatching {
  /** The order's row when the actor may see it. */
  find(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined>;
  /** Rows by id, without asking who wants them: for jobs. */
  row(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined>;
  /** The quote that counts now: actual, else planned. */
  currentQuote(tx: Tx, orderId: string): Promise<StoredQuote | undefined>;
  /** One stored quote by id. */
  quote(tx: Tx, quoteId: string): Promise<StoredQuote | undefined>;
  /** An installer's pay by business days, both included. */
  payOf(tx: Tx, installerId: string, from: string, to: string): Promise<readonly Pay[]>;
  /** Planned pay of what an installer holds today and has not finished. */
  plannedToday(tx: Tx, installerId: string, day: string): Promise<number>;
  list(tx: Tx, filter: ListFilter): Promise<{ rows: readonly OrderSummary[]; nextCursor: string | null }>;
  /** Visits that each installer holds on a day (YYYY-MM-DD) and has not finished, by installer id. */
  visitsOn(tx: Tx, installerIds: readonly string[], day: string | null): Promise<ReadonlyMap<string, number>>;
  /** The token of the customer's link to this order. */
  linkToken(tx: Tx, orderId: string): Promise<string>;
  /** The same without making one: null where none exists. */
  existingLink(tx: Tx, orderId: string): Promise<string | null>;
}

export interface OrdersDeps extends Omit<ViewDeps, 'store'> {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly catalog: CatalogApi;
  readonly cooperationOf: CooperationOf;
  readonly outletOfRegion: OutletOfRegion;
  readonly openSession: OpenCustomerSession;
  readonly takeOpenid: TakeOpenid;
  readonly closeSessions: CloseLinkSessions;
  readonly keepFile: KeepFile;
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
}

/** Work orders 工单. */
export function createOrders(given: OrdersDeps): Capability & { api: OrdersApi } {
  const store = createOrderStore(given.crypto);
  const money = createOrderMoney(given);
  const deps = { ...given, store, money };
  const { uow } = deps;
  const act = createActOnOrder(deps);
  const dispatching = createDispatching(deps);
  const page = createCustomerPage(deps);
  const previewing = createPreviewing(deps);

  const api: OrdersApi = {
    ...dispatching,
    find: findSeen,
    row: findRow,
    currentQuote,
    quote: loadQuote,
    payOf,
    plannedToday: async (tx, installerId, day) => {
      const { visits } = await readMyOrders({ ...tx, origin: { ...tx.origin, actor: { ...tx.origin.actor, id: installerId } } }, deps, day);
      // visits of later days are on the list, but they are not today's money
      return visits
        .filter((visit) => visit.earnKind === 'planned' && (visit.slot === null || visit.slot.date <= day))
        .reduce((sum, visit) => sum + visit.earn, 0);
    },
    list: async (tx, filter) => {
      const { items, nextCursor } = await readOrderList(tx, deps, filter);
      return { rows: items, nextCursor };
    },
    visitsOn,
    linkToken: page.linkToken,
    existingLink: page.existingLink,
  };

  return {
    name: 'orders',
    api,
    migrations: orderMigrations,
    jobs: [
      handle(flowTimer, async ({ orderId, timer }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => dispatching.timeout(tx, orderId, timer));
      }),
      handle(silentConfirmation, async ({ orderId, quoteId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => confirmSilently(tx, store, orderId, quoteId));
      }),
    ],
    routes: [
      route(quoteDraft, previewing.quoteDraft),
      route(createOrder, createCreateOrder(deps)),
      route(listOrders, (input, origin) => uow.read(origin, async (tx) => ok(await readOrderList(tx, deps, input)))),
      route(myOrders, (input, origin) => uow.read(origin, async (tx) => ok(await readMyOrders(tx, deps, input.day)))),
      route(getOrder, (input, origin) =>
        uow.read(origin, async (tx) => {
          const view = await readOrderView(tx, deps, input.orderId);
          return view ? ok(view) : refuse('orders.not_found');
        }),
      ),
      route(actOnOrder, act),
      route(previewBill, previewing.previewBill),
      route(openLink, page.open),
      route(customerOrder, (_input, origin) => page.read(origin)),
      route(signBill, page.sign),
      route(customerAct, async (input, origin) => {
        if (!(await page.isProved(origin))) return refuse('auth.link_wrong_person');
        const done = await act({ ...input, orderId: origin.actor.scope.orderId ?? '', event: 'submit' }, origin);
        if (done.ok) return ok({ version: done.value.version });
        switch (done.code) {
          case 'orders.bill_changed':
          case 'orders.already_signed':
          case 'orders.already_taken':
          case 'pricing.not_priceable':
            return refuse('orders.event_refused', { detail: { flow: done.code } });
        }
        return refuse(done.code, { ...(done.fields ? { fields: done.fields } : {}), ...(done.detail ? { detail: done.detail } : {}) });
      }),
    ],
  };
}
