import {
  checkTemplate as checkTemplateContract,
  getTemplate,
  listTemplates,
  publishTemplate,
  startForm,
} from '@mingdan/shared/contracts/templates';
import type { StartNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { accessFor } from '@mingdan/shared/forms/access';
import { evaluateForm } from '@mingdan/shared/forms/evaluate';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { CatalogApi } from '../catalog/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import type { PersonNames } from '../platform/people.ts';
import { checkTemplate } from './domain/check-template.ts';
import { listTemplateHeads, loadTemplate, type TemplateHead, templateMigrations } from './store/order-templates.ts';
import { createPublishTemplate } from './usecases/publish-template.ts';

export interface TemplatesApi {
  /** A pinned version. Undefined when it was never published. */
  load(tx: Tx, code: string, version: number): Promise<TemplateDefinition | undefined>;
}

/** Order templates 工单模板: form, flow, preset answers and lines, in immutable versions. */
export function createTemplates({ uow, catalog, names }: { uow: UnitOfWork; catalog: CatalogApi; names: PersonNames }): Capability & {
  api: TemplatesApi;
  publish: ReturnType<typeof createPublishTemplate>;
} {
  const publish = createPublishTemplate({ uow, catalog });
  // versions never change, and the engines keep what they compiled by object
  const kept = new Map<string, TemplateDefinition>();
  const load = async (tx: Tx, code: string, version: number): Promise<TemplateDefinition | undefined> => {
    const key = `${code}@${version}`;
    const known = kept.get(key);
    if (known) return known;
    const loaded = await loadTemplate(tx, code, version);
    if (loaded) kept.set(key, loaded.template);
    return loaded?.template;
  };

  const check = async (tx: Tx, json: unknown) =>
    checkTemplate(json, new Set((await catalog.allItems(tx)).map((item) => item.code))).map(plain);

  return {
    name: 'templates',
    publish,
    api: { load },
    migrations: templateMigrations,
    routes: [
      route(listTemplates, (_input, origin) =>
        uow.read(origin, async (tx) => {
          const heads = await listTemplateHeads(tx);
          const people = await names(
            tx,
            heads.map((head) => head.published_by),
          );
          return ok({ items: heads.map((head, index) => headView(head, people, heads[index - 1]?.code !== head.code)) });
        }),
      ),
      route(getTemplate, (input, origin) =>
        uow.read(origin, async (tx) => {
          const loaded = await loadTemplate(tx, input.code, input.version);
          if (!loaded) return refuse('templates.not_found');
          const newest = await loadTemplate(tx, input.code, null);
          const head = headView(loaded.head, await names(tx, [loaded.head.published_by]), newest?.head.version === input.version);
          return ok({ head, template: JSON.parse(JSON.stringify(loaded.template)), findings: await check(tx, loaded.template) });
        }),
      ),
      route(startForm, (input, origin) =>
        uow.read(origin, async (tx) => {
          const newest = await loadTemplate(tx, input.code, null);
          if (!newest) return refuse('templates.not_found');
          const template = (await load(tx, input.code, newest.head.version)) ?? newest.template;
          const start = template.flow.nodes.find((node): node is StartNode => node.kind === 'start')!;
          const keys = template.form.fields.map((field) => field.key);
          const result = evaluateForm({
            form: template.form,
            access: accessFor(start.form?.access, origin.actor.roles, keys),
            stored: { ...template.answers, ...template.lines },
            submitted: {},
            context: {
              node: start.key,
              role: origin.actor.roles[0] ?? null,
              scene: template.flow.scene,
              order: {},
              attempt: 1,
              today: businessDay(tx.now),
            },
            partial: true,
          });
          const shown = new Map(result.fields.map((field) => [field.key, field]));
          return ok({
            code: template.code,
            version: template.version,
            name: template.name,
            fields: template.form.fields
              // what the form hides for now may appear once something is filled: only the access list keeps a field away
              .filter((field) => mayEverEdit(start, origin.actor.roles, keys, field.key))
              .map((field) => {
                const evaluated = shown.get(field.key)!;
                return {
                  definition: JSON.parse(JSON.stringify(field)),
                  required: evaluated.required,
                  value: (evaluated.value ?? null) as never,
                };
              }),
            lines: Object.values(template.lines)
              .flat()
              .map((line) => ({ ...line })),
            items: (await catalog.allItems(tx)).map(({ code, name, unit, kind }) => ({ code, name, unit, kind })),
          });
        }),
      ),
      route(checkTemplateContract, (input, origin) =>
        uow.read(origin, async (tx) => {
          const findings = await check(tx, input.template);
          const errors = findings.filter((finding) => finding.severity === 'error').length;
          return ok({ findings, errors, warnings: findings.length - errors });
        }),
      ),
      route(publishTemplate, publish),
    ],
  };
}

function mayEverEdit(start: StartNode, roles: readonly string[], keys: readonly string[], key: string): boolean {
  const access = accessFor(start.form?.access, roles, keys);
  return access === null || (access[key] ?? access['*'] ?? 'edit') === 'edit';
}

function headView(head: TemplateHead, people: ReadonlyMap<string, string>, active: boolean) {
  return {
    code: head.code,
    version: head.version,
    name: head.name,
    scene: head.scene,
    icon: head.icon,
    summary: head.summary,
    publishedAt: head.published_at,
    publishedBy: people.get(head.published_by) ?? '系统',
    active,
  };
}

const plain = ({ severity, code, path, message }: { severity: 'error' | 'warning'; code: string; path: string; message: string }) => ({
  severity,
  code,
  path,
  message,
});
