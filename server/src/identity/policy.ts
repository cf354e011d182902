import type { Actor, Role } from '../platform/actor.ts';

/**
 * How far a permission reaches. `all`: every row · `region`: rows in the actor's regions and below · `outlet`: rows of the actor's outlet ·
 * `own`: what is the actor's own (assigned to them, made by them, or the one order of a customer's link). Repositories turn it into SQL.
 */
export type Relation = 'all' | 'region' | 'outlet' | 'own';

/** `anyone` is whoever has a session, also a person without any role yet. */
type Grants = Readonly<Partial<Record<Role | 'anyone', Relation>>>;

/**
 * Who may do what to which rows 权限表. Whatever is not written here is forbidden. Written by hand; `server/test/authz/expectations.ts` is a second
 * table, written apart from this one, and a test compares the two over every route: change both, for a reason.
 */
export const POLICY = {
  'auth:self': { anyone: 'own' },

  'people:read': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'people:write': { admin: 'all' },

  'customers:read': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },
  'customers:write': { staff: 'region', dispatcher: 'region' },
  'customers:note': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  // the full number where a screen shows it masked: each look is written down
  'customers:reveal': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  'sidebar:context': { staff: 'region', dispatcher: 'region' },

  'catalog:read': {
    staff: 'all',
    dispatcher: 'all',
    outlet_manager: 'all',
    region_manager: 'all',
    finance: 'all',
    boss: 'all',
    admin: 'all',
    installer: 'all',
  },
  'catalog:write': { finance: 'all', admin: 'all' },
  'books:read': { finance: 'all', boss: 'all', admin: 'all' },
  'books:try': { finance: 'all', boss: 'all', admin: 'all' },
  'books:write': { finance: 'all', admin: 'all' },
  'books:publish': { finance: 'all', admin: 'all' },
  'templates:read': { staff: 'all', dispatcher: 'all', outlet_manager: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'templates:write': { admin: 'all' },
  'templates:publish': { admin: 'all' },

  'orders:create': { staff: 'region', dispatcher: 'region' },
  'orders:quote': { staff: 'region', dispatcher: 'region' },
  'orders:list': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', finance: 'all', boss: 'all' },
  'orders:read': {
    staff: 'region',
    dispatcher: 'region',
    outlet_manager: 'outlet',
    region_manager: 'region',
    finance: 'all',
    boss: 'all',
    installer: 'own',
  },
  // files leave the house: those who answer for the figures, and the desk that dispatches
  'orders:export': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', finance: 'all', boss: 'all' },
  // with names, phones and addresses in full
  'orders:export_plain': { region_manager: 'region', boss: 'all' },
  'orders:mine': { installer: 'own' },
  'orders:call': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', installer: 'own' },
  'orders:act': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', installer: 'own' },
  'orders:steer': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet' },
  // where an order is decides whose it is: the desk that serves both places says so
  'orders:correct': { staff: 'region', dispatcher: 'region' },
  'orders:comment': {
    staff: 'region',
    dispatcher: 'region',
    outlet_manager: 'outlet',
    region_manager: 'region',
    finance: 'all',
    boss: 'all',
  },
  // a visit fee goes with it: the desk that asks the customer what happened, finance that pays the fee, and nobody whose own outlet earns by it
  'punches:reject': { staff: 'region', dispatcher: 'region', finance: 'all' },
  'collections:record': { staff: 'region', dispatcher: 'region', finance: 'all', installer: 'own' },
  'collections:void': { finance: 'all' },
  'collections:mode': { staff: 'region', dispatcher: 'region', finance: 'all' },
  // the company gives up money that it billed: whoever may pay money back, within WAIVER_LIMITS; taking it back is for the books, as with collections
  'waivers:record': { staff: 'region', dispatcher: 'region', finance: 'all' },
  'waivers:void': { finance: 'all' },
  'messages:read': { dispatcher: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'messages:write': { admin: 'all' },
  'settings:read': { finance: 'all', boss: 'all', admin: 'all' },
  'settings:write': { admin: 'all' },
  // the boss reads everything; an administrator keeps words and channels, and no order: dead letters and the self-check show him what fails
  'deliveries:read': { staff: 'region', dispatcher: 'region', boss: 'all' },
  'deliveries:send': { staff: 'region', dispatcher: 'region' },

  'offers:read': { installer: 'own' },
  'offers:answer': { installer: 'own' },
  // whom the desk waits for, without what he was offered
  'offers:follow': {
    staff: 'region',
    dispatcher: 'region',
    outlet_manager: 'outlet',
    region_manager: 'region',
    finance: 'all',
    boss: 'all',
  },
  'offers:manage': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  'dispatch:read': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  'dispatch:assign': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  'orders:reschedule': { staff: 'region', dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', installer: 'own' },
  'leave:ask': { installer: 'own' },
  // an installer's hours, leave, certificates and territory: whoever plans with him
  'roster:read': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', admin: 'all' },
  'roster:write': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', admin: 'all' },

  'earnings:read': { installer: 'own' },
  'settlement:read': { outlet_manager: 'outlet', region_manager: 'region', finance: 'all', boss: 'all' },
  'ledger:read': { finance: 'all', boss: 'all' },
  // customers' money in installers' hands: whoever keeps the books counts it in
  'cash:read': { finance: 'all', boss: 'all' },
  'cash:record': { finance: 'all' },

  'bill:read': { customer: 'own' },
  'bill:sign': { customer: 'own' },

  'files:write': { staff: 'own', dispatcher: 'own', outlet_manager: 'own', installer: 'own', customer: 'own' },
  'files:read': {
    staff: 'region',
    dispatcher: 'region',
    outlet_manager: 'outlet',
    region_manager: 'region',
    finance: 'all',
    boss: 'all',
    installer: 'own',
    customer: 'own',
  },

  'audit:read': { auditor: 'all' },
  'audit:verify': { auditor: 'all' },
  'settings:check': { admin: 'all' },
  'deadletters:read': { admin: 'all' },
  'deadletters:replay': { admin: 'all' },
  'wecom:jssdk': {
    staff: 'own',
    dispatcher: 'own',
    outlet_manager: 'own',
    region_manager: 'own',
    finance: 'own',
    boss: 'own',
    admin: 'own',
    auditor: 'own',
    installer: 'own',
  },
} as const satisfies Record<string, Grants>;

/** How much of one order's bill a role may waive 减免 altogether, fen; Infinity: as far as the bill goes. Beyond it the customer's desk asks finance. */
const WAIVER_LIMITS: Readonly<Partial<Record<Role, number>>> = { staff: 20_000, dispatcher: 20_000, finance: Number.POSITIVE_INFINITY };

/** The widest limit, fen per order, of the actor's roles that may waive at all; 0: none. */
export function waiverLimit(actor: Pick<Actor, 'kind' | 'roles'>): number {
  return allows(actor, 'waivers:record') ? Math.max(0, ...actor.roles.map((role) => WAIVER_LIMITS[role] ?? 0)) : 0;
}

export type Permission = keyof typeof POLICY;

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(POLICY, text);
}

const WIDEST_FIRST: readonly Relation[] = ['all', 'region', 'outlet', 'own'];

/**
 * Everything that the actor's roles together grant for a permission, widest first; empty when nothing does. Several may stand beside each other
 * (somebody who manages an outlet and also installs): rows that any of them reaches are the actor's.
 */
export function reachOf(actor: Pick<Actor, 'kind' | 'roles'>, permission: Permission): readonly Relation[] {
  const grants: Grants = POLICY[permission];
  const granted = new Set<Relation>();
  for (const role of actor.roles) if (grants[role]) granted.add(grants[role]);
  if (grants.anyone && actor.kind !== 'system') granted.add(grants.anyone);
  return granted.has('all') ? ['all'] : WIDEST_FIRST.filter((relation) => granted.has(relation));
}

/** Whether the actor may do this at all, over whatever rows. */
export function allows(actor: Pick<Actor, 'kind' | 'roles'>, permission: Permission): boolean {
  return reachOf(actor, permission).length > 0;
}

/** Everything the actor may do, for the screens to show what works. Sorted. */
export function permissionsOf(actor: Pick<Actor, 'kind' | 'roles'>): readonly Permission[] {
  return (Object.keys(POLICY) as Permission[]).filter((permission) => allows(actor, permission)).sort();
}
