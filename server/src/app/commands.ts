import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { auditVerifyCommand } from '../audit/index.ts';
import type { Config } from '../platform/config/config.ts';
import { createLog } from '../platform/log/log.ts';
import { compose } from './compose.ts';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** As in the root's package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

/** Brings the database up to date and ends. Safe to repeat and to run twice at once. */
export async function runMigrate(config: Config): Promise<void> {
  const log = createLog(config.log);
  const product = await compose(config, { root: ROOT, version: version(), log });
  try {
    const steps = await product.migrate();
    log.info({ steps: steps.length }, 'database is up to date');
  } finally {
    await product.stop();
  }
}

/** Checks the audit chain, prints what it found, and ends with 1 when something is wrong. */
export async function runAuditVerify(config: Config): Promise<void> {
  const product = await compose(config, { root: ROOT, version: version(), log: createLog({ level: 'warn' }) });
  try {
    process.exitCode = await auditVerifyCommand(product.ground.uow, (line) => process.stdout.write(`${line}\n`));
  } finally {
    await product.stop();
  }
}
