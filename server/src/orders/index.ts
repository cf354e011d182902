import type { Result } from '@mingdan/shared/kernel/result';
import { regionOf } from '@mingdan/shared/region/region';
import type { CatalogApi } from '../catalog/index.ts';
import { installerLeft } from '../identity/events.ts';
import type { Capability } from '../platform/capability.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import type { Exports } from '../platform/exports/index.ts';
import { handle, on } from '../platform/outbox/definitions.ts';
import type { OrdersApi } from './api.ts';
import { customerRoutes } from './edge/customer-routes.ts';
import { listRoutes } from './edge/list-routes.ts';
import { orderRoutes } from './edge/order-routes.ts';
import { settingRoutes } from './edge/setting-routes.ts';
import { readListStamp, stampRoutes } from './edge/stamp-routes.ts';
import { dropExport, flowTimer, runBatch, silentConfirmation } from './jobs.ts';
import { batchMigrations, createBatchStore } from './store/batches.ts';
import { collectedBy, loadCollection, takenBy } from './store/collections.ts';
import { helpersOf } from './store/crew.ts';
import { plannedPay } from './store/installer-day.ts';
import { orderMigrations } from './store/migrations.ts';
import { numberTailMigrations } from './store/number-tail.ts';
import { oddPunchMigrations } from './store/odd-punches.ts';
import { createOrderStore, findRow, findSeen, waitingBySlot } from './store/orders.ts';
import { customersOfLinks, giveOrders, numbersOf, ordersOfCustomer } from './store/orders-of-customer.ts';
import { payToldMigrations } from './store/pay-told.ts';
import { objectionMigrations, questionMigrations } from './store/questions.ts';
import { billsOf, currentQuote, feeQuotes, loadQuote, payOf, quoteBefore, standingOf } from './store/quotes.ts';
import { savedViewMigrations } from './store/saved-views.ts';
import { loadWaiver, waiverMigrations } from './store/waivers.ts';
import { createActOnOrder } from './usecases/act-on-order.ts';
import { createAssigning } from './usecases/assigning.ts';
import type { KeepFile } from './usecases/attach-files.ts';
import { createComments } from './usecases/comments.ts';
import { confirmSilently } from './usecases/confirm-silently.ts';
import { createConsents } from './usecases/consents.ts';
import type { BaseOf, ServesRegion } from './usecases/correct-address.ts';
import type { OutletOfRegion } from './usecases/create-order.ts';
import { type CloseLinkSessions, createCustomerLink, type OpenCustomerSession, type TakeOpenid } from './usecases/customer-link.ts';
import { customersChoice } from './usecases/customer-slot.ts';
import { createDispatching } from './usecases/dispatching.ts';
import { createWriteExport, dropExportFile } from './usecases/export-orders.ts';
import { type CooperationOf, createOrderMoney } from './usecases/money.ts';
import type { NearestKm } from './usecases/previewing.ts';
import { createQuestions } from './usecases/questions.ts';
import { createInstallerLeft } from './usecases/redispatching.ts';
import { remindOf } from './usecases/reminding.ts';
import { type ActOnOne, type ActorOf, createRunBatch } from './usecases/run-batch.ts';
import { customerStanding } from './views/card-standing.ts';
import { choicesOf } from './views/customer-choices.ts';
import { visitsBetween, waitingOrders } from './views/dispatch-board.ts';
import { offerItems } from './views/order-items.ts';
import { readFinishedList, readOrderList } from './views/order-lists.ts';
import { returnOf, visitBills } from './views/order-parts.ts';
import type { ViewDeps } from './views/order-view.ts';
import { waiverViews } from './views/payment.ts';

export type { OrdersApi } from './api.ts';
export { itemNames, visibleLines, visibleTotals } from './domain/bill.ts';
export { settlementOf } from './domain/bill-state.ts';
export type { DispatchPlan } from './domain/dispatch-plan.ts';
export { linkAlive } from './domain/link-life.ts';
export { payLines } from './domain/pay-lines.ts';
export { withoutPhones } from './domain/reasons.ts';
export { slotOf } from './store/orders.ts';
export type { Pay, StoredQuote } from './store/quotes.ts';
export type { AssignRefusal } from './usecases/assigning.ts';
export type { OrderToDispatch, Point, WorkOfTemplate } from './usecases/dispatching.ts';
export { heldOf, type PlannedVisit, type WaitingOrder } from './views/dispatch-board.ts';
export { moneyOf } from './views/money-of.ts';
export type { VisitBill } from './views/order-parts.ts';

/** What dispatch does with one of many orders; it fills this. Nobody has looked at each of them: what keeps an installer out keeps the order where it is. */
export interface BulkDispatch {
  reassign(tx: Tx, input: { orderId: string; installerId: string; reason: string }): Promise<Result<unknown, string>>;
  offerAgain(tx: Tx, orderId: string): Promise<Result<unknown, string>>;
}

export interface OrdersDeps extends Omit<ViewDeps, 'store' | 'comments'> {
  readonly baseOf: BaseOf;
  readonly servesRegion: ServesRegion;
  readonly dispatchBulk: BulkDispatch;
  readonly nearestKm: NearestKm;
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly catalog: CatalogApi;
  readonly cooperationOf: CooperationOf;
  readonly outletOfRegion: OutletOfRegion;
  readonly openSession: OpenCustomerSession;
  readonly takeOpenid: TakeOpenid;
  readonly closeSessions: CloseLinkSessions;
  readonly keepFile: KeepFile;
  readonly exports: Exports;
  readonly actorOf: ActorOf;
  readonly keepSignature: (tx: Tx, fileId: string, orderId: string) => Promise<boolean>;
  readonly fileLink: (fileId: string) => string;
}

/** Work orders 工单. */
export function createOrders(given: OrdersDeps): Capability & { api: OrdersApi } {
  const store = createOrderStore(given.crypto);
  const money = createOrderMoney(given);
  const comments = createComments(given);
  const deps = { ...given, store, money, comments };
  const { uow } = deps;
  const act = createActOnOrder(deps);
  const batches = createBatchStore(deps.crypto);
  // the same act inside a transaction that is open already
  const actWithin =
    (event: 'cancel' | 'suspend' | 'resume'): ActOnOne =>
    (tx, orderId, { reason }) =>
      createActOnOrder({ ...deps, uow: { ...uow, run: (_origin, work) => work(tx) } })(
        { orderId, version: 1, event, values: {}, ...(reason ? { reason } : {}) },
        tx.origin,
      );
  const batch = createRunBatch({
    uow,
    batches,
    actorOf: deps.actorOf,
    acts: {
      cancel: actWithin('cancel'),
      suspend: actWithin('suspend'),
      resume: actWithin('resume'),
      remind: (tx, orderId, { reason }) => remindOf(tx, store, orderId, reason),
      reassign: (tx, orderId, { installerId, reason }) =>
        deps.dispatchBulk.reassign(tx, { orderId, installerId: installerId ?? '', reason }),
      offer: (tx, orderId) => deps.dispatchBulk.offerAgain(tx, orderId),
    },
    writeExport: createWriteExport({ uow, batches, exports: deps.exports, view: deps }),
  });
  const dispatching = createDispatching(deps);
  const link = createCustomerLink(deps);
  const questions = createQuestions(deps);
  const consents = createConsents(deps);
  const leave = createInstallerLeft(deps);

  const api: OrdersApi = {
    ...dispatching,
    ...createAssigning(deps),
    find: findSeen,
    row: findRow,
    currentQuote,
    quote: loadQuote,
    quoteBefore,
    feeQuotes,
    bills: billsOf,
    visitBills,
    collection: loadCollection,
    waiver: loadWaiver,
    waiverViews: (tx, orderId) => waiverViews(tx, deps, orderId),
    offerItems,
    collectedBy,
    takenBy,
    payOf,
    standingOf,
    plannedPay,
    list: (tx, filter) => readOrderList(tx, deps, filter),
    stampOf: readListStamp,
    choicesOf,
    finished: (tx, filter) => readFinishedList(tx, deps, filter),
    numbersOf,
    customersOfLinks,
    ofCustomer: ordersOfCustomer,
    giveOrders,
    visitsBetween,
    waiting: (tx, filter) => waitingOrders(tx, deps, filter),
    // a city's installers serve all of it; counts say nothing about whose orders they are
    waitingBySlot: (tx, region, from, to, except) => waitingBySlot(tx, cityOf(region), from, to, except),
    customersChoice: (tx) => customersChoice(tx, deps),
    helpersOf,
    linkToken: link.linkToken,
    existingLink: link.existingLink,
    customerOpenid: link.openidOf,
    returnOf,
    cardStanding: customerStanding,
  };

  return {
    name: 'orders',
    api,
    migrations: [
      ...orderMigrations,
      ...savedViewMigrations,
      ...batchMigrations,
      ...questionMigrations,
      ...objectionMigrations,
      ...waiverMigrations,
      ...oddPunchMigrations,
      ...numberTailMigrations,
      ...payToldMigrations,
    ],
    jobs: [
      handle(runBatch, ({ batchId }, context) => batch(batchId, context)),
      handle(dropExport, ({ batchId }, { origin }) => dropExportFile(uow, deps.exports, origin, batchId)),
      handle(flowTimer, async ({ orderId, timer }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => dispatching.timeout(tx, orderId, timer));
      }),
      handle(silentConfirmation, async ({ orderId, quoteId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => confirmSilently(tx, store, orderId, quoteId));
      }),
    ],
    subscriptions: [
      on(installerLeft, 'orders.installer-left', ({ personId }, { messageId, origin }) => leave(personId, messageId, origin)),
    ],
    routes: [
      ...stampRoutes(uow),
      ...listRoutes({ ...deps, batches }),
      ...orderRoutes({ ...deps, act, consents, questions, openidOf: link.openidOf }),
      ...customerRoutes({ ...deps, act, consents, questions, link }),
      ...settingRoutes(uow),
    ],
  };
}

/** 直辖市: cities that are provinces. */
const MUNICIPALITIES = ['11', '12', '31', '50'];

/** The city of a place; the place itself where the levels above exist in codes only (省直辖县). */
function cityOf(region: string): string {
  if (MUNICIPALITIES.includes(region.slice(0, 2))) return `${region.slice(0, 2)}0000`;
  const city = `${region.slice(0, 4)}00`;
  return regionOf(city)?.virtual === false ? city : region;
}
