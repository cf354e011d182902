import type { Middleware } from 'koa';
import type { Log } from '../log-port.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { HttpState } from './state.ts';

/** One log line and one observation per answer: operation, status, time. Addresses, query strings, headers and bodies are not logged. */
export function observe({ log, metrics }: { log: Log; metrics: Metrics }): Middleware<HttpState> {
  return async (ctx, next) => {
    const start = performance.now();
    try {
      await next();
    } finally {
      const ms = performance.now() - start;
      const { method, status } = ctx;
      const { route, requestId } = ctx.state;
      metrics.observeRequest({ method, route, status }, ms / 1000);
      const fields = { requestId, method, route, status, ms: Math.round(ms * 10) / 10 };
      if (route.startsWith('static') || route.startsWith('health')) log.debug(fields, 'request');
      else log.info(fields, 'request');
    }
  };
}
