import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { checkTemplate, type Known } from '../domain/check-template.ts';
import { insertTemplate } from '../store/order-templates.ts';

/** What the company has now, for the check. */
export type KnownNow = (tx: Tx) => Promise<Known>;

/** Publishes one immutable version. Any finding of severity error refuses it, and all of them come back. */
export function createPublishTemplate({ uow, known }: { uow: UnitOfWork; known: KnownNow }) {
  return ({ template: json }: { template: unknown }, origin: Origin) => uow.run(origin, (tx) => publishIn(tx, origin, json, known));
}

type Published = { code: string; version: number; warnings: ReturnType<typeof plain>[] };

/** Publishes within the caller's transaction. */
export async function publishIn(
  tx: Tx,
  origin: Origin,
  json: unknown,
  known: KnownNow,
): Promise<Result<Published, 'templates.invalid' | 'templates.version_exists'>> {
  const findings = checkTemplate(json, await known(tx));
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return refuse('templates.invalid', { fields: errors.map(({ path, code, message }) => ({ path, code, message })) });

  const template = json as TemplateDefinition;
  const isNew = await insertTemplate(tx, {
    id: newId(),
    code: template.code,
    version: template.version,
    name: template.name,
    scene: template.flow.scene,
    icon: template.icon,
    summary: template.summary,
    definition: JSON.stringify(template),
    published_at: tx.now,
    published_by: origin.actor.id,
  });
  if (!isNew) return refuse('templates.version_exists', { detail: { code: template.code, version: template.version } });
  await tx.audit({ action: 'templates.published', subject: { type: 'template', id: `${template.code}@${template.version}` } });
  return ok({ code: template.code, version: template.version, warnings: findings.map(plain) });
}

const plain = ({ severity, code, path, message }: { severity: 'error' | 'warning'; code: string; path: string; message: string }) => ({
  severity,
  code,
  path,
  message,
});
