import { request as httpRequest } from 'node:http';
import type { Contract } from '@mingdan/shared/contracts/define';
import type { Actor } from '../../src/platform/actor.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import type { Authenticated, Authenticator, RoutePolicy } from '../../src/platform/http/ports.ts';
import type { RouteBinding } from '../../src/platform/http/route.ts';
import { createHttpServer, type HttpParts, type HttpServer } from '../../src/platform/http/server.ts';
import { newId, newToken } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log-port.ts';
import { createMetrics } from '../../src/platform/metrics/metrics.ts';

export const CSRF = 'csrf-of-the-test-session';

/** A person with the given roles everywhere. */
export function actorWith(roles: Actor['roles'], over: Partial<Actor> = {}): Actor {
  return {
    kind: 'person',
    id: newId(),
    name: '测试员',
    roles,
    scope: { regions: ['000000'], outletId: null, orderId: null },
    sessionId: newId(),
    ...over,
  };
}

/** Sessions in memory: what the identity capability does with a table. */
export function memoryAuthenticator(): Authenticator & { open(actor: Actor, kind: 'cookie' | 'bearer'): string } {
  const held = new Map<string, Authenticated>();
  const last = new Map<string, Authenticated>();
  return {
    open(actor, kind) {
      const token = newToken();
      held.set(token, { actor, session: { id: newId(), kind, expiresAt: 0, csrf: kind === 'cookie' ? CSRF : null } });
      return token;
    },
    authenticate: async (token, kind) => {
      const found = held.get(token);
      if (found?.session.kind !== kind) return undefined;
      last.set(token, found);
      return found;
    },
    remembered: (token, kind) => {
      const found = last.get(token);
      return found?.session.kind === kind ? found : undefined;
    },
  };
}

/** Everybody with the role `staff` may do everything. */
export const staffOnly: RoutePolicy = { knows: () => true, allows: (actor) => actor.roles.includes('staff') };

export interface Started {
  readonly url: string;
  readonly port: number;
  readonly server: HttpServer;
  readonly sessions: ReturnType<typeof memoryAuthenticator>;
  stop(): Promise<void>;
}

/** A web server on a free port with the given routes. */
export async function startServer(routes: readonly RouteBinding[], over: Partial<HttpParts> = {}): Promise<Started> {
  const sessions = memoryAuthenticator();
  const metrics = createMetrics();
  const server = createHttpServer({
    config: { ...loadConfig({}, '/tmp').http, port: 0 },
    version: '0.0.0-test',
    log: silentLog,
    metrics,
    clock: systemClock,
    authenticator: sessions,
    policy: staffOnly,
    contracts: routes.map(({ contract }): Contract => contract),
    routes,
    raw: [],
    health: [],
    sites: [],
    newId,
    output: 'parse',
    ...over,
  });
  const port = await server.listen();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    sessions,
    stop: async () => {
      await server.stop();
      metrics.close();
    },
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request with exactly these headers and bytes: `fetch` adds and forbids some. */
export function rawRequest(
  port: number,
  options: { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method: options.method, path: options.path, headers: options.headers ?? {} },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}
