import canonicalize from 'canonicalize';
import { insertRows } from '../../platform/db/prepared.ts';
import type { AuditSink } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

const MAX_REASON = 2_000;

/** Fills the platform's port: one row in the transaction of what it tells of. Unsealed, since a chain that writers themselves extend would make them queue. */
export const auditSink: AuditSink = {
  async write(tx, entry) {
    const { actor, requestId } = tx.origin;
    await insertRows(tx, 'audit_entry', [
      {
        id: newId(),
        at: tx.now,
        actor_kind: actor.kind,
        actor_id: actor.id,
        request_id: requestId,
        action: entry.action,
        subject_type: entry.subject.type,
        subject_id: entry.subject.id,
        before_json: toJson(entry.before),
        after_json: toJson(entry.after),
        reason: entry.reason?.slice(0, MAX_REASON) ?? null,
        seq: null,
        hash: null,
        format: null,
      },
    ]);
  },
};

function toJson(value: unknown): string | null {
  return value === undefined ? null : (canonicalize(value) ?? null);
}
