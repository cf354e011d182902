import type { MessageTemplateView } from '@mingdan/shared/contracts/message-templates';

/** Fields of WeChat's template as rows, so that one can be renamed while it is typed. */
export interface SubscribeDraft {
  readonly templateId: string;
  readonly rows: readonly { readonly field: string; readonly words: string }[];
}

export interface WordsDraft {
  readonly title: string;
  readonly text: string;
  readonly subscribe: SubscribeDraft | null;
}

type Words = Pick<MessageTemplateView, 'title' | 'text' | 'subscribe'>;

const FIELD = /^(thing|number|letter|symbol|character_string|time|date|amount|phone_number|car_number|name|phrase)[0-9]{1,2}$/;

/** Whether WeChat has fields of such a name: a kind and a number. */
export const isFieldName = (field: string): boolean => FIELD.test(field);

export function draftOf({ title, text, subscribe }: Words): WordsDraft {
  const rows = Object.entries(subscribe?.fields ?? {}).map(([field, words]) => ({ field, words }));
  return { title, text, subscribe: subscribe && { templateId: subscribe.templateId, rows } };
}

/** What is sent. Of two rows with one name the later counts; `duplicates` keeps such a draft from being saved. */
export function wordsOf({ title, text, subscribe }: WordsDraft): Words {
  return {
    title: title.trim(),
    text: text.trim(),
    subscribe: subscribe && {
      templateId: subscribe.templateId.trim(),
      fields: Object.fromEntries(subscribe.rows.map(({ field, words }) => [field, words.trim()])),
    },
  };
}

/** Names that stand on more than one row. */
export function duplicates({ subscribe }: WordsDraft): readonly string[] {
  const names = subscribe?.rows.map(({ field }) => field) ?? [];
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}

/** Whether everything that must be filled in is: else the server would refuse to look at it. */
export function isWhole({ title, text, subscribe }: WordsDraft): boolean {
  if (title.trim() === '' || text.trim() === '') return false;
  return (
    subscribe === null ||
    (subscribe.templateId.trim() !== '' && subscribe.rows.every(({ field, words }) => isFieldName(field) && words.trim() !== ''))
  );
}
