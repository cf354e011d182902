import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is cut and can be no order; it keeps endless input without a line break from filling the memory. */
export const MAX_LINE_LENGTH = 16 * 1024 * 1024;

/**
 * The lines of a byte stream, some at a time, without their line feeds. Memory is bounded by a chunk and one line. A byte order mark at the
 * start is dropped, since spreadsheets write one. A line beyond {@link MAX_LINE_LENGTH} comes out cut.
 */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let first = true;
  for await (const chunk of source) {
    let text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (first && text !== '') {
      first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const lines = text.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop()!;
    if (rest.length > MAX_LINE_LENGTH) rest = rest.slice(0, MAX_LINE_LENGTH);
    if (lines.length > 0) yield lines;
  }
  rest += decoder.end();
  if (rest !== '') yield [rest];
}
