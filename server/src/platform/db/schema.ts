/**
 * Every table of the product. Capabilities add theirs by declaration merging, so that the platform knows none of them:
 *
 *     declare module '../../platform/db/schema.ts' { interface Database { work_order: WorkOrderTable } }
 *
 * Column conventions: ids ULID in `varchar(26)`; instants `bigint` epoch ms; money `bigint` fen; booleans `smallint`; JSON as text;
 * personal columns end in `_enc`.
 */
export interface Database {
  outbox: OutboxTable;
  receipt: ReceiptTable;
  idempotency_key: IdempotencyKeyTable;
  dead_letter: DeadLetterTable;
  cron: CronTable;
  company_setting: CompanySettingTable;
  migration: MigrationTable;
}

/** One job that is still to be done; the row is deleted when it is. Written in the transaction of the change that caused it. */
export interface OutboxTable {
  id: string;
  /** Job name, or name of the event's subscription: who handles it. */
  target: string;
  /** Version of the payload's schema when it was written. */
  version: number;
  /** JSON. Holds ids and figures, never personal data. */
  payload: string;
  /** Correlation id of the request that caused it. */
  request_id: string;
  /** While a job with this key is waiting, no other is written. */
  dedupe_key: string | null;
  created_at: number;
  /** When it should run first. */
  due_at: number;
  /** When a relay or worker should look at it again: due time, end of a lease, or next try. The one column that is scanned. */
  next_at: number;
  /** `waiting`: nobody has it · `rung`: its bell hangs in the queue · `running`: a worker has it until `next_at`. */
  state: 'waiting' | 'rung' | 'running';
  lease: string | null;
  /** Tries that ended with an error of the handler. */
  attempts: number;
  max_attempts: number;
  /** Workers that vanished while they ran it. */
  crashes: number;
  last_error: string | null;
}

/** A message that has had its effect. Written in the transaction of the effect. */
export interface ReceiptTable {
  key: string;
  created_at: number;
}

/** The stored answer of a request that carried an Idempotency-Key. */
export interface IdempotencyKeyTable {
  key: string;
  actor: string;
  route: string;
  body_hash: string;
  /** `open` exists only inside the transaction that does the work. */
  status: 'open' | 'done';
  answer_enc: string | null;
  created_at: number;
}

/** A job that was given up, with the reason; a person may put it back. */
export interface DeadLetterTable {
  id: string;
  target: string;
  version: number;
  payload: string;
  request_id: string;
  attempts: number;
  reason: string;
  created_at: number;
  dead_at: number;
  /** Null until somebody put it back into the outbox. */
  replayed_at: number | null;
}

/** When each recurring task runs next, and who runs it now. */
export interface CronTable {
  name: string;
  next_at: number;
  lease: string | null;
  lease_until: number;
}

/** What the company decided for itself: one row per setting that was ever saved. */
export interface CompanySettingTable {
  key: string;
  value_json: string;
  version: number;
  saved_at: number;
  /** Name of who saved it last. */
  saved_by: string;
}

/** Migration steps that have been done. */
export interface MigrationTable {
  name: string;
  applied_at: number;
}
