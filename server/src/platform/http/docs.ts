import { readFileSync } from 'node:fs';
import type { Contract } from '@mingdan/shared/contracts/define';
import type { Middleware } from 'koa';
import { createOpenApi } from './openapi.ts';
import { pageCsp } from './security-headers.ts';
import type { HttpState } from './state.ts';

const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  '/api/docs': { file: 'index.html', type: 'text/html' },
  '/api/docs/page.css': { file: 'page.css', type: 'text/css' },
  '/api/docs/page.js': { file: 'page.js', type: 'text/javascript' },
};

/** `/api/openapi.json` and a page of our own to browse it, without anything from elsewhere. */
export function serveDocs(contracts: readonly Contract[], version: string): Middleware<HttpState> {
  let document: string | undefined;
  const csp = pageCsp([]);
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const held = FILES[ctx.path];
    if (held) {
      ctx.state.route = 'static docs';
      ctx.set('Content-Security-Policy', csp);
      ctx.set('Cache-Control', 'no-cache');
      ctx.type = held.type;
      ctx.body = readFileSync(new URL(`./docs-page/${held.file}`, import.meta.url), 'utf8');
      return;
    }
    if (ctx.path !== '/api/openapi.json') return next();
    ctx.state.route = 'static openapi';
    document ??= JSON.stringify(createOpenApi(contracts, version));
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = 'application/json';
    ctx.body = document;
  };
}
