import { createHash } from 'node:crypto';
import Router from '@koa/router';
import type { Contract } from '@mingdan/shared/contracts/define';
import type { RefusalCode } from '@mingdan/shared/contracts/refusals';
import canonicalize from 'canonicalize';
import type { Context } from 'koa';
import { type Actor, type IdempotencyClaim, type Origin, openClaim } from '../actor.ts';
import { isId } from '../ids.ts';
import { FILE_LIMIT, readBody, readJson } from './body.ts';
import { beginEarly, type EarlyAnswer } from './early.ts';
import { fieldErrors } from './field-errors.ts';
import type { RequestLimits } from './limits.ts';
import { checkCsrf } from './origins.ts';
import { compileOutput } from './output.ts';
import type { Authenticated, Authenticator, RoutePolicy } from './ports.ts';
import { HttpRefusal, problemOf } from './problem.ts';
import type { RequestExtras, RouteBinding } from './route.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { HttpState, RawRouter } from './state.ts';

/** What mounting needs from outside. */
export interface MountDeps {
  readonly authenticator: Authenticator;
  readonly policy: RoutePolicy;
  readonly limits: RequestLimits;
  readonly cookie: SessionCookie;
  readonly publicUrl: string | null;
  /** `allow-list`: copy what the contract names. `parse`: check every answer in full, for tests. */
  readonly output: 'allow-list' | 'parse';
}

type Ctx = Context & { state: HttpState; params: Record<string, string> };

const NOBODY: Actor = {
  kind: 'system',
  id: 'anonymous',
  name: 'anonymous',
  roles: [],
  scope: { regions: [], outletId: null, orderId: null },
  sessionId: null,
};

/** Hangs every contract onto a router below /api. Fixed segments go before parameters, so that `/templates/a/start-form` is not version `start-form`. */
export function mountRoutes(routes: readonly RouteBinding[], deps: MountDeps): RawRouter {
  const router: RawRouter = new Router<HttpState>({ prefix: '/api' });
  for (const binding of [...routes].sort(bySpecificity)) {
    const { meta } = binding.contract;
    const answer = createAnswer(binding, deps);
    router.register(meta.path, [meta.method], async (ctx) => answer(ctx as unknown as Ctx));
  }
  return router;
}

function bySpecificity(a: RouteBinding, b: RouteBinding): number {
  const left = a.contract.meta.path.split('/');
  const right = b.contract.meta.path.split('/');
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = Number(left[index]!.startsWith(':')) - Number(right[index]!.startsWith(':'));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** One operation, from the request to the answer. The only code that touches `ctx` for contracts. */
function createAnswer({ contract, handler, readsEarly }: RouteBinding, deps: MountDeps): (ctx: Ctx) => Promise<void> {
  const { meta } = contract;
  const filter = deps.output === 'parse' ? (value: unknown) => contract.output.parse(value) : compileOutput(contract.output);
  const isWrite = meta.method !== 'GET';
  const needsKey = isWrite && meta.permission !== 'public' && meta.idempotency !== 'none';

  return async (ctx) => {
    ctx.state.route = meta.name;
    if (meta.limit === 'strict') await deps.limits.strict(ctx.state.clientAddress);

    const early = readsEarly ? await tryEarly(ctx, { contract, handler }, deps) : undefined;
    const who = await authorise(ctx, contract, deps);
    const { input, file } = await readInput(ctx, contract);
    const idempotency = needsKey ? claimOf(ctx, meta.name, input, file.bytes) : undefined;
    const origin: Origin = {
      actor: who?.actor ?? NOBODY,
      requestId: ctx.state.requestId,
      ...(idempotency ? { idempotency } : {}),
    };
    const extras: RequestExtras = { session: who?.session ?? null, file, dropSessionCookie: () => deps.cookie.clear(ctx) };

    const result = (await early?.for(who)) ?? (await handler(input, origin, extras));
    if (idempotency?.state === 'replayed') ctx.set('Idempotent-Replayed', 'true');
    if (result.ok) {
      if (deps.output === 'parse' && idempotency?.state === 'open')
        throw new Error(`${meta.name} wrote without taking its idempotency key`);
      ctx.status = 200;
      ctx.body = filter(result.value);
      return;
    }
    const problem = problemOf(result, ctx.state.requestId);
    if (problem.status >= 500 && problem.status !== 503) throw new Error(`${meta.name} refused with the unregistered code ${result.code}`);
    ctx.status = problem.status;
    if (problem.status === 503) ctx.set('Retry-After', '1');
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(problem);
  };
}

/** A read that begins before its session was looked up; undefined where nothing is remembered of the token, or where the answer would be a refusal. */
async function tryEarly(
  ctx: Ctx,
  { contract, handler }: Pick<RouteBinding, 'contract' | 'handler'>,
  deps: MountDeps,
): Promise<EarlyAnswer | undefined> {
  const token = tokenOf(ctx, deps);
  const remembered = token && deps.authenticator.remembered(token.value, token.kind);
  if (!remembered || !deps.policy.allows(remembered.actor, contract.meta.permission)) return undefined;
  if (!(await deps.limits.hasRoom(remembered.session.id))) return undefined;
  const asked = await readInput(ctx, contract).catch(() => undefined);
  if (!asked) return undefined;
  return beginEarly(remembered, ({ actor, session }) =>
    handler(asked.input, { actor, requestId: ctx.state.requestId }, { session, file: asked.file, dropSessionCookie: () => {} }),
  );
}

/** Who asks, and whether this may be asked at all. Undefined only for public operations. */
async function authorise(ctx: Ctx, contract: Contract, deps: MountDeps): Promise<Authenticated | undefined> {
  const { permission } = contract.meta;
  if (permission === 'public') {
    await deps.limits.address(ctx.state.clientAddress);
    return undefined;
  }
  const token = tokenOf(ctx, deps);
  const who = token && (await deps.authenticator.authenticate(token.value, token.kind, ctx.state.requestId));
  if (who === undefined) {
    await deps.limits.address(ctx.state.clientAddress);
    throw new HttpRefusal('request.unauthenticated');
  }
  await deps.limits.session(who.session.id);
  if (who.session.kind === 'cookie') checkCsrf(ctx, who.session.csrf, deps.publicUrl);
  if (!deps.policy.allows(who.actor, permission)) throw new HttpRefusal('request.forbidden');
  return who;
}

/** A bearer where one is sent, else the cookie; never both, so that a foreign page cannot mix them. */
function tokenOf(
  ctx: Ctx,
  { cookie }: Pick<MountDeps, 'cookie'>,
): { readonly value: string; readonly kind: 'bearer' | 'cookie' } | undefined {
  const header = ctx.get('Authorization');
  if (header === '') {
    const value = cookie.read(ctx);
    return value === undefined ? undefined : { value, kind: 'cookie' };
  }
  const value = /^Bearer ([A-Za-z0-9_-]{22,64})$/.exec(header)?.[1];
  return value === undefined ? undefined : { value, kind: 'bearer' };
}

/** Path, query and body as one flat object, through the contract's schema. A name that comes from two places is refused, and so is a repeated parameter. */
async function readInput(ctx: Ctx, contract: Contract): Promise<{ input: unknown; file: RequestExtras['file'] }> {
  const { meta } = contract;
  const hasJson = meta.method === 'POST' || meta.method === 'PUT';
  const file = meta.body === 'octets' ? await readFile(ctx) : { bytes: Buffer.alloc(0), type: '' };
  const body = hasJson && meta.body !== 'octets' ? await readJson(ctx.req) : {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw malformed([{ path: '', code: 'type', message: '请求正文应为对象' }]);

  const repeated = Object.entries(ctx.query).filter(([, value]) => Array.isArray(value));
  if (repeated.length > 0) throw malformed(repeated.map(([path]) => ({ path, code: 'repeated', message: '参数重复' })));

  // a map without prototype: names come from outside
  const merged: Record<string, unknown> = Object.create(null);
  for (const source of [ctx.params, ctx.query, body]) {
    for (const [name, value] of Object.entries(source)) {
      if (name in merged) throw malformed([{ path: name, code: 'repeated', message: '参数重复' }]);
      merged[name] = value;
    }
  }
  const parsed = contract.input.safeParse({ ...merged });
  if (!parsed.success) throw new HttpRefusal('request.invalid', { fields: fieldErrors(parsed.error.issues, merged) });
  return { input: parsed.data, file };
}

function malformed(fields: readonly { path: string; code: string; message: string }[]): HttpRefusal {
  return new HttpRefusal('request.malformed', { fields });
}

async function readFile(ctx: Ctx): Promise<RequestExtras['file']> {
  const type = ctx.get('Content-Type').toLowerCase();
  if (type !== 'application/octet-stream' && !/^image\/(?:jpeg|png|webp)$/.test(type)) throw new HttpRefusal('request.unsupported_media');
  return { bytes: await readBody(ctx.req, FILE_LIMIT), type };
}

/** The client's key for this write. @throws HttpRefusal idempotency.key_missing */
function claimOf(ctx: Ctx, route: string, input: unknown, bytes: Buffer): IdempotencyClaim {
  const key = ctx.get('Idempotency-Key').toUpperCase();
  if (!isId(key)) {
    const code: RefusalCode = 'idempotency.key_missing';
    throw new HttpRefusal(code, { fields: [{ path: 'Idempotency-Key', code: 'format', message: '需要一个 ULID 作为幂等键' }] });
  }
  const hash = createHash('sha256').update(canonicalize(input) ?? '');
  if (bytes.length > 0) hash.update(bytes);
  return openClaim({ key, route, bodyHash: hash.digest('hex') });
}
