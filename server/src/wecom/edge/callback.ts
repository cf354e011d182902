import { systemOrigin } from '../../platform/actor.ts';
import { CALLBACK_LIMIT, decodeText, readBody } from '../../platform/http/body.ts';
import type { HttpContext, RawRouter } from '../../platform/http/state.ts';
import type { Log } from '../../platform/log/log.ts';
import { CallbackRefused, openCallback, openSealed, type Receiver, type SignedQuery } from '../domain/envelope.ts';
import type { Inbox } from '../usecases/inbox.ts';

const MAX_PARAMETER = 4096;

/**
 * The address that WeCom calls. GET proves that it is ours; POST brings messages: checked, stored, answered with 200 and an empty body at once, worked on
 * later, since WeCom hangs up after five seconds. Whatever is forged or malformed gets the same 403.
 */
export function callbackEndpoint(receiver: Receiver | null, inbox: Inbox, log: Log) {
  return (router: RawRouter): void => {
    router.get('/wecom/callback', async (ctx) => {
      await refusing(ctx, log, async () => {
        if (!receiver) throw new CallbackRefused('receiver');
        const echo = parameter(ctx, 'echostr');
        ctx.body = openSealed(receiver, signedQuery(ctx), echo);
        ctx.type = 'text/plain';
      });
    });

    router.post('/wecom/callback', async (ctx) => {
      await refusing(ctx, log, async () => {
        if (!receiver) throw new CallbackRefused('receiver');
        const query = signedQuery(ctx);
        const callback = openCallback(receiver, query, decodeText(await readBody(ctx.req, CALLBACK_LIMIT)));
        const outcome = await inbox.receive(callback, systemOrigin('wecom.callback', ctx.state.requestId));
        if (outcome === 'repeated') log.info({ digest: callback.digest, requestId: ctx.state.requestId }, 'callback repeated');
        ctx.status = 200;
        ctx.body = '';
      });
    });
  };
}

async function refusing(ctx: HttpContext, log: Log, work: () => Promise<void>): Promise<void> {
  ctx.state.route = 'wecom.callback';
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error;
    log.warn({ why: error.why, requestId: ctx.state.requestId, from: ctx.state.clientAddress }, 'callback refused');
    ctx.status = 403;
    ctx.type = 'text/plain';
    ctx.body = 'forbidden';
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
