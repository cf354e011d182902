/** What a phone needs to call an operation: no schema library behind it. */
export interface ContractMeta {
  /** `<capability>.<act>`, unique. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, with `:name` for path parameters. */
  readonly path: string;
  /** A key of the policy table, or `public` where nobody need be logged in. */
  readonly permission: string;
  /** What the permission is asked about; `none` for operations without an object. */
  readonly subject: 'none' | 'self' | 'order' | 'customer' | 'book' | 'template' | 'person' | 'file' | 'audit';
  /** Writes need an Idempotency-Key unless they change nothing (`none`: a calculation, a login). */
  readonly idempotency?: 'required' | 'none';
  /** One line for the API page. */
  readonly summary: string;
}

/** Checks at type level only; the value is frozen so that nobody edits a contract at run time. */
export function defineMeta<const M extends ContractMeta>(meta: M): M {
  return Object.freeze(meta);
}
