import type { Actor } from '../actor.ts';

/** A session as the HTTP layer knows it. Tokens are opaque; only their hash is stored. */
export interface SessionInfo {
  readonly id: string;
  /** `cookie` for the console, `bearer` for phones; a token of one kind is refused as the other. */
  readonly kind: 'cookie' | 'bearer';
  readonly expiresAt: number;
  /** What a cookie session must send as `X-CSRF-Token` with its writes; null for bearers. */
  readonly csrf: string | null;
}

/** Who a token belongs to. Rights are read anew for each request, so a change of role holds at once. */
export interface Authenticated {
  readonly actor: Actor;
  readonly session: SessionInfo;
}

/** Filled by the identity capability. */
export interface Authenticator {
  /** Undefined for an unknown, ended or expired token, and for one of the other kind. */
  authenticate(token: string, kind: SessionInfo['kind'], requestId: string): Promise<Authenticated | undefined>;
  /** What the token was found to be at its last request to this process; opens nothing by itself. */
  remembered(token: string, kind: SessionInfo['kind']): Authenticated | undefined;
}

/** Filled by the identity capability: the policy table, as far as a route needs it. Rows are narrowed by the repositories. */
export interface RoutePolicy {
  /** False for a permission that the table does not have: the server then does not start. */
  knows(permission: string): boolean;
  /** Whether any role of the actor has the permission at all, over whatever rows. */
  allows(actor: Actor, permission: string): boolean;
}
