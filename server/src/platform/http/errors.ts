import type { Middleware } from 'koa';
import { DatabaseBusy } from '../db/errors.ts';
import type { Log } from '../log-port.ts';
import { HttpRefusal, problemOf } from './problem.ts';
import type { HttpState } from './state.ts';

/** Turns whatever was thrown into a problem answer. Refusals are told as they are; a bug is logged in full and told as nothing but its request id. */
export function answerErrors(log: Log): Middleware<HttpState> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const refused = asRefusal(error);
      if (refused.refusal.code === 'request.internal')
        log.error({ err: error, requestId: ctx.state.requestId, route: ctx.state.route }, 'request failed');
      else if (refused.refusal.code === 'request.busy')
        log.warn({ err: error, requestId: ctx.state.requestId, route: ctx.state.route }, 'database busy');
      const problem = problemOf(refused.refusal, ctx.state.requestId);
      ctx.status = problem.status;
      ctx.set(refused.headers);
      ctx.type = 'application/problem+json';
      ctx.body = JSON.stringify(problem);
    }
  };
}

function asRefusal(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof DatabaseBusy)
    return new HttpRefusal('request.busy', { headers: { 'Retry-After': String(error.retryAfterSeconds) } });
  // koa's and the router's own complaints about an address that cannot be decoded
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return new HttpRefusal(status >= 400 && status < 500 ? 'request.malformed' : 'request.internal');
}
