import type { Finding } from '@mingdan/shared/contracts/common';
import type { MessageTemplateView, SubscribeWords } from '@mingdan/shared/contracts/message-templates';
import { fitField } from './subscribe-fields.ts';

export type Audience = 'customer' | 'staff' | 'installer';
/** Words of a notice, with variables still in them. */
export type MessageWords = Pick<MessageTemplateView, 'title' | 'text' | 'subscribe'>;
/** What a notice may name, by variable. Nothing personal: the words stay in our tables in the clear and travel through WeCom. */
export type Variables = Readonly<Record<string, string>>;

/** Every variable 变量 with an example; `amount` is the customer's figure and no one else's. */
const EXAMPLES: Readonly<Record<string, string>> = {
  单号: 'MD261122A7K3QX',
  项目: '空调安装',
  预约时间: '11月23日 周一 10:00–12:00',
  步骤: '上门安装',
  金额: '¥528.00',
  时间: '2026年11月22日 10:00',
};
/** What reads otherwise in a field of WeChat's templates. */
const IN_FIELDS: Readonly<Record<string, string>> = { 预约时间: '2026年11月23日 10:00~12:00' };
const CUSTOMERS_ONLY = new Set(['金额']);
/** As the delivery's columns and WeCom's cards take them. */
const LIMITS = { title: 60, text: 400 } as const;

const PLACE = /\{([^{}]*)\}/g;

export function variablesFor(audience: Audience): { name: string; example: string }[] {
  return Object.entries(EXAMPLES)
    .filter(([name]) => audience === 'customer' || !CUSTOMERS_ONLY.has(name))
    .map(([name, example]) => ({ name, example }));
}

/** The same with the variables filled in; one without value is left out. Never longer than the row that keeps it. */
export function fill(words: string, variables: Variables, limit: number = LIMITS.text): string {
  const full = words.replace(PLACE, (_, name: string) => variables[name] ?? '');
  const characters = [...full];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : full;
}

export function worded(words: MessageWords, variables: Variables): { title: string; text: string } {
  return { title: fill(words.title, variables, LIMITS.title), text: fill(words.text, variables) };
}

/** The message for WeChat's template, or the field that has nothing fitting to say. */
export function subscribeData(words: SubscribeWords, variables: Variables): { data: Record<string, string> } | { field: string } {
  const data: Record<string, string> = {};
  for (const [field, text] of Object.entries(words.fields)) {
    const fitting = fitField(field, fill(text, variables));
    if (fitting === undefined) return { field };
    data[field] = fitting;
  }
  return { data };
}

export interface Preview {
  readonly title: string;
  readonly text: string;
  readonly subscribe: Record<string, string> | null;
  readonly findings: readonly Finding[];
}

/** What a template gives for the examples, and what is wrong with it. An error keeps it from being saved. */
export function previewOf(words: MessageWords, audience: Audience): Preview {
  const examples = Object.fromEntries(variablesFor(audience).map(({ name, example }) => [name, example]));
  const findings: Finding[] = [];
  const look = (path: string, text: string) => {
    for (const [, name = ''] of text.matchAll(PLACE))
      if (!(name in examples)) findings.push({ severity: 'error', code: 'UNKNOWN_VARIABLE', path, message: `没有“${name}”这个变量` });
  };
  for (const part of ['title', 'text'] as const) {
    look(part, words[part]);
    if ([...words[part].replace(PLACE, (_, name: string) => examples[name] ?? '')].length > LIMITS[part])
      findings.push({ severity: 'error', code: 'TOO_LONG', path: part, message: `填入示例后超过 ${LIMITS[part]} 个字` });
  }
  if (words.subscribe && audience !== 'customer')
    findings.push({ severity: 'error', code: 'NOT_FOR_MEMBERS', path: 'subscribe', message: '订阅消息只发给客户' });
  if (words.subscribe && Object.keys(words.subscribe.fields).length === 0)
    findings.push({ severity: 'error', code: 'NO_FIELDS', path: 'subscribe.fields', message: '请按微信后台的模板填写各字段' });
  const subscribe: Record<string, string> = {};
  for (const [field, text] of Object.entries(words.subscribe?.fields ?? {})) {
    const path = `subscribe.fields.${field}`;
    look(path, text);
    const full = fill(text, { ...examples, ...IN_FIELDS });
    const fitting = fitField(field, full);
    if (fitting === undefined) findings.push({ severity: 'error', code: 'DOES_NOT_FIT', path, message: `“${full}”不符合这种字段的格式` });
    else if (fitting !== full) findings.push({ severity: 'warning', code: 'SHORTENED', path, message: `微信里会显示为“${fitting}”` });
    subscribe[field] = fitting ?? '';
  }
  return { ...worded(words, examples), subscribe: words.subscribe && subscribe, findings };
}
