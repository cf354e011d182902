/** One entry of the audit trail. Written once; only the sealer adds `seq`, `hash` and `format`, once. */
export interface AuditEntryTable {
  id: string;
  at: number;
  actor_kind: string;
  actor_id: string;
  request_id: string;
  action: string;
  subject_type: string;
  subject_id: string;
  /** Canonical JSON, or null. Names fields and figures, no personal data. */
  before_json: string | null;
  after_json: string | null;
  reason: string | null;
  /** Place in the chain, from 1 without gaps; null until sealed. */
  seq: number | null;
  /** SHA-256 in hex over this row, its place and the hash before it; null until sealed. */
  hash: string | null;
  /** Version of what is hashed and how. */
  format: number | null;
}

/** One row: the end of the chain, so that entries cut off at its end are missed, and two sealers cannot both add to it. */
export interface AuditHeadTable {
  id: number;
  seq: number;
  hash: string;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    audit_entry: AuditEntryTable;
    audit_head: AuditHeadTable;
  }
}
