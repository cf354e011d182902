import * as z from 'zod';
import { draftHead, epochMs, fileFinding, finding, id, line } from './common.ts';
import { defineContract } from './define.ts';
import {
  checkTemplateMeta,
  discardTemplateDraftMeta,
  getTemplateMeta,
  listTemplatesMeta,
  openTemplateDraftMeta,
  publishTemplateDraftMeta,
  publishTemplateMeta,
  readTemplateFileMeta,
  saveTemplateDraftMeta,
  startFormMeta,
  templateDraftMeta,
  templateDraftsMeta,
  withdrawTemplateMeta,
} from './templates.meta.ts';

const templateHead = z.object({
  code: z.string(),
  version: z.number().int(),
  name: z.string(),
  scene: z.string(),
  icon: z.string(),
  summary: z.string(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  /** The version that orders are opened with: the newest of its code that is not withdrawn. */
  active: z.boolean(),
  withdrawnAt: epochMs.nullable(),
});
export const listTemplates = defineContract(listTemplatesMeta, {
  input: z.strictObject({}),
  output: z.object({ items: z.array(templateHead) }),
});
export const getTemplate = defineContract(getTemplateMeta, {
  input: z.strictObject({ code: z.string().max(60), version: z.coerce.number().int().min(1) }),
  output: z.object({ head: templateHead, template: z.json(), findings: z.array(finding) }),
  refusals: ['templates.not_found'],
});
export const startForm = defineContract(startFormMeta, {
  input: z.strictObject({ code: z.string().max(60) }),
  output: z.object({
    code: z.string(),
    version: z.number().int(),
    name: z.string(),
    /** Field definitions of the form engine that the start node lets this reader fill, in form order. */
    fields: z.array(z.object({ definition: z.json(), required: z.boolean(), value: z.json() })),
    lines: z.array(line),
    /** Items that may be picked for service and part lines, what is used most first; `own`: goes with this template's work. */
    items: z.array(
      z.object({ code: z.string(), name: z.string(), unit: z.string(), kind: z.enum(['labour', 'part', 'fee']), own: z.boolean() }),
    ),
  }),
  refusals: ['templates.not_found'],
});
export const checkTemplate = defineContract(checkTemplateMeta, {
  input: z.strictObject({ template: z.json() }),
  output: z.object({ findings: z.array(finding), errors: z.number().int(), warnings: z.number().int() }),
});
export const publishTemplate = defineContract(publishTemplateMeta, {
  input: z.strictObject({ template: z.json() }),
  output: z.object({ code: z.string(), version: z.number().int(), warnings: z.array(finding) }),
  refusals: ['templates.invalid', 'templates.version_exists'],
});
export const withdrawTemplate = defineContract(withdrawTemplateMeta, {
  input: z.strictObject({
    code: z.string().max(60),
    version: z.coerce.number().int().min(1),
    reason: z.string().trim().min(1, '请说明原因').max(200),
  }),
  output: z.object({
    code: z.string(),
    version: z.number().int(),
    /** The version that orders are opened with from now on. */ current: z.number().int().nullable(),
  }),
  refusals: ['templates.not_found'],
});

const draftId = { draftId: id };
const revision = z.coerce.number().int().min(1);
export const templateDrafts = defineContract(templateDraftsMeta, {
  input: z.strictObject({}),
  output: z.object({ items: z.array(draftHead) }),
});
export const templateDraft = defineContract(templateDraftMeta, {
  input: z.strictObject(draftId),
  output: z.object({ head: draftHead, template: z.json(), findings: z.array(finding) }),
  refusals: ['drafts.not_found'],
});
export const openTemplateDraft = defineContract(openTemplateDraftMeta, {
  input: z.strictObject({
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, '编码用字母、数字、- 和 _，最多 60 个'),
    /** The published version to begin with; null: from `template`, or empty where that is absent. */
    fromVersion: z.number().int().min(1).nullable(),
    template: z.json().optional(),
  }),
  output: z.object({ id, revision: z.number().int() }),
  refusals: ['templates.not_found', 'drafts.too_large'],
});
export const saveTemplateDraft = defineContract(saveTemplateDraftMeta, {
  input: z.strictObject({ ...draftId, revision, template: z.json() }),
  output: z.object({ revision: z.number().int(), updatedAt: epochMs, findings: z.array(finding) }),
  refusals: ['drafts.not_found', 'drafts.stale', 'drafts.too_large'],
});
export const discardTemplateDraft = defineContract(discardTemplateDraftMeta, {
  input: z.strictObject({ ...draftId, revision }),
  output: z.object({ code: z.string() }),
  refusals: ['drafts.not_found', 'drafts.stale'],
});
export const publishTemplateDraft = defineContract(publishTemplateDraftMeta, {
  input: z.strictObject({ ...draftId, revision }),
  output: z.object({ code: z.string(), version: z.number().int(), warnings: z.array(finding) }),
  refusals: ['drafts.not_found', 'drafts.stale', 'templates.invalid', 'templates.version_exists'],
});
export const readTemplateFile = defineContract(readTemplateFileMeta, {
  input: z.strictObject({}),
  output: z.object({ template: z.json(), findings: z.array(fileFinding), templateFindings: z.array(finding) }),
  refusals: ['imports.too_large', 'imports.unreadable', 'imports.too_slow', 'imports.busy'],
});
export type TemplateHead = z.output<typeof templateHead>;
export type StartFormOutput = z.output<typeof startForm.output>;
export type GetTemplateOutput = z.output<typeof getTemplate.output>;
