import type { CompiledBook } from '../../shared/src/pricing/compile-book.ts';
import { linesOf } from './lines.ts';

/** Answers are handed on in pieces of about this many characters: few enough calls, little enough memory. */
const PIECE = 64 * 1024;

/** Reads one input line. What is no JSON is no object either, and the engine says so. */
function orderOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/**
 * Prices a batch: for every line that is not blank one line of result, in the same order. One bad order never stops it.
 *
 * @param explain adds `explanation` to every quote
 */
export async function* quoteBatch(source: AsyncIterable<Uint8Array>, book: CompiledBook, explain: boolean): AsyncGenerator<string> {
  const answer = (order: unknown) => {
    if (!explain) return book.quote(order);
    const { quote, explanation } = book.explain(order);
    return explanation === null ? quote : { ...quote, explanation };
  };
  let piece = '';
  for await (const lines of linesOf(source)) {
    for (const line of lines) {
      if (line.trim() === '') continue;
      piece += `${JSON.stringify(answer(orderOf(line)))}\n`;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
