import type { MessageTemplateView, SaveMessageTemplateInput } from '@mingdan/shared/contracts/message-templates';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { ANY_EVENT, DEFAULT_MESSAGES, defaultMessage } from '../domain/default-messages.ts';
import { type Audience, type MessageWords, type Preview, previewOf, variablesFor } from '../domain/message.ts';
import { insertMessage, type SavedMessage, savedMessage, savedMessages, savedVersions } from '../store/message-templates.ts';

/** Message templates 消息模板: the words of every notice, versioned. A notice is worded when it is made, by the version of then. */
export function createMessageEditing({ uow }: { uow: UnitOfWork }) {
  return {
    list: (origin: Origin) =>
      uow.read(origin, async (tx) => {
        const saved = await savedMessages(tx);
        const own = (event: string, audience: Audience) => saved.find((one) => one.event === event && one.audience === audience);
        const known = DEFAULT_MESSAGES.map(({ event, audience }) => view(event, audience, own(event, audience)));
        const more = saved.filter(({ event, audience }) => !isKnown(event, audience));
        return ok({ items: [...known, ...more.map((one) => view(one.event, one.audience, one))] });
      }),

    versions: ({ event, audience }: { event: string; audience: Audience }, origin: Origin) =>
      uow.read(origin, async (tx) => {
        const saved = (await savedVersions(tx, event, audience)).map((one) => view(event, audience, one));
        return ok({ items: [...saved, view(event, audience, undefined)] });
      }),

    save: (
      input: SaveMessageTemplateInput,
      origin: Origin,
    ): Promise<Result<MessageTemplateView, 'messages.stale_version' | 'messages.invalid'>> =>
      uow.run(origin, async (tx) => {
        const { event, audience, version, title, text, subscribe } = input;
        const { findings } = previewOf(input, audience);
        const wrong = findings.filter(({ severity }) => severity === 'error');
        if (wrong.length > 0)
          return refuse('messages.invalid', {
            fields: wrong.map(({ path, code, message }) => ({ path, code, message })),
          });
        const before = await savedMessage(tx, event, audience);
        if ((before?.version ?? 0) !== version) return refuse('messages.stale_version');
        const next = { event, audience, version: version + 1, title, text, subscribe };
        if (!(await insertMessage(tx, next))) return refuse('messages.stale_version');
        await tx.audit({
          action: 'notifications.message_saved',
          subject: { type: 'message_template', id: `${event}.${audience}` },
          before: wordsOf(before ?? defaultMessage(event, audience)),
          after: { ...wordsOf(next), version: next.version },
        });
        return ok(view(event, audience, await savedMessage(tx, event, audience)));
      }),

    preview: ({ audience, ...words }: MessageWords & { audience: Audience }): Preview => previewOf(words, audience),
  };
}

/** Notices that have words of their own, the company's or the product's, as `event.audience`. */
export async function wordedNotices(tx: Tx): Promise<ReadonlySet<string>> {
  const worded = [...DEFAULT_MESSAGES, ...(await savedMessages(tx))].filter(({ event }) => event !== ANY_EVENT);
  return new Set(worded.map(({ event, audience }) => `${event}.${audience}`));
}

const isKnown = (event: string, audience: Audience): boolean =>
  DEFAULT_MESSAGES.some((one) => one.event === event && one.audience === audience);

const wordsOf = ({ title, text, subscribe }: MessageWords): MessageWords => ({ title, text, subscribe });

function view(event: string, audience: Audience, saved: SavedMessage | undefined): MessageTemplateView {
  const standard = defaultMessage(event, audience);
  return {
    event,
    audience,
    // what a flow alone names has no other name
    name: standard.event === ANY_EVENT && event !== ANY_EVENT ? event : standard.name,
    ...wordsOf(saved ?? standard),
    version: saved?.version ?? 0,
    savedAt: saved?.savedAt ?? null,
    savedBy: saved?.savedBy ?? null,
    variables: variablesFor(audience),
  };
}
