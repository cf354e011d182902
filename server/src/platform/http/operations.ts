import { timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Metrics } from '../metrics/metrics.ts';
import { type HealthCheck, readiness } from './health.ts';
import { HttpRefusal } from './problem.ts';
import type { HttpState } from './state.ts';

/** /healthz: the process runs. /readyz: it can serve, and what is degraded. /metrics: for this machine, or with the token. */
export function serveOperations(parts: {
  readonly health: readonly HealthCheck[];
  readonly metrics: Metrics;
  readonly draining: () => boolean;
  readonly token: string | null;
}): Middleware<HttpState> {
  return async (ctx, next) => {
    if (ctx.method !== 'GET') return next();
    if (ctx.path === '/healthz') {
      answer(ctx, 'health', { status: 'ok' });
    } else if (ctx.path === '/readyz') {
      const { ready, body } = await readiness(parts.health, parts.draining());
      answer(ctx, 'health', body);
      if (!ready) ctx.status = 503;
    } else if (ctx.path === '/metrics') {
      if (!mayReadMetrics(ctx, parts.token)) throw new HttpRefusal('request.forbidden');
      const { contentType, text } = await parts.metrics.render();
      answer(ctx, 'health metrics', text);
      ctx.set('Content-Type', contentType);
    } else {
      await next();
    }
  };
}

function answer(ctx: Context, route: string, body: unknown): void {
  ctx.state.route = route;
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 200;
  ctx.body = body;
}

/** A proxy on this machine also comes from a loopback address, so whatever was forwarded needs the token. */
function mayReadMetrics(ctx: Context, token: string | null): boolean {
  const address = ctx.req.socket.remoteAddress ?? '';
  const isLocal = /^(?:127\.|::1$|::ffff:127\.)/.test(address) && ctx.get('X-Forwarded-For') === '' && ctx.get('Forwarded') === '';
  if (isLocal) return true;
  if (token === null) return false;
  const told = Buffer.from(ctx.get('Authorization'));
  const right = Buffer.from(`Bearer ${token}`);
  return told.length === right.length && timingSafeEqual(told, right);
}
