/** Everyone the policy table knows. `system` is the server itself: timers, jobs, callbacks. It never has a session. */
export const ROLES = [
  'staff',
  'dispatcher',
  'outlet_manager',
  'region_manager',
  'finance',
  'boss',
  'admin',
  'auditor',
  'installer',
  'customer',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles that a person of the company may be given; the other two are what they are by nature. */
export const PERSON_ROLES = [
  'staff',
  'dispatcher',
  'outlet_manager',
  'region_manager',
  'finance',
  'boss',
  'admin',
  'auditor',
  'installer',
] as const satisfies readonly Role[];
export type PersonRole = (typeof PERSON_ROLES)[number];

/** The five figures of an order; who sees which is decided per role. */
export const MONEY_FIELDS = ['charge', 'settle', 'earn', 'cost', 'profit'] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];
