import * as z from 'zod';
import { epochMs, finding } from './common.ts';
import { defineContract } from './define.ts';
import {
  listMessageTemplatesMeta,
  messageTemplateVersionsMeta,
  previewMessageTemplateMeta,
  saveMessageTemplateMeta,
} from './message-templates.meta.ts';

/** Which notice 通知, as flows and the product name it. `*`: every notice that has no template of its own. */
const event = z.string().regex(/^([a-z][a-z0-9-]{0,38}|\*)$/, '通知名称不对');
const audience = z.enum(['customer', 'staff', 'installer']);

/** How a notice becomes a subscribe message 订阅消息: the mini-program's template, and words for each of its fields. */
export const subscribeWords = z.strictObject({
  templateId: z.string().trim().min(1, '请填写订阅消息模板 ID').max(64),
  /** Field of that template (`thing1`, `time2`) to words with variables. */
  fields: z.record(
    z
      .string()
      .regex(
        /^(thing|number|letter|symbol|character_string|time|date|amount|phone_number|car_number|name|phrase)[0-9]{1,2}$/,
        '订阅消息的字段名不对',
      ),
    z.string().trim().min(1, '请填写内容').max(100),
  ),
});

const words = {
  /** At most 60 characters once the variables are filled in. */
  title: z.string().trim().min(1, '请填写标题').max(120),
  /** At most 400 characters once the variables are filled in. */
  text: z.string().trim().min(1, '请填写正文').max(500),
  /** Customers' notices only. */
  subscribe: subscribeWords.nullable(),
};

export const messageTemplateView = z.object({
  event,
  audience,
  /** What the notice is about, in words. */
  name: z.string(),
  ...words,
  /** 0: the words that the product brings along; each save is one more. */
  version: z.number().int(),
  savedAt: epochMs.nullable(),
  savedBy: z.string().nullable(),
  /** Variables 变量 that may be written as `{名称}`, each with an example. */
  variables: z.array(z.object({ name: z.string(), example: z.string() })),
});

export const listMessageTemplates = defineContract(listMessageTemplatesMeta, {
  input: z.strictObject({}),
  output: z.object({ items: z.array(messageTemplateView) }),
});

export const messageTemplateVersions = defineContract(messageTemplateVersionsMeta, {
  input: z.strictObject({ event, audience }),
  output: z.object({ items: z.array(messageTemplateView) }),
});

export const saveMessageTemplate = defineContract(saveMessageTemplateMeta, {
  input: z.strictObject({
    event,
    audience,
    /** The version that was read. */
    version: z.number().int().min(0),
    ...words,
  }),
  output: messageTemplateView,
  refusals: ['messages.stale_version', 'messages.invalid'],
});

export const previewMessageTemplate = defineContract(previewMessageTemplateMeta, {
  input: z.strictObject({ event, audience, ...words }),
  output: z.object({
    title: z.string(),
    text: z.string(),
    /** Field to what WeChat would show. */
    subscribe: z.record(z.string(), z.string()).nullable(),
    findings: z.array(finding),
  }),
});

export type MessageTemplateView = z.output<typeof messageTemplateView>;
export type SubscribeWords = z.output<typeof subscribeWords>;
export type SaveMessageTemplateInput = z.input<typeof saveMessageTemplate.input>;
