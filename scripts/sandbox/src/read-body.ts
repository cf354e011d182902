import type { IncomingMessage } from 'node:http';

/** The platforms take files up to 20 MB; beyond this the caller is cut off. */
const MAX_BYTES = 25 * 1_048_576;

/** The whole body. @throws Error above 25 MB or when the caller goes away */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A JSON body; undefined when there is none or it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const raw = await readBody(request);
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
