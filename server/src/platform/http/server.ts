import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import type { Contract } from '@mingdan/shared/contracts/define';
import Koa, { type Middleware } from 'koa';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log-port.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { checkRoutes } from './boot-checks.ts';
import { serveDocs } from './docs.ts';
import { answerErrors } from './errors.ts';
import type { HealthCheck } from './health.ts';
import { createRequestLimits } from './limits.ts';
import { mountRoutes } from './mount.ts';
import { observe } from './observe.ts';
import { serveOperations } from './operations.ts';
import { allowOrigins, clientAddress } from './origins.ts';
import type { Authenticator, RoutePolicy } from './ports.ts';
import { HttpRefusal } from './problem.ts';
import type { RouteBinding } from './route.ts';
import { PERMISSIONS_POLICY, securityHeaders } from './security-headers.ts';
import { createSessionCookie } from './session-cookie.ts';
import type { HttpState, RawRouter } from './state.ts';
import { type StaticSite, serveSite } from './static-site.ts';

export interface HttpParts {
  readonly config: Config['http'];
  readonly version: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly authenticator: Authenticator;
  readonly policy: RoutePolicy;
  /** Every contract of the product; each must be among the routes. */
  readonly contracts: readonly Contract[];
  readonly routes: readonly RouteBinding[];
  /** Endpoints that are no contract, in the order of the capabilities. */
  readonly raw: readonly ((router: RawRouter) => void)[];
  readonly health: readonly HealthCheck[];
  readonly sites: readonly StaticSite[];
  readonly newId: () => string;
  /** `parse` in tests: answers are checked in full in place of being narrowed. */
  readonly output: 'allow-list' | 'parse';
}

export interface HttpServer {
  /** @returns the port that it listens on. @throws when the port is taken (`EADDRINUSE`) */
  listen(): Promise<number>;
  /** Takes no new connections, lets running requests finish, and ends within ten seconds. */
  stop(): Promise<void>;
  /** Origin under which people reach it: the configured one, or this machine's with the real port. */
  publicUrl(): string;
}

const DRAIN_MS = 8_000;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Puts the web server together. Throws BootError when contracts, routes and policy do not fit, before anything listens. */
export function createHttpServer(parts: HttpParts): HttpServer {
  const { config, log } = parts;
  checkRoutes(parts.contracts, parts.routes, parts.policy);
  const secure = config.publicUrl?.startsWith('https://') ?? false;
  const limits = createRequestLimits(config.rateLimitPerMinute);
  const cookie = createSessionCookie(secure);
  let draining = false;

  const raw: RawRouter = new Router<HttpState>();
  for (const hang of parts.raw) hang(raw);
  const api = mountRoutes(parts.routes, { ...parts, limits, cookie, publicUrl: config.publicUrl });

  const app = new Koa<HttpState>();
  // errors are answered and logged by our outermost step; what reaches koa's own listener comes from sockets that are gone
  app.on('error', (error: unknown) => log.debug({ err: error }, 'socket error'));
  app.use(begin(parts));
  app.use(observe(parts));
  app.use(securityHeaders(secure));
  app.use(answerErrors(log));
  app.use(gate({ draining: () => draining, origins: config.h5Origins, limits }));
  app.use(serveOperations({ ...parts, draining: () => draining, token: config.metricsToken }));
  app.use(serveDocs(parts.contracts, parts.version));
  app.use(raw.routes() as Middleware);
  app.use(api.routes() as Middleware);
  for (const site of parts.sites) app.use(serveSite(site));
  app.use(otherwise([raw, api]));

  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 30_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 },
    app.callback(),
  );
  return {
    listen: () => listen(server, config.port, config.host),
    publicUrl: () => config.publicUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? config.port}`,
    async stop() {
      draining = true;
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function begin({ newId, config }: HttpParts): Middleware<HttpState> {
  return async (ctx, next) => {
    ctx.state.requestId = newId();
    ctx.state.clientAddress = clientAddress(ctx, config.trustedProxyHops);
    ctx.state.route = 'none';
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
  };
}

/** What holds for every address: methods, draining, CORS of the API, no caching of answers about people, a limit on login endpoints. */
function gate(parts: {
  draining: () => boolean;
  origins: readonly string[];
  limits: ReturnType<typeof createRequestLimits>;
}): Middleware<HttpState> {
  return async (ctx, next) => {
    ctx.set('Permissions-Policy', PERMISSIONS_POLICY);
    if (parts.draining()) ctx.set('Connection', 'close');
    if (!METHODS.has(ctx.method)) throw new HttpRefusal('request.method_not_allowed', { headers: { Allow: [...METHODS].join(', ') } });
    const isApi = ctx.path.startsWith('/api/');
    const isLogin = ctx.path.startsWith('/auth/');
    if (isApi || isLogin) ctx.set('Cache-Control', 'no-store');
    if (isApi && allowOrigins(ctx, parts.origins)) return;
    if (isLogin) await parts.limits.address(ctx.state.clientAddress);
    await next();
  };
}

/** Nobody answered: the start page, another method at a known address, or nothing there. */
function otherwise(routers: readonly RawRouter[]): Middleware<HttpState> {
  return async (ctx) => {
    if (ctx.path === '/' && ctx.method === 'GET') {
      ctx.redirect('/console/');
      return;
    }
    const methods = new Set(routers.flatMap((router) => router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods)));
    if (methods.size > 0 && !methods.has(ctx.method))
      throw new HttpRefusal('request.method_not_allowed', { headers: { Allow: [...methods].sort().join(', ') } });
    throw new HttpRefusal('request.not_found');
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
