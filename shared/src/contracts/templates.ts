import * as z from 'zod';
import { epochMs, finding, line } from './common.ts';
import { defineContract } from './define.ts';
import { checkTemplateMeta, getTemplateMeta, listTemplatesMeta, publishTemplateMeta, startFormMeta } from './templates.meta.ts';

const templateHead = z.object({
  code: z.string(),
  version: z.number().int(),
  name: z.string(),
  scene: z.string(),
  icon: z.string(),
  summary: z.string(),
  publishedAt: epochMs,
  publishedBy: z.string(),
  active: z.boolean(),
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
    /** Items that may be picked for service and part lines. */
    items: z.array(z.object({ code: z.string(), name: z.string(), unit: z.string(), kind: z.enum(['labour', 'part', 'fee']) })),
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
export type TemplateHead = z.output<typeof templateHead>;
export type StartFormOutput = z.output<typeof startForm.output>;
export type GetTemplateOutput = z.output<typeof getTemplate.output>;
