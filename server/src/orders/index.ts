import { type PaymentView, recordCollection, setPayMode, tellPayWay, voidCollection } from '@mingdan/shared/contracts/collections';
import {
  customerBillSetting,
  customerServiceSetting,
  saveCustomerBillSetting,
  saveCustomerServiceSetting,
} from '@mingdan/shared/contracts/company-settings';
import { askConsent, decideConsent } from '@mingdan/shared/contracts/consents';
import { customerAct, customerOrder, openLink, rateOrder, signBill } from '@mingdan/shared/contracts/customer-page';
import {
  answerQuestion,
  aroundOrder as aroundOrderContract,
  askQuestion,
  orderQuestions,
  rescheduleAsCustomer,
} from '@mingdan/shared/contracts/customer-service';
import {
  cancelOrderBatch,
  countOrders,
  getOrderBatch,
  listOrderBatches,
  startDispatchActs,
  startOrderActs,
  startOrderExport,
} from '@mingdan/shared/contracts/order-batches';
import { createOrder, quoteDraft } from '@mingdan/shared/contracts/order-opening';
import {
  commentOrder,
  correctAddress,
  openReturn,
  previewAddress,
  previewCancel,
  rejectPunch,
  verifyPunch,
} from '@mingdan/shared/contracts/order-paths';
import { deleteOrderView, listOrderViews, saveOrderView, workbenchOrders } from '@mingdan/shared/contracts/order-views';
import type { ListOrdersOutput, OrderSummary } from '@mingdan/shared/contracts/orders';
import {
  actOnOrder,
  getOrder,
  listOrders,
  myOrders,
  orderItems,
  previewBill,
  previewFees,
  revealPhone as revealPhoneContract,
} from '@mingdan/shared/contracts/orders';
import { recordWaiver, voidWaiver } from '@mingdan/shared/contracts/waivers';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { regionOf } from '@mingdan/shared/region/region';
import type { CatalogApi } from '../catalog/index.ts';
import { installerLeft } from '../identity/events.ts';
import type { Capability } from '../platform/capability.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import type { Exports } from '../platform/exports/index.ts';
import { readsEarly, route } from '../platform/http/route.ts';
import { handle, on } from '../platform/outbox/definitions.ts';
import { readSetting, saveSetting } from '../platform/settings/company-settings.ts';
import type { TradeItem } from './domain/offered-items.ts';
import { readListStamp, stampRoutes } from './edge/stamp-routes.ts';
import { dropExport, flowTimer, runBatch, silentConfirmation } from './jobs.ts';
import { CUSTOMER_BILL, CUSTOMER_SERVICE } from './settings.ts';
import { batchMigrations, createBatchStore } from './store/batches.ts';
import { collectedBy, loadCollection, type NumberedCollection, takenBy } from './store/collections.ts';
import { helpersOf } from './store/crew.ts';
import { plannedPay } from './store/installer-day.ts';
import type { CollectionTable, WorkOrderTable } from './store/migrations.ts';
import { orderMigrations } from './store/migrations.ts';
import { numberTailMigrations } from './store/number-tail.ts';
import { oddPunchMigrations } from './store/odd-punches.ts';
import type { OrderFilter } from './store/order-list.ts';
import { createOrderStore, findRow, findSeen, waitingBySlot } from './store/orders.ts';
import { customersOfLinks, giveOrders, numbersOf, ordersOfCustomer } from './store/orders-of-customer.ts';
import { payToldMigrations } from './store/pay-told.ts';
import { objectionMigrations, questionMigrations } from './store/questions.ts';
import {
  billsOf,
  currentQuote,
  feeQuotes,
  loadQuote,
  type Pay,
  type PayDays,
  payOf,
  quoteBefore,
  type Standing,
  type StoredQuote,
  standingOf,
} from './store/quotes.ts';
import { savedViewMigrations } from './store/saved-views.ts';
import { loadWaiver, type WaiverTable, waiverMigrations } from './store/waivers.ts';
import { createActOnOrder } from './usecases/act-on-order.ts';
import { createRejectPunch, createVerifyPunch } from './usecases/answer-punch.ts';
import { type Assigning, createAssigning } from './usecases/assigning.ts';
import type { KeepFile } from './usecases/attach-files.ts';
import { cancelBatch, countList, readBatch, readBatches, startActs, startExport } from './usecases/batches.ts';
import { createCollections } from './usecases/collections.ts';
import { createComments } from './usecases/comments.ts';
import { confirmSilently } from './usecases/confirm-silently.ts';
import { createConsents } from './usecases/consents.ts';
import { type BaseOf, createCorrectAddress, createPreviewAddress, type ServesRegion } from './usecases/correct-address.ts';
import { createCreateOrder, type OutletOfRegion } from './usecases/create-order.ts';
import {
  type CloseLinkSessions,
  createCustomerLink,
  type OpenCustomerSession,
  provedLink,
  type TakeOpenid,
} from './usecases/customer-link.ts';
import { createCustomerPage } from './usecases/customer-page.ts';
import { createCustomerSlot } from './usecases/customer-slot.ts';
import { createDispatching, type Dispatching } from './usecases/dispatching.ts';
import { createWriteExport, dropExportFile } from './usecases/export-orders.ts';
import { type CooperationOf, createOrderMoney } from './usecases/money.ts';
import { createPreviewCancel } from './usecases/preview-cancel.ts';
import { createPreviewing, type NearestKm } from './usecases/previewing.ts';
import { createQuestions } from './usecases/questions.ts';
import { createRateOrder } from './usecases/rate-order.ts';
import { createInstallerLeft } from './usecases/redispatching.ts';
import { remindOf } from './usecases/reminding.ts';
import { createReturnVisits } from './usecases/return-visit.ts';
import { revealPhone } from './usecases/reveal-phone.ts';
import { type ActOnOne, type ActorOf, createRunBatch } from './usecases/run-batch.ts';
import { readViews, removeView, saveView } from './usecases/saved-views.ts';
import { createWaivers } from './usecases/waivers.ts';
import { aroundOrder } from './views/around-order.ts';
import { type CustomerStanding, customerStanding } from './views/card-standing.ts';
import { choicesOf } from './views/customer-choices.ts';
import { type PlannedVisit, visitsBetween, type WaitingOrder, waitingOrders } from './views/dispatch-board.ts';
import { offerItems, readOrderItems } from './views/order-items.ts';
import { isOneStatement, type ListFilter, type ListPage, readFinishedList, readMyOrders, readOrderList } from './views/order-lists.ts';
import { returnOf, type VisitBill, visitBills } from './views/order-parts.ts';
import { readOrderView, type ViewDeps } from './views/order-view.ts';
import { waiverViews } from './views/payment.ts';
import { readWorkbench } from './views/workbench.ts';

export { itemNames, visibleLines, visibleTotals } from './domain/bill.ts';
export { settlementOf } from './domain/bill-state.ts';
export type { DispatchPlan } from './domain/dispatch-plan.ts';
export { linkAlive } from './domain/link-life.ts';
export { payLines } from './domain/pay-lines.ts';
export { withoutPhones } from './domain/reasons.ts';
export { slotOf } from './store/orders.ts';
export type { Pay, StoredQuote } from './store/quotes.ts';
export type { AssignRefusal } from './usecases/assigning.ts';
export type { OrderToDispatch, Point } from './usecases/dispatching.ts';
export type { PlannedVisit, WaitingOrder } from './views/dispatch-board.ts';
export { moneyOf } from './views/money-of.ts';
export type { VisitBill } from './views/order-parts.ts';

export interface OrdersApi extends Dispatching, Assigning {
  /** The order's row when the actor may see it. */
  find(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined>;
  /** Rows by id, without asking who wants them: for jobs. */
  row(tx: Tx, orderId: string): Promise<WorkOrderTable | undefined>;
  /** The quote that counts now: actual, else planned. */
  currentQuote(tx: Tx, orderId: string): Promise<StoredQuote | undefined>;
  /** One stored quote by id. */
  quote(tx: Tx, quoteId: string): Promise<StoredQuote | undefined>;
  /** The quote that counts for each visit, oldest visit first. */
  bills(tx: Tx, orderId: string): Promise<readonly StoredQuote[]>;
  /** The same with their visits and how far each is settled. */
  visitBills(tx: Tx, row: WorkOrderTable): Promise<readonly VisitBill[]>;
  /** The bill of the same visit that this one took the place of; undefined for a first one. */
  quoteBefore(tx: Tx, quote: StoredQuote): Promise<StoredQuote | undefined>;
  /** Ids of the order's bills, whatever revision, that hold a visit fee 上门费 alone. */
  feeQuotes(tx: Tx, orderId: string): Promise<ReadonlySet<string>>;
  collection(tx: Tx, collectionId: string): Promise<CollectionTable | undefined>;
  /** What the company waived of a bill 减免. */
  waiver(tx: Tx, waiverId: string): Promise<WaiverTable | undefined>;
  /** An order's waivers for the company's own readers, oldest first, taken back ones among them. */
  waiverViews(tx: Tx, orderId: string): Promise<PaymentView['waivers']>;
  /** Items in the order in which a picker of this template offers them, and whether they go with its work. */
  offerItems<T extends TradeItem>(
    tx: Tx,
    template: TemplateDefinition,
    items: readonly T[],
  ): Promise<readonly (T & { readonly own: boolean })[]>;
  /** What an installer took from customers by business days, both included; voided ones left out. */
  collectedBy(tx: Tx, of: PayDays): Promise<readonly NumberedCollection[]>;
  /** Customers' money that installers took, fen: refunds out of their hands taken off, voided entries out. Of one, or of everybody. */
  takenBy(tx: Tx, installerId?: string): Promise<ReadonlyMap<string, number>>;
  /** Today's and this week's pay of an installer, and customers' money that he took. */
  standingOf(tx: Tx, of: { readonly installerId: string; readonly weekStart: string; readonly today: string }): Promise<Standing>;
  /** An installer's pay by business days, both included. */
  payOf(tx: Tx, of: PayDays): Promise<readonly Pay[]>;
  /** Planned pay of what an installer holds today and has not finished. */
  plannedPay(tx: Tx, installerId: string, day: string): Promise<number>;
  /** A page of orders for the transaction's actor, newest first. */
  list(tx: Tx, filter: ListFilter & ListPage): Promise<ListOrdersOutput>;
  /** Whether any of the newest of a customer's orders has changed is told by another stamp 版本戳. */
  stampOf(tx: Tx, of: { readonly customerId: string }): Promise<string>;
  /** Ids of a customer's orders that wait for a yes to hours which the customer chose. */
  choicesOf(tx: Tx, customerId: string): Promise<string[]>;
  /** Finished orders by the day of completion, newest first. */
  finished(tx: Tx, filter: OrderFilter & ListPage): Promise<{ rows: readonly OrderSummary[]; nextCursor: string | null }>;
  /** Numbers by id, whoever asks. */
  numbersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Whose order a customer's link leads to: customer ids by the id of the link. */
  customersOfLinks(tx: Tx, linkIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All orders of a customer, whoever asks. */
  ofCustomer(tx: Tx, customerId: string): Promise<readonly string[]>;
  /** Gives orders to another record of the same customer, as far as they are still `from`'s. */
  giveOrders(tx: Tx, ids: readonly string[], from: string, to: string): Promise<void>;
  /** Visits with a slot on the days from … to that these installers lead or help with. */
  visitsBetween(tx: Tx, installerIds: readonly string[], from: string, to: string): Promise<readonly PlannedVisit[]>;
  /** Orders of the transaction's actor that look for an installer, the most pressing first. */
  waiting(tx: Tx, filter: { region?: string | undefined; limit: number }): Promise<readonly WaitingOrder[]>;
  /** Open orders of a place's city that are promised a slot and have no installer, by slot, on the days from … to. */
  waitingBySlot(
    tx: Tx,
    region: string,
    from: string,
    to: string,
  ): Promise<readonly { date: string; from: string; to: string; orders: number }[]>;
  /** Who works on orders beside their holders, by order id. */
  helpersOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The token of the customer's link to this order. */
  linkToken(tx: Tx, orderId: string): Promise<string>;
  /** The same without making one: null where none exists. */
  existingLink(tx: Tx, orderId: string): Promise<string | null>;
  /** The WeChat account that the link belongs to; null before a login there. */
  customerOpenid(tx: Tx, orderId: string): Promise<string | null>;
  /** What an order is the return visit 返修 of, whoever may open that one; null: of none. */
  returnOf(tx: Tx, row: WorkOrderTable): ReturnType<typeof returnOf>;
  /** What decides whether something is still worth telling the customer. */
  cardStanding(tx: Tx, row: WorkOrderTable): Promise<CustomerStanding>;
}

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
  const rate = createRateOrder(deps);
  const batches = createBatchStore(deps.crypto);
  // the same act inside a transaction that is open already
  const actWithin =
    (event: 'cancel' | 'suspend' | 'resume'): ActOnOne =>
    (tx, orderId, { reason }) =>
      createActOnOrder({ ...deps, uow: { ...uow, run: (_origin, work) => work(tx) } })(
        { orderId, version: 1, event, values: {}, ...(reason ? { reason } : {}) },
        tx.origin,
      );
  const acting = { batches, view: deps };
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
  const page = createCustomerPage(deps);
  const questions = createQuestions(deps);
  const changeSlot = createCustomerSlot(deps);
  const previewing = createPreviewing(deps);
  const consents = createConsents(deps);
  const collections = createCollections(deps);
  const waivers = createWaivers(deps);
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
    waitingBySlot: (tx, region, from, to) => waitingBySlot(tx, cityOf(region), from, to),
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
      route(quoteDraft, previewing.quoteDraft),
      route(createOrder, createCreateOrder(deps)),
      readsEarly(
        route(listOrders, (input, origin) => {
          const read = isOneStatement(input) ? uow.glance : uow.read;
          return read(origin, async (tx) => ok(await readOrderList(tx, deps, input)));
        }),
      ),
      route(startOrderActs, (input, origin) => uow.run(origin, (tx) => startActs(tx, acting, input))),
      route(startDispatchActs, (input, origin) => uow.run(origin, (tx) => startActs(tx, acting, input))),
      route(countOrders, (input, origin) => uow.read(origin, async (tx) => ok(await countList(tx, deps, input)))),
      route(startOrderExport, (input, origin) => uow.run(origin, (tx) => startExport(tx, batches, input))),
      route(getOrderBatch, (input, origin) => uow.read(origin, (tx) => readBatch(tx, deps.exports, input.batchId))),
      route(listOrderBatches, (_input, origin) => uow.read(origin, async (tx) => ok({ items: await readBatches(tx) }))),
      route(cancelOrderBatch, (input, origin) => uow.run(origin, (tx) => cancelBatch(tx, input.batchId))),
      route(listOrderViews, (_input, origin) => uow.read(origin, async (tx) => ok(await readViews(tx, deps.names)))),
      route(saveOrderView, (input, origin) => uow.run(origin, (tx) => saveView(tx, input))),
      route(deleteOrderView, (input, origin) => uow.run(origin, (tx) => removeView(tx, input.viewId))),
      route(workbenchOrders, (_input, origin) => uow.read(origin, async (tx) => ok(await readWorkbench(tx)))),
      route(myOrders, (input, origin) => uow.read(origin, async (tx) => ok(await readMyOrders(tx, deps, input.day)))),
      route(getOrder, (input, origin) =>
        uow.read(origin, async (tx) => {
          const view = await readOrderView(tx, deps, input.orderId);
          return view ? ok(view) : refuse('orders.not_found');
        }),
      ),
      route(orderItems, ({ orderId }, origin) =>
        uow.read(origin, async (tx) => {
          const items = await readOrderItems(tx, deps, orderId);
          return items ? ok({ items }) : refuse('orders.not_found');
        }),
      ),
      route(revealPhoneContract, (input, origin) => uow.run(origin, (tx) => revealPhone(tx, deps, input.orderId))),
      route(actOnOrder, act),
      route(previewBill, previewing.previewBill),
      route(previewFees, previewing.previewFees),
      route(askConsent, consents.ask),
      route(commentOrder, comments.add),
      route(recordCollection, collections.record),
      route(voidCollection, collections.voidOne),
      route(setPayMode, collections.setMode),
      route(tellPayWay, collections.tellWay),
      route(recordWaiver, waivers.record),
      route(voidWaiver, waivers.voidOne),
      route(correctAddress, createCorrectAddress(deps)),
      route(previewAddress, createPreviewAddress(deps)),
      route(previewCancel, createPreviewCancel({ ...deps, openidOf: link.openidOf })),
      route(openReturn, createReturnVisits(deps).openReturn),
      route(openLink, link.open),
      route(customerOrder, (_input, origin) => page.read(origin)),
      route(signBill, page.sign),
      route(decideConsent, async (input, origin) =>
        (await page.isProved(origin)) ? consents.decide(input, origin) : refuse('auth.link_wrong_person'),
      ),
      route(aroundOrderContract, (_input, origin) =>
        uow.read(origin, async (tx) => {
          const order = await store.load(tx, origin.actor.scope.orderId ?? '');
          if (!order) return refuse('orders.not_found');
          return ok(await aroundOrder(tx, { ...deps, questions }, order, await provedLink(tx)));
        }),
      ),
      route(rescheduleAsCustomer, changeSlot),
      route(askQuestion, questions.ask),
      route(orderQuestions, questions.read),
      route(answerQuestion, questions.answer),
      route(verifyPunch, createVerifyPunch(deps)),
      route(rejectPunch, createRejectPunch(deps)),
      route(customerBillSetting, (_input, origin) => uow.read(origin, async (tx) => ok(await readSetting(tx, CUSTOMER_BILL)))),
      route(saveCustomerBillSetting, (input, origin) => uow.run(origin, (tx) => saveSetting(tx, CUSTOMER_BILL, input))),
      route(customerServiceSetting, (_input, origin) => uow.read(origin, async (tx) => ok(await readSetting(tx, CUSTOMER_SERVICE)))),
      route(saveCustomerServiceSetting, (input, origin) => uow.run(origin, (tx) => saveSetting(tx, CUSTOMER_SERVICE, input))),
      route(rateOrder, async (input, origin) => ((await page.isProved(origin)) ? rate(input, origin) : refuse('auth.link_wrong_person'))),
      route(customerAct, async (input, origin) => {
        if (!(await page.isProved(origin))) return refuse('auth.link_wrong_person');
        const done = await act({ ...input, orderId: origin.actor.scope.orderId ?? '', event: 'submit' }, origin);
        if (done.ok) return ok({ version: done.value.version });
        switch (done.code) {
          case 'orders.bill_changed':
          case 'orders.already_signed':
          case 'orders.already_taken':
          case 'orders.before_slot':
          case 'orders.device_question':
          case 'orders.consent_missing':
          case 'orders.nothing_left':
          case 'pricing.not_priceable':
            return refuse('orders.event_refused', { detail: { flow: done.code } });
        }
        return refuse(done.code, { ...(done.fields ? { fields: done.fields } : {}), ...(done.detail ? { detail: done.detail } : {}) });
      }),
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
