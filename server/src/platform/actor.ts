/** What a person may be in the company; what each may do is the policy table's business. */
export type Role =
  | 'staff'
  | 'dispatcher'
  | 'outlet_manager'
  | 'region_manager'
  | 'finance'
  | 'boss'
  | 'admin'
  | 'auditor'
  | 'installer'
  | 'customer'
  | 'system';

/** Who acts. Rights are read anew for each request and never stored with a job. */
export interface Actor {
  readonly kind: 'person' | 'customer' | 'system';
  /** Person id, customer-link id, or `system`. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Rows the actor may see. `regions`: GB/T 2260 codes, `['000000']` = everywhere. */
  readonly scope: { readonly regions: readonly string[]; readonly outletId: string | null; readonly orderId: string | null };
  readonly sessionId: string | null;
}

/**
 * The Idempotency-Key of a request. The first `uow.run` of the request takes it; the stored answer is that run's value.
 * Made anew for each request, since the unit of work writes its `state`.
 */
export interface IdempotencyClaim {
  /** A ULID that the client made and kept before it sent. */
  readonly key: string;
  /** The contract's name: the same key on another route is another body. */
  readonly route: string;
  /** SHA-256 over the canonical input. */
  readonly bodyHash: string;
  /** `open`: nobody used it yet · `stored`: this request did the work · `replayed`: an earlier request had done it. */
  state: 'open' | 'taken' | 'stored' | 'replayed';
}

/** Passed to every use case in place of a bare actor: who, and by which request. */
export interface Origin {
  readonly actor: Actor;
  /** The correlation id: of the HTTP request, or of the job's message. */
  readonly requestId: string;
  readonly idempotency?: IdempotencyClaim;
}

/** A claim that no unit of work has taken yet. */
export function openClaim(claim: { key: string; route: string; bodyHash: string }): IdempotencyClaim {
  return { ...claim, state: 'open' };
}

/** The server itself, for jobs, crons and start-up. `name` says which part, for the audit trail. */
export function systemOrigin(name: string, requestId: string): Origin {
  return {
    actor: {
      kind: 'system',
      id: 'system',
      name,
      roles: ['system'],
      scope: { regions: ['000000'], outletId: null, orderId: null },
      sessionId: null,
    },
    requestId,
  };
}
