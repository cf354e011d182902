import type { Migration } from '../platform/db/migration.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { type CronBinding, every } from '../platform/outbox/definitions.ts';
import { type AuditFilter, type AuditRow, listAudit } from './store/list.ts';
import { auditMigrations } from './store/migrations.ts';
import { sealAudit } from './usecases/seal.ts';
import { type AuditReport, verifyAudit } from './usecases/verify.ts';

export { auditVerifyCommand } from './edge/verify-command.ts';
export type { AuditFilter, AuditRow } from './store/list.ts';
export { auditSink } from './store/sink.ts';
export type { AuditReport } from './usecases/verify.ts';

const SEAL_EVERY_SECONDS = 1;

/** What others may ask of the audit trail. */
export interface AuditApi {
  list(tx: Tx, filter: AuditFilter): Promise<AuditRow[]>;
  /** Checks the whole chain: for a command or an hourly task, not for a page. */
  verify(tx: Tx): Promise<AuditReport>;
}

/** The capability: its tables, the sealer, and what others may ask. The sink is separate, because the unit of work needs it before there is a capability. */
export function createAudit({ uow }: { uow: UnitOfWork }): {
  name: string;
  migrations: readonly Migration[];
  crons: readonly CronBinding[];
  api: AuditApi;
} {
  return {
    name: 'audit',
    migrations: auditMigrations,
    crons: [
      every('audit.seal', SEAL_EVERY_SECONDS, async ({ origin, signal }) => {
        await sealAudit(uow, origin, signal);
      }),
    ],
    api: { list: listAudit, verify: verifyAudit },
  };
}
