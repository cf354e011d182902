import type { FileFinding, Finding } from '@mingdan/shared/contracts/common';
import { ok, type Result } from '@mingdan/shared/kernel/result';
import { checkNewBook } from '@mingdan/shared/pricing/check-book';
import type { FileReader, ImportRefusal } from '../../platform/imports/read-file.ts';
import { createFileReport } from '../../platform/imports/table.ts';
import { readBook } from './workbook/read-book.ts';

interface BookFromFile {
  /** Null when the file holds no book at all. */
  readonly book: unknown;
  readonly findings: FileFinding[];
  readonly bookFindings: Finding[];
}

/** A trial run of an import: the book that a file holds, what is wrong in the file, and what is wrong with the book. Nothing is kept. */
export function createReadBookFile({ readFile }: { readFile: FileReader }) {
  return async (bytes: Buffer): Promise<Result<BookFromFile, ImportRefusal>> => {
    const read = await readFile(bytes);
    if (!read.ok) return read;
    const report = createFileReport();
    const document = read.value;
    const book = document.kind === 'json' ? document.value : readBook(document.sheets, report);
    // through JSON once: what the readers leave undefined is absent afterwards
    const plain: unknown = book === null ? null : JSON.parse(JSON.stringify(book));
    return ok({ book: plain, findings: [...report.findings], bookFindings: plain === null ? [] : checkNewBook(plain) });
  };
}
