// breaks: enter-by-the-door
import { book } from '../../pricing/domain/book.ts';
export const inner = book;
