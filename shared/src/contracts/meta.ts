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
  /** One line for the API page. */
  readonly summary: string;
  /**
   * Writes (POST, PUT, DELETE) with a session need an `Idempotency-Key` and run at most once per key: `required`, the default.
   * `none` only where a repeat is harmless by nature (logout) or the request carries a single-use secret itself (a login ticket).
   */
  readonly idempotency?: 'required' | 'none';
  /** `octets`: the body is one file as `application/octet-stream` or `image/*`, and the input comes from path and query. Default `json`. */
  readonly body?: 'json' | 'octets';
  /** `strict`: few tries per minute and address, for anything that checks a secret. Default `normal`. */
  readonly limit?: 'normal' | 'strict';
}

/** Checks at type level only; the value is frozen so that nobody edits a contract at run time. */
export function defineMeta<const M extends ContractMeta>(meta: M): M {
  return Object.freeze(meta);
}
