import type { Clock } from '../../platform/clock.ts';
import { CALLBACK_LIMIT, decodeText, readBody } from '../../platform/http/body.ts';
import { HttpRefusal } from '../../platform/http/problem.ts';
import type { HttpContext, RawRouter } from '../../platform/http/state.ts';
import type { Log } from '../../platform/log-port.ts';
import { CallbackRefused, isTimely, openCallback, openEcho, type Receiver, type SignedQuery } from '../domain/envelope.ts';
import type { Inbox } from '../usecases/inbox.ts';

/** Longest parameter, in characters. */
const MAX_PARAMETER = 4096;

export interface CallbackEdge {
  /** Null while no WeCom app is configured: then nobody can prove to be WeCom. */
  readonly receiver: Receiver | null;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The address that WeCom calls. GET proves that it is ours; POST brings messages: checked, stored, answered with 200 and an empty body at once, worked on
 * later, since WeCom hangs up after five seconds. Whatever is forged or malformed gets the same 403; why is in the log.
 */
export function callbackEndpoint({ receiver, inbox, clock, log }: CallbackEdge) {
  return (router: RawRouter): void => {
    router.get('/wecom/callback', async (ctx) => {
      await refusing(ctx, log, async () => {
        if (!receiver) throw new CallbackRefused('unconfigured');
        ctx.body = openEcho(receiver, signedQuery(ctx), parameter(ctx, 'echostr'));
        ctx.type = 'text/plain';
      });
    });

    router.post('/wecom/callback', async (ctx) => {
      await refusing(ctx, log, async () => {
        if (!receiver) throw new CallbackRefused('unconfigured');
        const { requestId } = ctx.state;
        const query = signedQuery(ctx);
        const callback = openCallback(receiver, query, await readText(ctx));
        const mayBeNew = isTimely(query, clock.now());
        if (!mayBeNew && !(await inbox.knows(callback.digest, requestId))) throw new CallbackRefused('stale');
        const outcome = mayBeNew ? await inbox.receive(callback, requestId) : 'repeated';
        if (outcome === 'repeated') log.info({ digest: callback.digest, requestId }, 'callback repeated');
        ctx.status = 200;
        ctx.body = '';
      });
    });
  };
}

async function refusing(ctx: HttpContext, log: Log, work: () => Promise<void>): Promise<void> {
  ctx.state.route = 'wecom.callback';
  const { requestId, clientAddress: from } = ctx.state;
  try {
    await work();
  } catch (error) {
    if (error instanceof HttpRefusal) log.warn({ why: error.refusal.code, requestId, from }, 'callback refused');
    if (!(error instanceof CallbackRefused)) throw error;
    log.warn({ why: error.why, requestId, from }, 'callback refused');
    ctx.status = 403;
    ctx.type = 'text/plain';
    ctx.body = 'forbidden';
  }
}

/** The body, which may be no text at all. What is too long or too slow is refused as everywhere. */
async function readText(ctx: HttpContext): Promise<string> {
  const bytes = await readBody(ctx.req, CALLBACK_LIMIT);
  try {
    return decodeText(bytes);
  } catch {
    throw new CallbackRefused('body');
  }
}

function signedQuery(ctx: HttpContext): SignedQuery {
  return { signature: parameter(ctx, 'msg_signature'), timestamp: parameter(ctx, 'timestamp'), nonce: parameter(ctx, 'nonce') };
}

/** One value, given once. Koa has decoded it: decoding again would turn `+` into a blank. */
function parameter(ctx: HttpContext, name: string): string {
  const value = ctx.query[name];
  if (typeof value !== 'string' || value === '' || value.length > MAX_PARAMETER) throw new CallbackRefused('query');
  return value;
}
