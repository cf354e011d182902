import type { Kysely } from 'kysely';
import type { Origin } from '../actor.ts';
import type { EpochMs } from '../clock.ts';
import type { OutboxWriter } from '../outbox/definitions.ts';
import type { Database } from './schema.ts';
import type { SqlDialect } from './session.ts';

/** What happened to one thing, as the audit trail keeps it. Never holds personal data in the clear: name the fields, not their values. */
export interface AuditEntry {
  /** `<capability>.<what happened>`: `orders.completed`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly before?: unknown;
  readonly after?: unknown;
  /** The words of whoever did it, where a reason is asked for. */
  readonly reason?: string;
}

/**
 * An open transaction, and with it everything a use case may do to the database. First parameter of everything that touches rows.
 * Valid until the work returns; a handle kept longer throws.
 */
export interface Tx {
  readonly db: Kysely<Database>;
  readonly dialect: SqlDialect;
  readonly origin: Origin;
  /** The instant of this attempt; the same for every row it writes. */
  readonly now: EpochMs;
  readonly outbox: OutboxWriter;
  /** Writes one row of the audit trail in this transaction. */
  audit(entry: AuditEntry): Promise<void>;
}

/** The door through which audit rows reach their table; the audit capability fills it. */
export interface AuditSink {
  write(tx: Tx, entry: AuditEntry): Promise<void>;
}
