import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { parseInstant } from '@mingdan/shared/kernel/time';
import { checkNewBook } from '@mingdan/shared/pricing/check-book';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { type Finding, findingsAsFields } from '../domain/findings.ts';
import { bookPublished } from '../events.ts';
import { insertBook } from '../store/price-books.ts';

/** Publishes one immutable version. Any finding of severity error refuses it, and all of them come back. */
export function createPublishBook({ uow }: { uow: UnitOfWork }) {
  return async ({ book: json }: { book: unknown }, origin: Origin) => {
    const findings: readonly Finding[] = checkNewBook(json);
    return uow.run(origin, (tx) => publishIn(tx, origin, json, findings));
  };
}

type Published = { code: string; version: number; warnings: Finding[] };

/** Publishes within the caller's transaction what a check found `findings` in. */
export async function publishIn(
  tx: Tx,
  origin: Origin,
  json: unknown,
  findings: readonly Finding[],
): Promise<Result<Published, 'pricing.book_invalid' | 'pricing.version_exists'>> {
  if (findings.some((finding) => finding.severity === 'error'))
    return refuse('pricing.book_invalid', { fields: findingsAsFields(findings) });
  const book = json as PriceBook;
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
  await tx.audit({
    action: 'pricing.book_published',
    subject: { type: 'book', id: `${book.code}@${book.version}` },
    after: { items: book.items.length },
  });
  await tx.outbox.append(bookPublished, { code: book.code, version: book.version });
  return ok({ code: book.code, version: book.version, warnings: findings.map((finding) => ({ ...finding })) });
}
