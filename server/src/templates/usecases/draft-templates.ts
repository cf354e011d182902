import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Drafts } from '../../platform/drafts/index.ts';
import { loadTemplate } from '../store/order-templates.ts';
import { type KnownNow, publishIn } from './publish-template.ts';

type Json = Readonly<Record<string, unknown>>;

/** A template as a draft keeps it: whatever was sent, as an object. */
export function asRecord(json: unknown): Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : {};
}

/** Open, do it, settle, done: the least flow that checks without errors, to build on. */
function emptyTemplate(code: string): Json {
  return {
    code,
    version: 1,
    name: '新模板',
    summary: '一句话说明什么时候用它',
    icon: 'tool',
    form: { code, version: 1, name: '新模板', fields: [{ key: 'note', type: 'text', label: '说明', max: 200 }] },
    flow: {
      code,
      version: 1,
      name: '新模板',
      scene: 'aftersale',
      nodes: [
        { key: 'open', kind: 'start', name: '开单', phase: 'new', form: { code } },
        { key: 'dispatch', kind: 'action', name: '派单', phase: 'dispatch', action: { type: 'dispatch', mode: 'offer' } },
        {
          key: 'visit',
          kind: 'task',
          name: '上门服务',
          phase: 'working',
          assignee: { type: 'holder', fallback: { type: 'role', role: 'dispatcher' } },
          form: { code },
          outcomes: ['done'],
        },
        { key: 'settle', kind: 'action', name: '结算', phase: 'settle', action: { type: 'settle' } },
        { key: 'end', kind: 'end', name: '完成', phase: 'closed', result: 'done' },
      ],
      edges: [
        { from: 'open', to: 'dispatch' },
        { from: 'dispatch', to: 'visit', outcome: 'accepted' },
        { from: 'visit', to: 'settle', outcome: 'done' },
        { from: 'settle', to: 'end' },
      ],
      slas: [],
    },
    answers: {},
    lines: {},
  };
}

/** A template, its form and its flow carry one code and version. */
function numbered(template: Json, code: string, version: number): Json {
  const part = (key: string): Json => ({ ...asRecord(template[key]), code, version });
  const nodes = asRecord(template['flow'])['nodes'];
  const flow = part('flow');
  return {
    ...template,
    code,
    version,
    form: part('form'),
    flow: Array.isArray(nodes) ? { ...flow, nodes: nodes.map((node) => withFormCode(node, code)) } : flow,
  };
}

function withFormCode(node: unknown, code: string): unknown {
  const record = asRecord(node);
  return record['form'] === undefined ? node : { ...record, form: { ...asRecord(record['form']), code } };
}

/** Begins a draft: from a published version, from what a file gave, or empty. */
export function createOpenTemplateDraft({ uow, drafts }: { uow: UnitOfWork; drafts: Drafts }) {
  return ({ code, fromVersion, template }: { code: string; fromVersion: number | null; template?: unknown }, origin: Origin) =>
    uow.run<{ id: string; revision: number }, 'templates.not_found' | 'drafts.too_large'>(origin, async (tx) => {
      const base = fromVersion === null ? undefined : await loadTemplate(tx, code, fromVersion);
      if (fromVersion !== null && !base) return refuse('templates.not_found');
      const newest = await loadTemplate(tx, code, null);
      const begin = template === undefined ? (base ? asRecord(base.template) : emptyTemplate(code)) : asRecord(template);
      return drafts.open(tx, origin, { code, baseVersion: fromVersion, value: numbered(begin, code, (newest?.head.version ?? 0) + 1) });
    });
}

type PublishCode = 'drafts.not_found' | 'drafts.stale' | 'templates.invalid' | 'templates.version_exists';
type Published = Extract<Awaited<ReturnType<typeof publishIn>>, { ok: true }>['value'];

/** Publishes a draft as the next version of its code. The draft is gone afterwards; when refused it stays. */
export function createPublishTemplateDraft({ uow, drafts, known }: { uow: UnitOfWork; drafts: Drafts; known: KnownNow }) {
  return ({ draftId, revision }: { draftId: string; revision: number }, origin: Origin) =>
    uow.run(origin, async (tx): Promise<Result<Published, PublishCode>> => {
      const taken = await drafts.take(tx, draftId, revision);
      if (!taken.ok) return taken;
      const { code } = taken.value.row;
      const newest = await loadTemplate(tx, code, null);
      const published = await publishIn(tx, origin, numbered(taken.value.value, code, (newest?.head.version ?? 0) + 1), known);
      return published.ok ? ok(published.value) : published;
    });
}
