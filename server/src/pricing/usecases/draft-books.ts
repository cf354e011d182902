import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { checkNewBook } from '@mingdan/shared/pricing/check-book';
import type { PriceBook } from '@mingdan/shared/pricing/types';
import type { Origin } from '../../platform/actor.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Drafts } from '../../platform/drafts/index.ts';
import { loadBook, newestVersion } from '../store/price-books.ts';
import { type Confirmed, type PublishRefusal, publishIn } from './publish-book.ts';

type Json = Readonly<Record<string, unknown>>;

/** A book as a draft keeps it: whatever was sent, as an object. */
export function asRecord(json: unknown): Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : {};
}

/** One tier, no prices: what an empty book must at least have. */
function emptyBook(code: string): PriceBook {
  return {
    code,
    version: 1,
    timeZone: 'Asia/Shanghai',
    validFrom: null,
    validTo: null,
    tiers: [{ code: 'T1', name: '标准' }],
    defaultTier: 'T1',
    tierRules: [],
    items: [],
    adjustments: [],
    fees: [],
    splits: [],
  };
}

/** Begins a draft: from a published version, from what a file gave, or empty. */
export function createOpenBookDraft({ uow, drafts }: { uow: UnitOfWork; drafts: Drafts }) {
  return ({ code, fromVersion, book }: { code: string; fromVersion: number | null; book?: unknown }, origin: Origin) =>
    uow.run<{ id: string; revision: number }, 'pricing.book_not_found' | 'drafts.too_large'>(origin, async (tx) => {
      const base = fromVersion === null ? undefined : await loadBook(tx, code, fromVersion);
      if (fromVersion !== null && !base) return refuse('pricing.book_not_found');
      const begin = book === undefined ? (base?.book ?? emptyBook(code)) : asRecord(book);
      const version = (await newestVersion(tx, code)) + 1;
      return drafts.open(tx, origin, { code, baseVersion: fromVersion, value: { ...begin, code, version } });
    });
}

interface PublishInput {
  readonly draftId: string;
  readonly revision: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly confirmed?: Confirmed;
}
type PublishCode = 'drafts.not_found' | 'drafts.stale' | PublishRefusal;

/** Publishes a draft as the next version of its code, with this window. The draft is gone afterwards; when refused it stays. */
export function createPublishBookDraft({ uow, drafts }: { uow: UnitOfWork; drafts: Drafts }) {
  return ({ draftId, revision, validFrom, validTo, confirmed }: PublishInput, origin: Origin) =>
    uow.run(
      origin,
      async (tx): Promise<Result<{ code: string; version: number; warnings: ReturnType<typeof checkNewBook> }, PublishCode>> => {
        const taken = await drafts.take(tx, draftId, revision);
        if (!taken.ok) return taken;
        const { code } = taken.value.row;
        const book = { ...taken.value.value, code, version: (await newestVersion(tx, code)) + 1, validFrom, validTo };
        const findings = checkNewBook(book);
        const published = await publishIn(tx, origin, book, { findings, confirmed });
        return published.ok ? ok({ ...published.value, warnings: findings }) : published;
      },
    );
}
