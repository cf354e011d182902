import { ok, type Refusal, type Result, refuse } from '@mingdan/shared/kernel/result';
import { parseInstant } from '@mingdan/shared/kernel/time';
import { checkNewBook } from '@mingdan/shared/pricing/check-book';
import type { PriceChange } from '@mingdan/shared/pricing/diff-book';
import { changeKey, changeWords, largeChanges } from '@mingdan/shared/pricing/large-changes';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { type Finding, findingsAsFields } from '../domain/findings.ts';
import { bookPublished } from '../events.ts';
import { insertBook, loadBook, newestVersion } from '../store/price-books.ts';

/**
 * Which large changes whoever publishes stands by: those with these keys, or all of them, unseen, for books that a program writes and answers for. Absent: none.
 */
export type Confirmed = readonly string[] | 'all' | undefined;

export type PublishRefusal = 'pricing.book_invalid' | 'pricing.version_exists' | 'pricing.large_changes';

/** Publishes one immutable version. Any finding of severity error refuses it, and all of them come back. */
export function createPublishBook({ uow }: { uow: UnitOfWork }) {
  return async ({ book: json, confirmed }: { book: unknown; confirmed?: Confirmed }, origin: Origin) => {
    const findings: readonly Finding[] = checkNewBook(json);
    return uow.run(origin, (tx) => publishIn(tx, origin, json, { findings, confirmed }));
  };
}

type Published = { code: string; version: number; warnings: Finding[] };

/** Publishes within the caller's transaction what a check found `findings` in. Prices that change by more than half must be confirmed, each of them. */
export async function publishIn(
  tx: Tx,
  origin: Origin,
  json: unknown,
  { findings, confirmed }: { findings: readonly Finding[]; confirmed: Confirmed },
): Promise<Result<Published, PublishRefusal>> {
  if (findings.some((finding) => finding.severity === 'error'))
    return refuse('pricing.book_invalid', { fields: findingsAsFields(findings) });
  const book = json as PriceBook;
  const newest = await loadBook(tx, book.code, await newestVersion(tx, book.code));
  const isNew = await insertBook(tx, {
    id: newId(),
    code: book.code,
    version: book.version,
    valid_from: book.validFrom ? parseInstant(book.validFrom) : null,
    valid_to: book.validTo ? parseInstant(book.validTo) : null,
    definition: JSON.stringify(book),
    published_at: tx.now,
    published_by: origin.actor.id,
  });
  if (!isNew) return refuse('pricing.version_exists', { detail: { code: book.code, version: book.version } });
  const large = newest ? largeChanges(newest.book, book) : [];
  const asked = confirmed === 'all' ? [] : large.filter((change) => !confirmed?.includes(changeKey(change)));
  if (asked.length > 0) return largeRefusal(asked, book);
  await tx.audit({
    action: 'pricing.book_published',
    subject: { type: 'book', id: `${book.code}@${book.version}` },
    after: { items: book.items.length, ...(large.length > 0 ? { largeChanges: large.length } : {}) },
  });
  await tx.outbox.append(bookPublished, { code: book.code, version: book.version });
  return ok({ code: book.code, version: book.version, warnings: findings.map((finding) => ({ ...finding })) });
}

/** How many changes the sentence names; the fields hold all. */
const NAMED = 3;

/** Names every change that nobody has confirmed, at its place in the book. */
function largeRefusal(asked: readonly PriceChange[], book: PriceBook): Refusal<'pricing.large_changes'> {
  const words = asked.map((change) => changeWords(change, book));
  return refuse('pricing.large_changes', {
    detail: { count: asked.length, what: `${words.slice(0, NAMED).join('；')}${asked.length > NAMED ? ' 等' : ''}` },
    fields: asked.map(({ item, tier, side }, at) => ({
      path: `book.items.${book.items.findIndex(({ code }) => code === item)}.prices.${tier}.${side}`,
      code: 'pricing.large_change',
      message: words[at]!,
    })),
  });
}
