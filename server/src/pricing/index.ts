import {
  bookDraft,
  bookDrafts,
  bookDraftWorkbook,
  bookWorkbook,
  checkBook as checkBookContract,
  discardBookDraft,
  getBook,
  listBooks,
  openBookDraft,
  publishBook,
  publishBookDraft,
  readBookFile,
  saveBookDraft,
  tryBook,
} from '@mingdan/shared/contracts/books';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { checkBook, checkNewBook } from '@mingdan/shared/pricing/check-book';
import type { OrderFacts, PriceBook } from '@mingdan/shared/pricing/types';
import type { Capability } from '../platform/capability.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { createDrafts } from '../platform/drafts/index.ts';
import { type RouteBinding, route } from '../platform/http/route.ts';
import { downloadOf } from '../platform/imports/download.ts';
import type { FileReader } from '../platform/imports/read-file.ts';
import type { PersonNames } from '../platform/people.ts';
import { type BookPin, createQuoting, type Quoting } from './quoting.ts';
import { findVersionAt, listBookHeads, loadBook, type PriceBookHead, pricingMigrations } from './store/price-books.ts';
import { asRecord, createOpenBookDraft, createPublishBookDraft } from './usecases/draft-books.ts';
import { createPublishBook } from './usecases/publish-book.ts';
import { createReadBookFile } from './usecases/read-book-file.ts';
import { writeBook } from './usecases/workbook/write-book.ts';

export type { BookPin, Priced } from './quoting.ts';

export interface PricingApi {
  /** Prices with a pinned version; refuses with what the engine missed. */
  price: Quoting['price'];
  /** The book itself, for names of items, tiers and rules. */
  book: Quoting['book'];
  /** The version an order pins at `at` (epoch ms): the highest published one of the active book that is valid then. */
  pinAt(tx: Tx, at: number): Promise<BookPin | undefined>;
}

/** Price books 价格本 and quotes. `activeCode`: the book that new orders are priced with. */
export function createPricing({
  uow,
  names,
  activeCode,
  readFile,
}: {
  uow: UnitOfWork;
  names: PersonNames;
  readFile: FileReader;
  activeCode: string;
}): Capability & { api: PricingApi; publish: ReturnType<typeof createPublishBook> } {
  const quoting = createQuoting();
  const publish = createPublishBook({ uow });

  const pinAt = async (tx: Tx, at: number): Promise<BookPin | undefined> => {
    const version = await findVersionAt(tx, activeCode, at);
    return version === undefined ? undefined : { code: activeCode, version };
  };

  const headView = async (tx: Tx, head: PriceBookHead, book: PriceBook, activeVersion: number | undefined) => ({
    code: head.code,
    version: head.version,
    validFrom: book.validFrom ?? null,
    validTo: book.validTo ?? null,
    tiers: book.tiers.length,
    items: book.items.length,
    adjustments: book.adjustments?.length ?? 0,
    fees: book.fees?.length ?? 0,
    splits: book.splits?.length ?? 0,
    publishedAt: head.published_at,
    publishedBy: (await names(tx, [head.published_by])).get(head.published_by) ?? '系统',
    active: head.code === activeCode && head.version === activeVersion,
  });

  return {
    name: 'pricing',
    publish,
    api: { price: quoting.price, book: quoting.book, pinAt },
    migrations: pricingMigrations,
    routes: [
      route(listBooks, (_input, origin) =>
        uow.read(origin, async (tx) => {
          const active = await findVersionAt(tx, activeCode, tx.now);
          const items = [];
          for (const head of await listBookHeads(tx)) items.push(await headView(tx, head, (await quoting.book(tx, head))!, active));
          return ok({ items });
        }),
      ),
      route(getBook, (input, origin) =>
        uow.read(origin, async (tx) => {
          const loaded = await loadBook(tx, input.code, input.version);
          if (!loaded) return refuse('pricing.book_not_found');
          const active = await findVersionAt(tx, activeCode, tx.now);
          return ok({
            head: await headView(tx, loaded.head, loaded.book, active),
            book: JSON.parse(JSON.stringify(loaded.book)),
            findings: [...checkBook(loaded.book)],
          });
        }),
      ),
      route(checkBookContract, async (input) => {
        const findings = [...checkNewBook(input.book)];
        const errors = findings.filter((finding) => finding.severity === 'error').length;
        return ok({ findings, errors, warnings: findings.length - errors });
      }),
      route(publishBook, publish),
      route(tryBook, (input, origin) =>
        uow.read(origin, async (tx) => {
          const engine = await quoting.engine(tx, input);
          if (!engine) return refuse('pricing.book_not_found');
          const { quote, explanation } = engine.explain(input.order as unknown as OrderFacts);
          return ok({ quote: JSON.parse(JSON.stringify(quote)), explanation: JSON.parse(JSON.stringify(explanation ?? null)) });
        }),
      ),
      route(bookWorkbook, (input, origin) =>
        uow.read(origin, async (tx) => {
          const book = await quoting.book(tx, input);
          return book ? ok(downloadOf(`${input.code}-v${input.version}`, writeBook(book))) : refuse('pricing.book_not_found');
        }),
      ),
      ...draftRoutes({ uow, names, readFile }),
    ],
  };
}

/** Drafts of books and the files that they come from and go to. */
function draftRoutes({ uow, names, readFile }: { uow: UnitOfWork; names: PersonNames; readFile: FileReader }): readonly RouteBinding[] {
  const drafts = createDrafts({ uow, table: 'price_book_draft', names, capability: 'pricing', subject: 'book' });
  const readBookOf = createReadBookFile({ readFile });
  return [
    route(bookDrafts, (_input, origin) => uow.read(origin, async (tx) => ok({ items: await drafts.list(tx) }))),
    route(bookDraft, ({ draftId }, origin) =>
      uow.read(origin, async (tx) => {
        const draft = await drafts.load(tx, draftId);
        if (!draft) return refuse('drafts.not_found');
        return ok({ head: draft.head, book: draft.value as never, findings: checkNewBook(draft.value) });
      }),
    ),
    route(openBookDraft, createOpenBookDraft({ uow, drafts })),
    route(saveBookDraft, async ({ draftId, revision, book }, origin) => {
      const saved = await drafts.save({ draftId, revision, value: asRecord(book) }, origin);
      if (!saved.ok) return saved;
      const { value, ...rest } = saved.value;
      return ok({ ...rest, findings: checkNewBook(value) });
    }),
    route(discardBookDraft, drafts.discard),
    route(publishBookDraft, createPublishBookDraft({ uow, drafts })),
    route(readBookFile, async (_input, _origin, { file }) => {
      const read = await readBookOf(file.bytes);
      return read.ok ? ok({ ...read.value, book: read.value.book as never }) : read;
    }),
    route(bookDraftWorkbook, ({ draftId }, origin) =>
      uow.read(origin, async (tx) => {
        const draft = await drafts.load(tx, draftId);
        if (!draft) return refuse('drafts.not_found');
        // a draft may lack what a book must have; the workbook shows what is there
        return ok(downloadOf(`${draft.head.code}-草稿`, writeBook({ tiers: [], items: [], ...draft.value } as unknown as PriceBook)));
      }),
    ),
  ];
}
