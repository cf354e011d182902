import { listAudit, listDeadLetters, replayDeadLetter, verifyAudit } from '@mingdan/shared/contracts/operations';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { AuditApi } from '../audit/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { listDeadLetters as findDeadLetters, replayDeadLetter as putBack } from '../platform/queue/dead-letters.ts';
import type { ReadAuditNames } from './audit-names.ts';

const PAGE = 50;

/** What operators see of the platform itself: the audit trail and the jobs that were given up. */
export function createOperations({ uow, audit, names }: { uow: UnitOfWork; audit: AuditApi; names: ReadAuditNames }): Capability {
  return {
    name: 'operations',
    routes: [
      route(listAudit, (input, origin) =>
        uow.read(origin, async (tx) => {
          const limit = input.limit ?? PAGE;
          const { subjectType, subjectId, action, cursor } = input;
          const subject =
            subjectType === undefined ? undefined : { type: subjectType, ...(subjectId === undefined ? {} : { id: subjectId }) };
          const rows = await audit.list(tx, {
            limit: limit + 1,
            ...(subject ? { subject } : {}),
            ...(action === undefined ? {} : { action }),
            ...(cursor === undefined ? {} : { before: cursor }),
          });
          const page = rows.slice(0, limit);
          const known = await names(tx, page);
          const items = page.map((row) => ({
            id: row.id,
            seq: row.seq,
            hash: row.hash,
            at: row.at,
            actor: known.actor(row).name,
            actorKind: known.actor(row).kind,
            action: row.action,
            subjectType: row.subject_type,
            subjectId: row.subject_id,
            subjectName: known.subject(row),
            requestId: row.request_id,
            before: parsed(row.before_json),
            after: parsed(row.after_json),
            reason: row.reason,
          }));
          return ok({ items, nextCursor: rows.length > limit ? page.at(-1)!.id : null });
        }),
      ),

      route(verifyAudit, (_, origin) =>
        uow.read(origin, async (tx) => {
          const report = await audit.verify(tx);
          const first = report.faults[0];
          return ok({
            ok: report.faults.length === 0,
            rows: report.sealed,
            unsealed: report.unsealed.count,
            head: report.head.hash,
            problem: first === undefined ? null : { seq: first.seq, what: first.text },
          });
        }),
      ),

      route(listDeadLetters, (input, origin) =>
        uow.read(origin, async (tx) => {
          const limit = input.limit ?? PAGE;
          const before = input.cursor === undefined ? undefined : placeOf(input.cursor);
          const rows = await findDeadLetters(tx, { limit: limit + 1, ...(before ? { before } : {}) });
          const page = rows.slice(0, limit);
          const items = page.map((row) => ({
            id: row.id,
            job: row.target,
            attempts: row.attempts,
            reason: row.reason,
            deadAt: row.dead_at,
            replayedAt: row.replayed_at,
          }));
          const last = page.at(-1);
          return ok({ items, nextCursor: rows.length > limit && last ? `${last.dead_at}.${last.id}` : null });
        }),
      ),

      route(replayDeadLetter, ({ deadLetterId }, origin) =>
        uow.run(origin, async (tx) => {
          if (!(await putBack(tx, deadLetterId))) return refuse('request.not_found');
          await tx.audit({ action: 'operations.dead_letter_replayed', subject: { type: 'dead_letter', id: deadLetterId } });
          return ok({ replayed: true as const });
        }),
      ),
    ],
  };
}

/** `<dead_at>.<id>`; a cursor that is none of ours begins at the start. */
function placeOf(cursor: string): { deadAt: number; id: string } | undefined {
  const [, deadAt, id] = /^(\d{1,15})\.([0-9A-Z]{26})$/.exec(cursor) ?? [];
  return deadAt === undefined || id === undefined ? undefined : { deadAt: Number(deadAt), id };
}

function parsed(text: string | null): never {
  return (text === null ? null : JSON.parse(text)) as never;
}
