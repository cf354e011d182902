import type { OpenTask, OrderView } from '@mingdan/shared/contracts/orders';
import type { MoneyField } from '@mingdan/shared/contracts/roles';
import { mayAct } from '@mingdan/shared/flows/assignees';
import type { TaskNode } from '@mingdan/shared/flows/definition';
import { accessFor, accessTo } from '@mingdan/shared/forms/access';
import { fullName } from '@mingdan/shared/region/region';
import type { CustomersApi } from '../../customers/index.ts';
import { maskPhone } from '../../customers/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { PersonNames } from '../../platform/people.ts';
import type { PricingApi } from '../../pricing/index.ts';
import type { TemplatesApi } from '../../templates/index.ts';
import { visibleLines, visibleTotals } from '../domain/bill.ts';
import { progressOf } from '../domain/progress.ts';
import { readOrderValues } from '../domain/reading-values.ts';
import { timelineSentence } from '../domain/sentences.ts';
import type { OrderEventTable } from '../store/migrations.ts';
import { type Order, type OrderStore, slotOf } from '../store/orders.ts';
import { currentQuote } from '../store/quotes.ts';
import { timelineOf } from '../store/timeline.ts';
import { evaluateTask, flowActor, openWork, STEERERS } from '../usecases/act-on-order.ts';
import type { Work } from '../usecases/drive-flow.ts';
import { moneyOf } from './money-of.ts';

/** Name of an outlet; null for none. Identity fills it. */
export type OutletName = (tx: Tx, outletId: string | null) => Promise<string | null>;

export interface ViewDeps {
  readonly store: OrderStore;
  readonly templates: TemplatesApi;
  readonly customers: CustomersApi;
  readonly pricing: PricingApi;
  readonly names: PersonNames;
  readonly outletName: OutletName;
}

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
  const names = await deps.names(tx, [...events.map((event) => event.actor_id), ...(row.installer_id ? [row.installer_id] : [])]);
  const read = readOrderValues(work.template.form, order.values);
  const contactPhone = read.phone ?? customer.phone;
  const atWork = row.installer_id === actor.id && row.state === 'open';
  const mayCall = atWork || actor.roles.some((role) => role === 'staff' || role === 'dispatcher' || role === 'outlet_manager');
  const ownEarnings = isOnlyInstaller(actor) ? actor.id : null;

  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    phase: row.phase,
    settlementState: row.settlement_state,
    urgency: row.urgency,
    source: row.source,
    templateCode: row.template_code,
    templateVersion: row.template_version,
    templateName: row.template_name,
    book: `${row.book_code}@${row.book_version}`,
    region: row.region,
    regionName: fullName(row.region),
    slot: slotOf(row),
    customer: {
      id: customer.id,
      name: read.contactName ?? customer.name,
      phoneMasked: contactPhone ? maskPhone(contactPhone) : '',
      level: customer.level,
    },
    customerPhone: mayCall ? contactPhone : null,
    address: { text: site.text, region: site.region, lat: site.point?.lat ?? null, lng: site.point?.lng ?? null },
    installer: row.installer_id ? { id: row.installer_id, name: names.get(row.installer_id) ?? '' } : null,
    outletName: await deps.outletName(tx, row.outlet_id),
    distanceKm: row.distance_km,
    progress: progressOf(work.template.flow, work.state, visits(events, names), 'staff'),
    tasks: openTasks(tx, work, actor),
    filled: filledForms(work, actor),
    bill: await billView(tx, deps, work, moneyOf(actor, row), ownEarnings),
    signature: await signatureOf(tx, row.id),
    timeline: events.map((event) => ({
      id: event.id,
      at: event.at,
      actor: event.actor_kind === 'customer' ? '客户' : (names.get(event.actor_id) ?? '系统'),
      actorRole: event.actor_role,
      type: event.type,
      text: timelineSentence(work.template.flow, event.type, event.node, JSON.parse(event.detail) as Record<string, unknown>),
      node: event.node,
    })),
    abilities: abilities(order, work, actor),
    createdAt: row.created_at,
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
    const evaluated = evaluateTask(tx, work, token, node, actor, {}, true).fields.filter((field) => field.state !== 'hidden');
    const definitions = new Map(work.template.form.fields.map((field) => [field.key, field]));
    // what the form hides until something is filled must reach the phone too: it decides on the spot with the same engine
    const access = node.form ? accessFor(node.form.access, actor.roles, [...definitions.keys()]) : { '*': 'read' as const };
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
        value: (field.value ?? null) as OpenTask['fields'][number]['value'],
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
        outcomes: (node.outcomes ?? ['done']).map((key) => ({ key, label: node.outcomeLabels?.[key] ?? (key === 'done' ? '提交' : key) })),
        fields,
        mine,
        needsSignature: fields.some((field) => field.definition.type === 'signature' && field.state === 'edit'),
      },
    ];
  });
}

/** What was filled in, as far as this reader may see it: per field the most open of what the visited nodes' lists give him. */
function filledForms(work: Work, actor: Actor): OrderView['filled'] {
  const keys = work.template.form.fields.map((field) => field.key);
  const taken = new Set<string>();
  return work.template.flow.nodes.flatMap((node) => {
    if ((node.kind !== 'start' && node.kind !== 'task') || !node.form || !(node.key in work.state.entered)) return [];
    const access = accessFor(node.form.access, actor.roles, keys);
    // a field stands under the first node that somebody may fill it at
    const editable = node.form.access?.some((entry) => Object.values(entry.fields).includes('edit')) ?? true;
    if (!editable) return [];
    const fields = work.template.form.fields.filter((field) => {
      if (taken.has(field.key) || !(field.key in work.values)) return false;
      const someoneEdits = node.form?.access?.some((entry) => (entry.fields[field.key] ?? entry.fields['*']) === 'edit') ?? true;
      return someoneEdits && accessTo(access, field.key) !== 'hidden';
    });
    for (const field of fields) taken.add(field.key);
    if (fields.length === 0) return [];
    return [
      {
        node: node.key,
        name: node.name ?? node.public?.label ?? node.key,
        fields: fields.map((field) => ({
          key: field.key,
          label: field.label,
          type: field.type,
          value: JSON.parse(JSON.stringify(shownValue(field.type, work.values[field.key], actor))),
        })),
      },
    ];
  });
}

/** Phones are masked in what was filled; who may call has the number beside the customer. */
function shownValue(type: string, value: unknown, _actor: Actor): unknown {
  return type === 'phone' && typeof value === 'string' ? maskPhone(value) : value;
}

/** The bill of the order for one reader. */
export async function billView(
  tx: Tx,
  deps: Pick<ViewDeps, 'pricing'>,
  work: Work,
  money: ReadonlySet<MoneyField>,
  installerId: string | null,
): Promise<OrderView['bill']> {
  const stored = await currentQuote(tx, work.row.id);
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
    lines: visibleLines(stored.quote, book, money, installerId),
    totals: visibleTotals(stored.quote, money, installerId),
  };
}

export async function signatureOf(tx: Tx, orderId: string): Promise<OrderView['signature']> {
  const row = await tx.db.selectFrom('order_signature').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  return row ? { at: row.at, by: row.signed_by, fileId: row.file_id } : null;
}

/** Entries of nodes in order, with who finished there; null while somebody is still at it, and for what went by itself. */
export function visits(events: readonly OrderEventTable[], names: ReadonlyMap<string, string>) {
  // whoever finished a stop stands beside it, not whoever brought the order there
  const finishedBy = new Map(events.filter((event) => event.type === 'left').map((event) => [event.token, event]));
  return events
    .filter((event) => event.type === 'entered' && event.node !== null)
    .map((event) => {
      const by = finishedBy.get(event.token);
      return { node: event.node!, at: event.at, by: by?.actor_kind === 'customer' ? '客户' : ((by && names.get(by.actor_id)) ?? null) };
    });
}

function abilities(order: Order, work: Work, actor: Actor): string[] {
  if (!actor.roles.some((role) => STEERERS.includes(role))) return [];
  if (order.row.state === 'open') return work.state.settled ? ['suspend'] : ['cancel', 'suspend'];
  return order.row.state === 'suspended' ? ['resume', ...(work.state.settled ? [] : ['cancel'])] : [];
}

/** True for someone whose only view of money is what he earns himself. */
export function isOnlyInstaller(actor: Actor): boolean {
  return actor.roles.length > 0 && actor.roles.every((role) => role === 'installer');
}
