import { PERSON_ROLES, type PersonRole } from '@mingdan/shared/contracts/roles';
import { ATTENTION } from '@mingdan/shared/orders/attention';
import { STANDING_PHASES } from '@mingdan/shared/orders/standing';
import type { DeliveryFilters } from '../features/notifications/deliveries-page.tsx';
import type { OrderFilters } from '../features/orders/operations.ts';

type Raw = Record<string, unknown>;

const MAX_TEXT = 200;

/** Text of a query parameter; numbers that the address bar turned into numbers are text again. */
function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  const read = typeof value === 'number' ? String(value) : value;
  return typeof read === 'string' && read !== '' && read.length <= MAX_TEXT ? read : undefined;
}

/** One of the listed words, or nothing. */
function oneOf<Word extends string>(raw: Raw, name: string, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === raw[name]);
}

/** Leaves out what is not set, so that addresses stay short. */
function compact<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

const STATES = ['open', 'suspended', 'done', 'cancelled'] as const;
export const SETTLEMENT_STATES = ['estimated', 'pending', 'eligible', 'disputed', 'unverified', 'settled', 'paid'] as const;
const AUDIENCES = ['customer', 'staff', 'installer'] as const;
export const DELIVERY_STATUSES = ['pending', 'sent', 'staff_todo', 'undeliverable'] as const;

const PAY_STATES = ['unpaid', 'part', 'paid', 'over', 'none'] as const;

/** A business day, or nothing. */
function day(raw: Raw, name: string): string | undefined {
  const value = text(raw, name);
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

/** Query of the order list: the filters of `orders.list` save what is searched for, the page and the opened drawer. Anything else in the address is dropped. */
export function ordersSearch(raw: Raw): Omit<OrderFilters, 'q'> & { cursor?: string; peek?: string } {
  return compact({
    state: oneOf(raw, 'state', STATES),
    phase: oneOf(raw, 'phase', STANDING_PHASES),
    settlementState: oneOf(raw, 'settlementState', SETTLEMENT_STATES),
    payState: oneOf(raw, 'payState', PAY_STATES),
    region: text(raw, 'region'),
    outletId: text(raw, 'outletId'),
    customerId: text(raw, 'customerId'),
    installerId: text(raw, 'installerId'),
    templateCode: text(raw, 'templateCode'),
    source: text(raw, 'source'),
    urgency: oneOf(raw, 'urgency', ['normal', 'urgent']),
    slotFrom: day(raw, 'slotFrom'),
    slotTo: day(raw, 'slotTo'),
    createdFrom: day(raw, 'createdFrom'),
    createdTo: day(raw, 'createdTo'),
    finishedFrom: day(raw, 'finishedFrom'),
    finishedTo: day(raw, 'finishedTo'),
    finished: oneOf(raw, 'finished', ['yes']),
    attention: oneOf(raw, 'attention', ATTENTION),
    createdBy: oneOf(raw, 'createdBy', ['me']),
    cursor: text(raw, 'cursor'),
    peek: text(raw, 'peek'),
  });
}

/** A calendar day `YYYY-MM-DD`; anything else is dropped. */
function dayText(raw: Raw, name: string): string | undefined {
  const value = text(raw, name);
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

/** Query of the dispatch board: day, filters and the order in the drawer. */
export function dispatchSearch(raw: Raw): { day?: string; region?: string; outletId?: string; skill?: string; order?: string } {
  return compact({
    day: dayText(raw, 'day'),
    region: text(raw, 'region'),
    outletId: text(raw, 'outletId'),
    skill: text(raw, 'skill'),
    order: text(raw, 'order'),
  });
}

/** Query of the roster: its week, and what is being edited. */
export function rosterSearch(raw: Raw): { from?: string; outletId?: string; edit?: string } {
  return compact({ from: dayText(raw, 'from'), outletId: text(raw, 'outletId'), edit: text(raw, 'edit') });
}

export function settlementSearch(raw: Raw): { state?: (typeof SETTLEMENT_STATES)[number] } {
  return compact({ state: oneOf(raw, 'state', SETTLEMENT_STATES) });
}

/** Query of the installers' cash: whose is open. */
export function cashSearch(raw: Raw): { installer?: string } {
  return compact({ installer: text(raw, 'installer') });
}

/** Query of the notices: how they ended, whom they are for, by which way they went. */
export function deliveriesSearch(raw: Raw): DeliveryFilters {
  return compact({
    status: oneOf(raw, 'status', DELIVERY_STATUSES),
    audience: oneOf(raw, 'audience', AUDIENCES),
    channel: oneOf(raw, 'channel', ['wecom', 'subscribe', 'sidebar']),
  });
}

/** Query of the message templates: whose are shown, and which one is open as `event.audience`. */
export function messageTemplatesSearch(raw: Raw): { audience?: (typeof AUDIENCES)[number]; edit?: string } {
  return compact({ audience: oneOf(raw, 'audience', AUDIENCES), edit: text(raw, 'edit') });
}

export function catalogSearch(raw: Raw): { kind?: 'labour' | 'part' | 'fee'; q?: string; category?: string; active?: 'true' | 'false' } {
  // the address bar reads true and false as booleans
  const active = raw['active'] === true ? 'true' : raw['active'] === false ? 'false' : oneOf(raw, 'active', ['true', 'false']);
  return compact({ kind: oneOf(raw, 'kind', ['labour', 'part', 'fee']), q: text(raw, 'q'), category: text(raw, 'category'), active });
}

export function auditSearch(raw: Raw): { subjectType?: string; subjectId?: string; action?: string; row?: string } {
  return compact({
    subjectType: text(raw, 'subjectType'),
    subjectId: text(raw, 'subjectId'),
    action: text(raw, 'action'),
    row: text(raw, 'row'),
  });
}

export function peopleSearch(raw: Raw): { role?: PersonRole; active?: 'true' | 'false'; edit?: string } {
  // the address bar reads true and false as booleans
  const active = raw['active'] === true ? 'true' : raw['active'] === false ? 'false' : oneOf(raw, 'active', ['true', 'false']);
  return compact({ role: oneOf(raw, 'role', PERSON_ROLES), active, edit: text(raw, 'edit') });
}

export function outletsSearch(raw: Raw): { edit?: string } {
  return compact({ edit: text(raw, 'edit') });
}

export function bookSearch(raw: Raw): { section?: string; side?: 'charge' | 'settle' | 'cost'; q?: string } {
  return compact({ section: text(raw, 'section'), side: oneOf(raw, 'side', ['charge', 'settle', 'cost']), q: text(raw, 'q') });
}

/** The part of an editor that is open. */
export function sectionSearch(raw: Raw): { section?: string } {
  return compact({ section: text(raw, 'section') });
}

/** The version that another one is compared with. */
export function againstSearch(raw: Raw): { against?: string } {
  return compact({ against: text(raw, 'against') });
}

export function templateSearch(raw: Raw): { section?: string } {
  return compact({ section: text(raw, 'section') });
}

/** Where to go after logging in: a path of ours only, never another site. */
export function loginSearch(raw: Raw): { return?: string; problem?: string } {
  const back = text(raw, 'return');
  const safe = back !== undefined && /^\/(?![/\\])/.test(back) ? back : undefined;
  return compact({ return: safe, problem: text(raw, 'problem') });
}
