import * as z from 'zod';
import { classOf, WecomError } from './errors.ts';

/** Every remote call ends by then, in ms. */
const DEADLINE_MS = 5_000;
/** Longest answer that is read, bytes. */
const MAX_ANSWER = 1_000_000;

/** What every answer of WeCom begins with. */
const always = z.looseObject({ errcode: z.number().int(), errmsg: z.string().optional() });
/** WeChat leaves the errcode out where nothing is wrong. */
const onError = z.looseObject({ errcode: z.number().int().optional(), errmsg: z.string().optional() });
/** Said beside errcode 0 when WeCom could read only part of what we sent. */
const HALF_READ = 'wrong json format';

export interface RemoteCall {
  readonly method: 'GET' | 'POST';
  /** Path below the base address. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether a good answer bears `errcode: 0`, as WeCom's do; WeChat's do not. */
  readonly errcode?: 'always' | 'on_error';
}

/**
 * One HTTP call to WeCom or WeChat. Answers come as `text/plain` too, always with status 200, an errcode inside where something is wrong.
 * Whatever is not such an answer counts as none: the call may have worked, and is tried later.
 *
 * @throws WecomError
 */
export async function callRemote<T>(base: string, call: RemoteCall, answer: z.ZodType<T>, fetchLike: typeof fetch = fetch): Promise<T> {
  const url = `${base}${call.path}?${new URLSearchParams(call.query)}`;
  let text: string;
  try {
    const response = await fetchLike(url, {
      method: call.method,
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(call.body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(call.body) }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`HTTP status ${response.status}`);
    }
    text = await readLimited(response);
  } catch (error) {
    throw new WecomError(call.path, null, 'later', { cause: error });
  }
  const parsed = (call.errcode === 'on_error' ? onError : always).safeParse(parseJson(text));
  if (!parsed.success) throw new WecomError(call.path, null, 'later', { cause: parsed.error });
  const { errcode = 0, errmsg = '' } = parsed.data;
  if (errcode !== 0) throw new WecomError(call.path, errcode, classOf(errcode));
  if (errmsg.includes(HALF_READ)) throw new WecomError(call.path, null, 'later', { cause: new Error(HALF_READ) });
  const value = answer.safeParse(parsed.data);
  if (!value.success) throw new WecomError(call.path, null, 'later', { cause: value.error });
  return value.data;
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
