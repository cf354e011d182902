import { t } from './messages.ts';

/** Codes of books that have a name in the product; a company gives its own books codes that people know them by. */
const MAIN = 'MAIN';

/** A book's code as people call it: `MAIN` is 主价目表. */
export const bookName = (code: string): string => (code === MAIN ? t('book.main') : code);

/** A version of a book in words: 主价目表 · 第 2 版. */
export const bookVersionName = (code: string, version: number | string): string => t('book.version', { book: bookName(code), version });

/** The same for a pin `MAIN@2`, which the tooltip keeps for whoever asks for it. */
export function BookText({ pin }: { pin: string }) {
  const at = pin.lastIndexOf('@');
  return <span title={pin}>{at < 0 ? pin : bookVersionName(pin.slice(0, at), pin.slice(at + 1))}</span>;
}

/** A tier by its name; the tooltip keeps its code. */
export function TierText({ code, name }: { code: string; name: string | undefined }) {
  return <span title={code}>{name || code}</span>;
}
