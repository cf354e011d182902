import { setTimeout as wait } from 'node:timers/promises';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { type ApiRequest, answerApi, isApiPath } from './api/dispatch.ts';
import { asset } from './assets.ts';
import { type ControlParts, runControl } from './control/control.ts';
import { streamChanges } from './live-updates.ts';
import { authorize, confirmScan, type LoginAnswer, scanLogin } from './oauth/login-pages.ts';
import { overview } from './overview.ts';
import { readBody, readJson } from './read-body.ts';

function send(ctx: Context, answer: LoginAnswer): void {
  if (answer.kind === 'redirect') {
    ctx.redirect(answer.location);
    return;
  }
  ctx.type = 'html';
  ctx.body = answer.html;
}

async function api(ctx: Context, parts: ControlParts): Promise<void> {
  const { world, faults } = parts;
  const started = performance.now();
  const query = new URLSearchParams(ctx.querystring);
  const request: ApiRequest = {
    method: ctx.method,
    path: ctx.path,
    query,
    raw: await readBody(ctx.req),
    contentType: ctx.get('content-type'),
  };
  const fault = faults.take(ctx.path);
  if (fault?.delayMs) await wait(fault.delayMs);
  const log = (errcode: number, body: unknown, answer: unknown, note: string): void => {
    const summary = note || (errcode === 0 ? 'ok' : `errcode ${errcode}`);
    const detail = { method: ctx.method, query: Object.fromEntries(query), body, answer };
    const ms = Math.round(performance.now() - started);
    world.journal.add({ at: world.clock.wall(), kind: 'api', name: ctx.path, ok: errcode === 0, summary, ms, detail });
  };
  if (fault?.cut === 'before') {
    log(-1, {}, {}, '按计划断开（未处理）');
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  if (fault?.errcode !== undefined) {
    const answer = { errcode: fault.errcode, errmsg: 'planned fault' };
    log(fault.errcode, {}, answer, `按计划返回 ${fault.errcode}`);
    ctx.body = answer;
    return;
  }
  const result = answerApi(world, request);
  const binary = Buffer.isBuffer((result.answer as { bytes?: unknown }).bytes);
  log(result.errcode, result.body, binary ? '(binary)' : result.answer, fault?.cut === 'after' ? '按计划断开（已处理）' : '');
  if (fault?.cut === 'after') {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  if (binary) {
    const { bytes, contentType } = result.answer as { bytes: Buffer; contentType: string };
    ctx.type = contentType;
    ctx.body = bytes;
    return;
  }
  ctx.set('content-type', result.contentType);
  ctx.body = JSON.stringify(result.answer);
}

/** The sandbox's main port: the platforms' calls, their login pages, the page with the phones, the control calls. */
export function createMainApp(parts: ControlParts): Koa {
  const { world, phones } = parts;
  const router = new Router();
  const query = (ctx: Context) => new URLSearchParams(ctx.querystring);

  router.get('/connect/oauth2/authorize', (ctx) => send(ctx, authorize(world, phones, query(ctx), ctx.get('referer') || undefined)));
  router.get('/wwlogin/sso/login', (ctx) => send(ctx, scanLogin(world, query(ctx))));
  router.get('/wwlogin/sso/confirm', (ctx) => send(ctx, confirmScan(world, query(ctx))));
  router.get('/__overview', (ctx) => {
    ctx.body = overview(parts);
  });
  router.get('/__changes', (ctx) => {
    ctx.respond = false;
    streamChanges(world.journal, ctx.res);
  });
  router.all('/__control/:name', async (ctx) => {
    const input = ctx.method === 'GET' ? Object.fromEntries(query(ctx)) : await readJson(ctx.req);
    try {
      const done = await runControl(parts, ctx.method, ctx.params['name'] ?? '', input);
      ctx.status = done ? 200 : 404;
      ctx.body = JSON.stringify(done ? (done.answer ?? null) : { error: 'no such control call' });
    } catch (error) {
      ctx.status = 400;
      ctx.body = JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
    }
    ctx.type = 'json';
  });
  router.get(['/', '/assets/:name'], async (ctx) => {
    const found = await asset(ctx.params['name'] ?? 'index.html');
    if (!found) return;
    ctx.set('cache-control', 'no-store');
    ctx.type = found.type;
    ctx.body = found.body;
  });

  const app = new Koa();
  app.use(async (ctx, next) => {
    if (isApiPath(ctx.path)) await api(ctx, parts);
    else await next();
  });
  app.use(router.routes());
  return app;
}
