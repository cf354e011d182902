import { PERSON_ROLES, type PersonRole } from '@mingdan/shared/contracts/roles';
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
const PHASES = ['new', 'dispatch', 'working', 'waiting', 'review', 'settle', 'closed'] as const;
export const SETTLEMENT_STATES = ['estimated', 'pending', 'eligible', 'settled', 'paid'] as const;
export const DELIVERY_STATUSES = ['pending', 'sent', 'staff_todo', 'undeliverable'] as const;

/** Query of the order list: the filters of `orders.list` and the opened drawer. Anything else in the address is dropped. */
export function ordersSearch(raw: Raw): OrderFilters & { peek?: string } {
  return compact({
    state: oneOf(raw, 'state', STATES),
    phase: oneOf(raw, 'phase', PHASES),
    settlementState: oneOf(raw, 'settlementState', SETTLEMENT_STATES),
    region: text(raw, 'region'),
    customerId: text(raw, 'customerId'),
    installerId: text(raw, 'installerId'),
    q: text(raw, 'q'),
    peek: text(raw, 'peek'),
  });
}

export function settlementSearch(raw: Raw): { state?: (typeof SETTLEMENT_STATES)[number] } {
  return compact({ state: oneOf(raw, 'state', SETTLEMENT_STATES) });
}

export function deliveriesSearch(raw: Raw): { status?: (typeof DELIVERY_STATUSES)[number] } {
  return compact({ status: oneOf(raw, 'status', DELIVERY_STATUSES) });
}

export function customersSearch(raw: Raw): { q?: string } {
  return compact({ q: text(raw, 'q') });
}

export function catalogSearch(raw: Raw): { kind?: 'labour' | 'part' | 'fee'; q?: string } {
  return compact({ kind: oneOf(raw, 'kind', ['labour', 'part', 'fee']), q: text(raw, 'q') });
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

export function bookSearch(raw: Raw): { section?: string; side?: 'charge' | 'settle' | 'cost'; q?: string } {
  return compact({ section: text(raw, 'section'), side: oneOf(raw, 'side', ['charge', 'settle', 'cost']), q: text(raw, 'q') });
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
