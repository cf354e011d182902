import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

/** Most bytes of a JSON body. */
export const JSON_LIMIT = 1024 * 1024;
/** Most bytes of a platform's callback. */
export const CALLBACK_LIMIT = 64 * 1024;
/** Most bytes of an uploaded file. */
export const FILE_LIMIT = 10 * 1024 * 1024;
const BODY_DEADLINE_MS = 20_000;

/**
 * Reads a whole body within a limit and a deadline. Compressed bodies are refused unread: a small one may unfold to gigabytes.
 *
 * @throws HttpRefusal request.unsupported_media, request.too_large, request.timeout, request.malformed (the client went away)
 */
export async function readBody(request: IncomingMessage, limit: number, deadlineMs = BODY_DEADLINE_MS): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new HttpRefusal('request.unsupported_media');
  // the rest of a body that we do not want is not read: the connection closes after the answer
  const close = { headers: { Connection: 'close' }, detail: { limit } };
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new HttpRefusal('request.too_large', close);

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (error: Error | undefined): void => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      if (error === undefined) resolve(Buffer.concat(chunks, size));
      else {
        request.pause();
        reject(error);
      }
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) finish(new HttpRefusal('request.too_large', close));
      else chunks.push(chunk);
    };
    const onEnd = (): void => finish(undefined);
    const onGone = (): void => finish(new HttpRefusal('request.malformed'));
    const timer = setTimeout(() => finish(new HttpRefusal('request.timeout', { headers: { Connection: 'close' } })), deadlineMs);
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}

/** Bytes as text; invalid UTF-8 is refused, not repaired. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpRefusal('request.malformed', { fields: [{ path: '', code: 'text.encoding', message: '请求正文不是 UTF-8' }] });
  }
}

/**
 * The JSON body of a write. Nothing else is accepted: a form or text/plain could be sent by a foreign page without asking.
 * An absent body is an empty object, for operations whose whole input is in the path.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'];
  if (!hasBody(request)) return {};
  if (type === undefined || !/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type))
    throw new HttpRefusal('request.unsupported_media');
  return parseStrictJson(decodeText(await readBody(request, JSON_LIMIT)));
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}
