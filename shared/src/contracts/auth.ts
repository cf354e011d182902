import * as z from 'zod';
import { aboutMeta, exchangeMeta, logoutMeta, meMeta, setupMeta } from './auth.meta.ts';
import { empty, epochMs } from './common.ts';
import { defineContract } from './define.ts';
import { MONEY_FIELDS, ROLES } from './roles.ts';

const token = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/);

/** Whose session this is, and what it may do. The screens show what `permissions` names; the server checks again on every request. */
export const meView = z.object({
  kind: z.enum(['person', 'customer']),
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  permissions: z.array(z.string()),
  /** Which of an order's five figures this role is shown at all (of those orders that it sees). */
  money: z.array(z.enum(MONEY_FIELDS)),
  scope: z.object({ regions: z.array(z.string()), outletId: z.string().nullable(), orderId: z.string().nullable() }),
  session: z.object({ kind: z.enum(['cookie', 'bearer']), expiresAt: epochMs }),
  /** To be sent as `X-CSRF-Token` with every write of a cookie session; null for bearers, which need none. */
  csrf: z.string().nullable(),
  /** True while no administrator exists: the console then asks for the set-up code that the first start printed. */
  setupOpen: z.boolean(),
  /** True where demonstration data were loaded: every screen then says so. */
  demo: z.boolean(),
});

export const me = defineContract(meMeta, { input: empty, output: meView });

export const logout = defineContract(logoutMeta, { input: empty, output: empty });

export const exchange = defineContract(exchangeMeta, {
  input: z.strictObject({ ticket: token }),
  /** `roles`: of who is in now, so that a phone knows at once whose pages to show. */
  output: z.object({ token: z.string(), expiresAt: epochMs, roles: z.array(z.enum(ROLES)) }),
  refusals: ['auth.ticket_invalid'],
});

export const setup = defineContract(setupMeta, {
  input: z.strictObject({ code: z.string().min(1).max(64) }),
  output: empty,
  refusals: ['auth.setup_code_invalid'],
});

/** What a screen says before anybody is logged in. */
export const about = defineContract(aboutMeta, {
  input: empty,
  /** True where demonstration data were loaded. */
  output: z.object({ demo: z.boolean() }),
});

export type MeView = z.output<typeof meView>;
export type ExchangeOutput = z.output<typeof exchange.output>;
