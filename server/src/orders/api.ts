import type { PaymentView } from '@mingdan/shared/contracts/collections';
import type { ListOrdersOutput, OrderSummary } from '@mingdan/shared/contracts/orders';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import type { Tx } from '../platform/db/unit-of-work.ts';
import type { TradeItem } from './domain/offered-items.ts';
import type { NumberedCollection } from './store/collections.ts';
import type { CollectionTable, WorkOrderTable } from './store/migrations.ts';
import type { OrderFilter } from './store/order-list.ts';
import type { Pay, PayDays, Standing, StoredQuote } from './store/quotes.ts';
import type { WaiverTable } from './store/waivers.ts';
import type { Assigning } from './usecases/assigning.ts';
import type { customersChoice } from './usecases/customer-slot.ts';
import type { Dispatching } from './usecases/dispatching.ts';
import type { CustomerStanding } from './views/card-standing.ts';
import type { PlannedVisit, WaitingOrder } from './views/dispatch-board.ts';
import type { ListFilter, ListPage } from './views/order-lists.ts';
import type { returnOf, VisitBill } from './views/order-parts.ts';

/** What orders do for other capabilities. */
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
  /** Open orders of a place's city that are promised a slot and have no installer, by slot, on the days from … to; `except` is not counted. */
  waitingBySlot(
    tx: Tx,
    region: string,
    from: string,
    to: string,
    except?: string,
  ): Promise<readonly { date: string; from: string; to: string; orders: number }[]>;
  /** What the customer of the transaction's session chooses another appointment for, and from. */
  customersChoice(tx: Tx): ReturnType<typeof customersChoice>;
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
