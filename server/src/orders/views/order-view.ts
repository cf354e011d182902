import type { OpenTask, OrderView } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { mayAct } from '@mingdan/shared/flows/assignees';
import type { FlowNode, TaskNode } from '@mingdan/shared/flows/definition';
import { endsInVain, endsVisit, givesBack, sendsOut } from '@mingdan/shared/flows/ends-visit';
import { accessFor, accessTo } from '@mingdan/shared/forms/access';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { label } from '@mingdan/shared/messages/index';
import { fullName } from '@mingdan/shared/region/region';
import type { CustomersApi } from '../../customers/index.ts';
import { maskPhone } from '../../customers/index.ts';
import { allows } from '../../identity/index.ts';
import type { Actor } from '../../platform/actor.ts';
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
import { linesOf, readOrderValues } from '../domain/reading-values.ts';
import { peopleIn, timelineSentence } from '../domain/sentences.ts';
import { placeOf } from '../domain/step-place.ts';
import { helpersOf } from '../store/crew.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote, type StoredQuote } from '../store/quotes.ts';
import { signatureOf } from '../store/signatures.ts';
import { timelineOf } from '../store/timeline.ts';
import { evaluateTask, flowActor, openWork, STEERERS } from '../usecases/act-on-order.ts';
import type { Comments } from '../usecases/comments.ts';
import type { StepPhotos, Work } from '../usecases/drive-flow.ts';
import { oddPunchViews } from '../usecases/punches.ts';
import { mayMoveOwn } from '../usecases/reschedule.ts';
import { mayCall } from '../usecases/reveal-phone.ts';
import { consentViews } from './consents.ts';
import { moneyOf } from './money-of.ts';
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

/** Tasks where the actor sees something, with the fields as they are for him. */
export function openTasks(tx: Tx, work: Work, actor: Actor): OpenTask[] {
  if (work.row.state !== 'open') return [];
  return work.state.tokens.flatMap((token) => {
    const node = work.template.flow.nodes.find(
      (candidate): candidate is TaskNode => candidate.key === token.node && candidate.kind === 'task',
    );
    if (!node) return [];
    const mine = mayAct(token, flowActor(actor));
    const evaluated = evaluateTask(tx, work, token, node, actor, { submitted: {}, partial: true }).fields.filter(
      (field) => field.state !== 'hidden',
    );
    const definitions = new Map(work.template.form.fields.map((field) => [field.key, field]));
    // what the form hides until something is filled must reach the phone too: it decides on the spot with the same engine
    const access = node.form ? accessFor(node.form.access, actor.roles, [...definitions.keys()]) : { '*': 'read' as const };
    const proofs = new Set((node.outcomes ?? ['done']).flatMap((key) => needsOf(node, key)));
    const shown = new Set(evaluated.map((field) => field.key));
    const maybe = mine
      ? work.template.form.fields.filter(
          (field) => !shown.has(field.key) && accessTo(access, field.key) === 'edit' && field.visible !== undefined,
        )
      : [];
    const fields = [
      ...evaluated.map((field) => ({
        definition: JSON.parse(JSON.stringify(definitions.get(field.key))),
        state: mine ? (field.state as 'read' | 'edit') : ('read' as const),
        required: field.required,
        // an outcome's own proof is asked for anew each time
        value:
          mine && proofs.has(field.key) ? null : valueFor(definitions.get(field.key)?.type, field.value, mine && field.state === 'edit'),
      })),
      ...maybe.map((field) => ({ definition: JSON.parse(JSON.stringify(field)), state: 'edit' as const, required: false, value: null })),
    ];
    const order = new Map(work.template.form.fields.map((field, index) => [field.key, index]));
    fields.sort((a, b) => order.get(a.definition.key)! - order.get(b.definition.key)!);
    return [
      {
        token: token.id,
        node: node.key,
        name: node.name ?? node.public?.label ?? node.key,
        outcomes: (node.outcomes ?? ['done']).map((key) => ({
          key,
          label: node.outcomeLabels?.[key] ?? (key === 'done' ? '提交' : key),
          endsVisit: endsVisit(work.template.flow, node.key, key),
          givesBack: givesBack(work.template.flow, node.key, key),
          inVain: endsInVain(work.template.flow, node.key, key),
          sendsOut: sendsOut(work.template.flow, node.key, key),
          partial: node.partial?.includes(key) ?? false,
          needs: needsOf(node, key).filter((field) => fields.some((each) => each.definition.key === field && each.state === 'edit')),
        })),
        fields,
        place: placeOf(node, work.values, access),
        mine,
        needsSignature: fields.some((field) => field.definition.type === 'signature' && field.state === 'edit'),
      },
    ];
  });
}

const needsOf = (node: TaskNode, outcome: string): readonly string[] => node.needs?.[outcome] ?? [];

/** A task's value as its reader gets it: phones that are not theirs to change stay masked. */
function valueFor(type: string | undefined, value: unknown, editable: boolean): OpenTask['fields'][number]['value'] {
  const shown = editable || type !== 'phone' || typeof value !== 'string' ? value : maskPhone(value);
  return (shown ?? null) as OpenTask['fields'][number]['value'];
}

type FormNode = Extract<FlowNode, { kind: 'start' | 'task' }> & { readonly form: object };

const isLines = ({ type }: FieldDefinition): boolean => type === 'service-lines' || type === 'part-lines';

/**
 * What was filled in, as far as this reader may see it. A field stands under the first step that the order has been to where somebody fills it and the reader
 * reads it. Lines are worked on at every step: what they are now is the last one's work, not that of whoever opened the order.
 */
function filledForms(work: Work, actor: Actor, nameOf: ReturnType<typeof itemNames>): OrderView['filled'] {
  const { form, flow } = work.template;
  const keys = form.fields.map((field) => field.key);
  const steps = flow.nodes
    .filter((node): node is FormNode => (node.kind === 'start' || node.kind === 'task') && !!node.form && node.key in work.state.entered)
    .map((node) => ({ node, entries: node.form.access, access: accessFor(node.form.access, actor.roles, keys) }));
  type Step = (typeof steps)[number];
  const standsAt = ({ entries, access }: Step, { key }: FieldDefinition): boolean => {
    const isFilled = entries?.some((entry) => (entry.fields[key] ?? entry.fields['*']) === 'edit') ?? true;
    return isFilled && accessTo(access, key) !== 'hidden';
  };
  const stepOf = (field: FieldDefinition): Step | undefined =>
    isLines(field) ? steps.findLast((step) => standsAt(step, field)) : steps.find((step) => standsAt(step, field));
  const filled = form.fields.filter(({ key }) => key in work.values).map((field) => ({ field, step: stepOf(field) }));

  return steps.flatMap((step) => {
    const fields = filled.filter((each) => each.step === step).map(({ field }) => field);
    if (fields.length === 0) return [];
    const { node } = step;
    return [
      {
        node: node.key,
        name: node.name ?? node.public?.label ?? node.key,
        fields: fields.map((field) => ({
          key: field.key,
          label: field.label,
          type: field.type,
          value: JSON.parse(JSON.stringify(shownValue(field, work.values[field.key]))),
          items: linesOf({ fields: [field] }, work.values).map(({ item }) => ({ code: item, ...nameOf(item) })),
        })),
      },
    ];
  });
}

/** Pictures of a step of the history, for whoever may see their fields at its node. */
function photosOfStep(work: Work, actor: Actor, key: string | null, told: unknown): string[] {
  const node = work.template.flow.nodes.find((candidate) => candidate.key === key);
  if (node?.kind !== 'task' || !Array.isArray(told)) return [];
  const keys = work.template.form.fields.map((field) => field.key);
  const access = node.form ? accessFor(node.form.access, actor.roles, keys) : null;
  return (told as readonly StepPhotos[]).flatMap(({ field, ids }) => (accessTo(access, field) === 'hidden' ? [] : [...ids]));
}

/** Phones are masked in what was filled; who may call asks for the number. Choices stand by the words that were chosen, not by what is stored. */
function shownValue(field: FieldDefinition, value: unknown): unknown {
  if (field.type === 'phone' && typeof value === 'string') return maskPhone(value);
  if (field.type !== 'select' && field.type !== 'multiselect') return value;
  const labelOf = (chosen: unknown) => field.options.find((option) => option.value === chosen)?.label ?? chosen;
  return Array.isArray(value) ? value.map(labelOf) : labelOf(value);
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

/** What the server will take from this actor now. */
function abilities(order: Order, work: Work, actor: Actor): string[] {
  const { row } = order;
  return [
    ...steering(order, work, actor),
    ...(row.state === 'open' && !work.state.settled && allows(actor, 'orders:correct') ? ['correctAddress'] : []),
    ...(row.finished_at !== null && row.state !== 'cancelled' && allows(actor, 'orders:create') ? ['openReturn'] : []),
    ...(allows(actor, 'collections:record') ? ['collect'] : []),
    ...(allows(actor, 'collections:void') ? ['voidCollection'] : []),
    ...(allows(actor, 'waivers:void') ? ['voidWaiver'] : []),
    ...(allows(actor, 'collections:mode') ? ['setPayMode', 'tellPayWay'] : []),
    ...(allows(actor, 'orders:comment') ? ['comment'] : []),
    ...(allows(actor, 'punches:reject') ? ['rejectPunch'] : []),
    ...(isOnlyInstaller(actor) && mayMoveOwn(work, actor.id) ? ['reschedule'] : []),
  ];
}

function steering(order: Order, work: Work, actor: Actor): string[] {
  if (!actor.roles.some((role) => STEERERS.includes(role))) return [];
  if (order.row.state === 'open') return work.state.settled ? ['suspend'] : ['cancel', 'suspend'];
  return order.row.state === 'suspended' ? ['resume', ...(work.state.settled ? [] : ['cancel'])] : [];
}
