import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { HttpRefusal } from './problem.ts';

const WRITES = new Set(['POST', 'PUT', 'DELETE']);
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether the browser says that our own page sent this. Without a configured public URL this machine's names with our port are ours. */
function isOwnOrigin(ctx: Context, publicUrl: string | null): boolean {
  const origin = ctx.get('Origin');
  if (publicUrl !== null) return origin === publicUrl;
  const port = ctx.req.socket.localPort;
  return LOOPBACK.some((host) => origin === `http://${host}:${port}` || (port === 80 && origin === `http://${host}`));
}

/**
 * Writes of a cookie session must come from our own page and carry the session's token: browsers attach cookies to whatever a foreign page sends.
 * Bearers need neither, since no browser attaches them by itself.
 *
 * @throws HttpRefusal request.origin_refused
 */
export function checkCsrf(ctx: Context, csrf: string | null, publicUrl: string | null): void {
  if (!WRITES.has(ctx.method)) return;
  const site = ctx.get('Sec-Fetch-Site');
  const told = Buffer.from(ctx.get('X-CSRF-Token'));
  const right = Buffer.from(csrf ?? '');
  const matches = csrf !== null && told.length === right.length && timingSafeEqual(told, right);
  if (!isOwnOrigin(ctx, publicUrl) || (site !== '' && site !== 'same-origin') || !matches) throw new HttpRefusal('request.origin_refused');
}

/**
 * CORS for the configured origins of H5 pages: bearer only, never cookies. Other origins get no such header, and their browsers refuse.
 * @returns true when it answered a preflight
 */
export function allowOrigins(ctx: Context, origins: readonly string[]): boolean {
  if (origins.length === 0) return false;
  ctx.vary('Origin');
  const origin = ctx.get('Origin');
  if (!origins.includes(origin)) return false;
  ctx.set('Access-Control-Allow-Origin', origin);
  if (ctx.method !== 'OPTIONS' || ctx.get('Access-Control-Request-Method') === '') {
    ctx.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After, Idempotent-Replayed');
    return false;
  }
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key');
  ctx.set('Access-Control-Max-Age', '600');
  ctx.status = 204;
  return true;
}

/** The client's address: the socket's, or the entry that the outermost of our own proxies added to X-Forwarded-For. What clients put before it is not believed. */
export function clientAddress(ctx: Context, trustedHops: number): string {
  const direct = ctx.req.socket.remoteAddress ?? 'unknown';
  if (trustedHops === 0) return direct;
  const forwarded = ctx
    .get('X-Forwarded-For')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return forwarded.at(-trustedHops) ?? direct;
}
