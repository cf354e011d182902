import type { OrderView } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { label } from '@mingdan/shared/messages/index';
import { fullName } from '@mingdan/shared/region/region';
import type { CustomersApi } from '../../customers/index.ts';
import { maskPhone } from '../../customers/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { itemNames, visibleLines, visibleTotals } from '../domain/bill.ts';
import { settlementOf } from '../domain/bill-state.ts';
import { isCustomersChoice, slotNote } from '../domain/customer-slot.ts';
import { clockColumns } from '../domain/list-columns.ts';
import { isOnlyInstaller } from '../domain/only-installer.ts';
import { progressOf } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { peopleIn, timelineSentence } from '../domain/sentences.ts';
import { helpersOf } from '../store/crew.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote, type StoredQuote } from '../store/quotes.ts';
import { signatureOf } from '../store/signatures.ts';
import { timelineOf } from '../store/timeline.ts';
import { openWork } from '../usecases/act-on-order.ts';
import type { Comments } from '../usecases/comments.ts';
import type { Work } from '../usecases/drive-flow.ts';
import { oddPunchViews } from '../usecases/punches.ts';
import { mayCall } from '../usecases/reveal-phone.ts';
import { abilities } from './abilities.ts';
import { consentViews } from './consents.ts';
import { crewOverlaps } from './crew-overlaps.ts';
import { filledForms, photosOfStep } from './filled-forms.ts';
import { moneyOf } from './money-of.ts';
import { openTasks } from './open-tasks.ts';
import { earlierBills, linksOf, returnOf } from './order-parts.ts';
import { cancelledOf, finishedAt, starsNote, vainWords, visitNote, visits } from './order-way.ts';
import { paymentView } from './payment.ts';

/** Name of an outlet; null for none. Identity fills it. */
export type OutletName = (tx: Tx, outletId: string | null) => Promise<string | null>;

export interface ViewDeps {
  readonly store: OrderStore;
  readonly templates: TemplatesApi;
  readonly customers: CustomersApi;
  readonly pricing: PricingApi;
  readonly names: PersonNames;
  /** Opens the name of a person that a list read with its rows. */
  readonly openName: (personId: string, sealed: string) => string;
  readonly outletName: OutletName;
  readonly comments: Comments;
}

/** What the history tells the company alone: who did not take an offer, and what the customer pays. */
const COMPANYS: readonly string[] = ['offer_refused', 'offer_expired', 'repriced'];

/** The order's page for whoever may see it; undefined for all others, as if it did not exist. */
export async function readOrderView(tx: Tx, deps: ViewDeps, orderId: string): Promise<OrderView | undefined> {
  const order = await deps.store.loadSeen(tx, orderId);
  if (!order) return undefined;
  const { actor } = tx.origin;
  const { row } = order;
  const work = await openWork(tx, deps, order);
  const customer = (await deps.customers.load(tx, row.customer_id))!;
  const site = (await deps.customers.loadSites(tx, [row.site_id])).get(row.site_id)!;
  const events = await timelineOf(tx, row.id);
  const helpers = (await helpersOf(tx, [row.id])).get(row.id) ?? [];
  const details = new Map(events.map((event) => [event.id, JSON.parse(event.detail) as Record<string, unknown>]));
  const names = await deps.names(tx, [
    ...events.map((event) => event.actor_id),
    ...[...details.values()].flatMap(peopleIn),
    ...(row.installer_id ? [row.installer_id] : []),
    row.created_by,
    ...helpers,
  ]);
  const entries = visits(events, names);
  const read = readOrderValues(work.template.form, order.values);
  const contactPhone = read.phone ?? customer.phone;
  const ownEarnings = isOnlyInstaller(actor) ? actor.id : null;
  const current = await currentQuote(tx, row.id);
  const lostAt = ownEarnings === null ? await deps.customers.contactLostAt(tx, row.customer_id, row.created_by) : null;
  const comments = new Map((await deps.comments.of(tx, row.id)).map((comment) => [comment.id, comment]));
  const told = events.flatMap((event) => {
    const said = JSON.parse(event.detail) as Record<string, unknown>;
    const comment = event.type === 'commented' ? comments.get(String(said['commentId'])) : undefined;
    // that is the company's to know, not his who took it
    if (ownEarnings !== null && COMPANYS.includes(event.type)) return [];
    // a comment that is not for this reader did not happen
    return event.type === 'commented' && !comment ? [] : [{ ...event, said, comment }];
  });

  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    phase: row.phase,
    begun: row.begun_at !== null,
    disputed: row.disputed === 1,
    settlementState: settlementOf(row),
    urgency: row.urgency,
    source: row.source,
    templateCode: row.template_code,
    templateVersion: row.template_version,
    templateName: row.template_name,
    book: `${row.book_code}@${row.book_version}`,
    region: row.region,
    regionName: fullName(row.region),
    slot: slotOf(row),
    chosenByCustomer: row.slot_date !== null && isCustomersChoice(row.phase, events),
    slotNote: row.slot_date === null ? null : slotNote(row.phase, events, 'staff'),
    customer: {
      id: customer.id,
      name: read.contactName ?? customer.name,
      phoneMasked: contactPhone ? maskPhone(contactPhone) : '',
      level: customer.level,
      onFile: ownEarnings === null && (read.contactName ?? customer.name) !== customer.name ? customer.name : null,
    },
    contactLost: lostAt === null ? null : { at: lostAt, by: names.get(row.created_by) ?? '' },
    address: { text: site.text, region: site.region, lat: site.point?.lat ?? null, lng: site.point?.lng ?? null },
    installer: row.installer_id ? { id: row.installer_id, name: names.get(row.installer_id) ?? '' } : null,
    helpers: helpers.map((id) => ({ id, name: names.get(id) ?? '' })),
    outletName: await deps.outletName(tx, row.outlet_id),
    distanceKm: row.distance_km,
    dueAt: clockColumns(work.state).due_at,
    // whoever punched was asked then; what the company makes of it is the company's
    oddPunches:
      ownEarnings === null ? await oddPunchViews(tx, row.id, (personId) => names.get(personId) ?? '', moneyOf(actor, row, helpers)) : [],
    overlaps: ownEarnings === null ? await crewOverlaps(tx, row, helpers, (personId) => names.get(personId) ?? '') : [],
    progress: progressOf(work.template.flow, work.state, entries, {
      audience: 'staff',
      visitNote: visitNote(row, tx.now),
      stepNote: starsNote(work, 'staff'),
      cancelled: cancelledOf(row, work.template.flow, events),
      settledNote: label('order.settlement', settlementOf(row)),
    }),
    tasks: openTasks(tx, work, actor),
    filled: filledForms(work, actor, await namesOfBook(tx, deps, row)),
    bill: await billView(tx, deps, work, current, moneyOf(actor, row, helpers), ownEarnings),
    earlierBills: await earlierBills(
      tx,
      deps,
      row,
      current,
      vainWords(work.template.flow, entries, 'staff'),
      moneyOf(actor, row, helpers),
      ownEarnings,
    ),
    signature: await signatureView(tx, current?.visitId),
    consents: await consentViews(tx, deps, row),
    payment: await paymentView(tx, deps, row),
    links: await linksOf(tx, row),
    returnOf: await returnOf(tx, row),
    timeline: told.map((event) => ({
      id: event.id,
      at: event.at,
      actor: event.actor_kind === 'customer' ? '客户' : (names.get(event.actor_id) ?? '系统'),
      actorRole: event.actor_role,
      type: event.type,
      text:
        event.comment?.text ??
        timelineSentence(work.template.flow, event.type, event.node, event.said, (personId) => names.get(personId) ?? '', event.at),
      node: event.node,
      photos: photosOfStep(work, actor, event.node, event.said['photos']),
      visibility: event.comment?.visibility ?? null,
    })),
    abilities: [...(mayCall(order, actor, helpers) ? ['call'] : []), ...abilities(order, work, actor)],
    createdAt: row.created_at,
    finishedAt: finishedAt(row),
    closedAt: row.closed_at,
  };
}

/** What the order's pinned book calls its items. */
async function namesOfBook(tx: Tx, deps: Pick<ViewDeps, 'pricing'>, row: Order['row']): Promise<ReturnType<typeof itemNames>> {
  const book = await deps.pricing.book(tx, { code: row.book_code, version: row.book_version });
  return itemNames(book ?? { items: [] });
}

/** The bill of the order for one reader. */
export async function billView(
  tx: Tx,
  deps: Pick<ViewDeps, 'pricing'>,
  work: Work,
  stored: StoredQuote | undefined,
  money: ReadonlySet<MoneyField>,
  installerId: string | null,
): Promise<OrderView['bill']> {
  const book = await deps.pricing.book(tx, { code: work.row.book_code, version: work.row.book_version });
  if (!stored || !book)
    return {
      kind: 'planned',
      at: work.row.created_at,
      hash: '',
      lines: [],
      totals: { charge: null, settle: null, earn: null, cost: null, profit: null },
    };
  return {
    kind: stored.kind,
    at: stored.createdAt,
    hash: stored.billHash,
    lines: visibleLines(stored, book, money, installerId),
    totals: visibleTotals(stored.quote, money, installerId),
  };
}

/** The signature under a visit's bill. */
export async function signatureView(tx: Tx, visitId: string | undefined): Promise<OrderView['signature']> {
  const row = visitId === undefined ? undefined : await signatureOf(tx, visitId);
  return row ? { at: row.at, by: row.signed_by, fileId: row.file_id } : null;
}
