import {
  checkTemplate as checkTemplateContract,
  discardTemplateDraft,
  getTemplate,
  listTemplates,
  openTemplateDraft,
  publishTemplate,
  publishTemplateDraft,
  readTemplateFile,
  saveTemplateDraft,
  startForm,
  templateDraft,
  templateDrafts,
  withdrawTemplate,
} from '@mingdan/shared/contracts/templates';
import type { StartNode, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { accessFor } from '@mingdan/shared/forms/access';
import { evaluateForm } from '@mingdan/shared/forms/evaluate';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { businessDay } from '@mingdan/shared/kernel/time';
import type { CatalogApi, CatalogItem } from '../catalog/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { createDrafts } from '../platform/drafts/index.ts';
import { type RouteBinding, route } from '../platform/http/route.ts';
import type { FileReader } from '../platform/imports/read-file.ts';
import type { PersonNames } from '../platform/people.ts';
import { checkTemplate } from './domain/check-template.ts';
import {
  currentVersion,
  type ListedHead,
  listTemplateHeads,
  loadTemplate,
  templateMigrations,
  withdrawnAt,
} from './store/order-templates.ts';
import { asRecord, createOpenTemplateDraft, createPublishTemplateDraft } from './usecases/draft-templates.ts';
import { createPublishTemplate, type KnownNow } from './usecases/publish-template.ts';
import { createWithdrawTemplate } from './usecases/withdraw-template.ts';

export interface TemplatesApi {
  /** A pinned version. Undefined when it was never published. */
  load(tx: Tx, code: string, version: number): Promise<TemplateDefinition | undefined>;
  /** The version that orders are opened with now; null when the template is withdrawn or was never published. */
  currentVersion(tx: Tx, code: string): Promise<number | null>;
}

interface TemplatesDeps {
  readonly uow: UnitOfWork;
  readonly catalog: CatalogApi;
  /** Notices that have words, as `event.audience`; notifications fills it. */
  readonly notices: (tx: Tx) => Promise<ReadonlySet<string>>;
  readonly names: PersonNames;
  /** Puts items into the order in which somebody who opens an order likely wants them; orders fill it. */
  readonly offerItems: <T extends CatalogItem>(
    tx: Tx,
    template: TemplateDefinition,
    items: readonly T[],
  ) => Promise<readonly (T & { readonly own: boolean })[]>;
  readonly readFile: FileReader;
}

/** Order templates 工单模板: form, flow, preset answers and lines, in immutable versions. */
export function createTemplates({ uow, catalog, notices, names, offerItems, readFile }: TemplatesDeps): Capability & {
  api: TemplatesApi;
  publish: ReturnType<typeof createPublishTemplate>;
} {
  const known = async (tx: Tx) => ({
    items: new Map((await catalog.allItems(tx)).map((item) => [item.code, item])),
    notices: await notices(tx),
  });
  const publish = createPublishTemplate({ uow, known });
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

  const check = async (tx: Tx, json: unknown) => checkTemplate(json, await known(tx)).map(plain);

  return {
    name: 'templates',
    publish,
    api: { load, currentVersion },
    migrations: templateMigrations,
    routes: [
      route(listTemplates, (_input, origin) =>
        uow.read(origin, async (tx) => {
          const heads = await listTemplateHeads(tx);
          const people = await names(
            tx,
            heads.map((head) => head.published_by),
          );
          const current = new Map<string, number>();
          for (const head of heads) if (head.withdrawn_at === null && !current.has(head.code)) current.set(head.code, head.version);
          return ok({ items: heads.map((head) => headView(head, people, current.get(head.code) === head.version)) });
        }),
      ),
      route(getTemplate, (input, origin) =>
        uow.read(origin, async (tx) => {
          const loaded = await loadTemplate(tx, input.code, input.version);
          if (!loaded) return refuse('templates.not_found');
          const withdrawn_at = await withdrawnAt(tx, input.code, input.version);
          const current = await currentVersion(tx, input.code);
          const head = headView({ ...loaded.head, withdrawn_at }, await names(tx, [loaded.head.published_by]), current === input.version);
          return ok({ head, template: JSON.parse(JSON.stringify(loaded.template)), findings: await check(tx, loaded.template) });
        }),
      ),
      route(startForm, (input, origin) =>
        uow.read(origin, async (tx) => {
          const current = await currentVersion(tx, input.code);
          const template = current === null ? undefined : await load(tx, input.code, current);
          if (!template) return refuse('templates.not_found');
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
            items: (await offerItems(tx, template, await catalog.allItems(tx))).map(({ code, name, unit, kind, own }) => ({
              code,
              name,
              unit,
              kind,
              own,
            })),
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
      route(withdrawTemplate, createWithdrawTemplate({ uow })),
      ...draftRoutes({ uow, known, names, readFile }),
    ],
  };
}

/** Drafts of templates and the files that they come from. */
function draftRoutes({
  uow,
  known,
  names,
  readFile,
}: Pick<TemplatesDeps, 'uow' | 'names' | 'readFile'> & { readonly known: KnownNow }): readonly RouteBinding[] {
  const check = async (tx: Tx, json: unknown) => checkTemplate(json, await known(tx)).map(plain);
  const drafts = createDrafts({ uow, table: 'order_template_draft', names, capability: 'templates', subject: 'template' });
  return [
    route(templateDrafts, (_input, origin) => uow.read(origin, async (tx) => ok({ items: await drafts.list(tx) }))),
    route(templateDraft, ({ draftId }, origin) =>
      uow.read(origin, async (tx) => {
        const draft = await drafts.load(tx, draftId);
        if (!draft) return refuse('drafts.not_found');
        return ok({ head: draft.head, template: draft.value as never, findings: await check(tx, draft.value) });
      }),
    ),
    route(openTemplateDraft, createOpenTemplateDraft({ uow, drafts })),
    route(saveTemplateDraft, async ({ draftId, revision, template }, origin) => {
      const saved = await drafts.save({ draftId, revision, value: asRecord(template) }, origin);
      if (!saved.ok) return saved;
      const { value, ...rest } = saved.value;
      // the key was taken with the save; reading what it is worth needs none
      const reader = { actor: origin.actor, requestId: origin.requestId };
      return ok({ ...rest, findings: await uow.read(reader, (tx) => check(tx, value)) });
    }),
    route(discardTemplateDraft, drafts.discard),
    route(publishTemplateDraft, createPublishTemplateDraft({ uow, drafts, known })),
    route(readTemplateFile, async (_input, origin, { file }) => {
      const read = await readFile(file.bytes);
      if (!read.ok) return read;
      if (read.value.kind === 'workbook') return refuse('imports.unreadable', { detail: { why: '工单模板只能从 JSON 导入' } });
      const template = read.value.value;
      return ok({ template: template as never, findings: [], templateFindings: await uow.read(origin, (tx) => check(tx, template)) });
    }),
  ];
}

function mayEverEdit(start: StartNode, roles: readonly string[], keys: readonly string[], key: string): boolean {
  const access = accessFor(start.form?.access, roles, keys);
  return access === null || (access[key] ?? access['*'] ?? 'edit') === 'edit';
}

function headView(head: ListedHead, people: ReadonlyMap<string, string>, active: boolean) {
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
    withdrawnAt: head.withdrawn_at,
  };
}

const plain = ({ severity, code, path, message }: { severity: 'error' | 'warning'; code: string; path: string; message: string }) => ({
  severity,
  code,
  path,
  message,
});
