import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { AuditEntryTable } from './tables.ts';

export type AuditRow = Selectable<AuditEntryTable>;

/** What to list; all given conditions hold. `from` and `to` are instants, half-open. */
export interface AuditFilter {
  readonly subject?: { readonly type: string; readonly id?: string };
  readonly actorId?: string;
  readonly action?: string;
  readonly requestId?: string;
  readonly from?: number;
  readonly to?: number;
  /** Id of the last row of the page before. */
  readonly before?: string;
  readonly limit: number;
}

/** Entries, newest first. */
export function listAudit(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  let query = tx.db.selectFrom('audit_entry').selectAll();
  if (filter.subject) query = query.where('subject_type', '=', filter.subject.type);
  if (filter.subject?.id !== undefined) query = query.where('subject_id', '=', filter.subject.id);
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.requestId !== undefined) query = query.where('request_id', '=', filter.requestId);
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('at', '<', filter.to);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  return query.orderBy('id', 'desc').limit(filter.limit).execute();
}
