import { text } from './index.ts';

/** Codes of books that have a name in the product; a company gives its own books codes that people know them by. */
const MAIN = 'MAIN';

/** A book's code as people call it: `MAIN` is 主价目表. */
export const bookName = (code: string): string => (code === MAIN ? text('book.main') : code);

/** A version of a book in words: 主价目表 · 第 2 版. */
export const bookVersionName = (code: string, version: number | string): string => text('book.version', { book: bookName(code), version });

/** The same for a pin `MAIN@2`; what is no pin stands as it is. */
export function pinName(pin: string): string {
  const at = pin.lastIndexOf('@');
  return at < 0 ? pin : bookVersionName(pin.slice(0, at), pin.slice(at + 1));
}
