import { systemOrigin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { verifyAudit } from '../usecases/verify.ts';

const SHOWN = 50;

/**
 * What `npm run audit:verify` does: checks the chain and prints the findings.
 * @returns the exit code: 0 when nothing is wrong, 1 otherwise
 */
export async function auditVerifyCommand(uow: UnitOfWork, print: (line: string) => void): Promise<number> {
  const report = await uow.read(systemOrigin('audit.verify', newId()), verifyAudit);
  print(`审计链：${report.sealed} 条已封存，末端 #${report.head.seq} ${report.head.hash}`);
  print(`未封存：${report.unsealed.count} 条`);
  for (const fault of report.faults.slice(0, SHOWN)) print(`✗ #${fault.seq} ${fault.kind} ${fault.id ?? ''} ${fault.text}`);
  if (report.faults.length > SHOWN) print(`… 另有 ${report.faults.length - SHOWN} 处`);
  print(report.faults.length === 0 ? '✓ 审计链完整' : `✗ 发现 ${report.faults.length} 处问题`);
  return report.faults.length === 0 ? 0 : 1;
}
