import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Middleware } from 'koa';
import send from 'koa-send';
import { pageCsp } from './security-headers.ts';

/** A built single-page application under a fixed path. */
export interface StaticSite {
  /** With slashes on both ends: `/console/`. */
  readonly path: string;
  /** Folder of the build. May be missing: then the pages answer 404. */
  readonly folder: string;
}

const HASHED = /[.-][0-9A-Za-z_-]{8,}\.[a-z0-9]+$/;
const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * Serves a build: files whose names carry a hash for ever, the page itself never from a cache. Addresses without a file's ending are the
 * application's own routes and get the page.
 */
export function serveSite({ path, folder }: StaticSite): Middleware {
  const csp = pageCsp(inlineScriptHashes(join(folder, 'index.html')));
  return async (ctx, next) => {
    if (ctx.path === path.slice(0, -1)) {
      ctx.redirect(path);
      return;
    }
    if (!ctx.path.startsWith(path) || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    ctx.state.route = `static ${path}`;
    const inside = ctx.path.slice(path.length);
    const isPage = inside === '' || !/\.[A-Za-z0-9]+$/.test(inside);
    await sendFile(ctx, isPage ? 'index.html' : inside, folder);
    if (ctx.status === 200 && (isPage || ctx.type === 'text/html')) ctx.set('Content-Security-Policy', csp);
    if (ctx.fresh) ctx.status = 304;
  };
}

async function sendFile(ctx: Context, file: string, root: string): Promise<void> {
  const immutable = HASHED.test(file);
  try {
    await send(ctx, file, { root, index: false, hidden: false, immutable, maxage: immutable ? YEAR_MS : 0 });
    if (!immutable) ctx.set('Cache-Control', 'no-cache');
  } catch (error) {
    // koa-send answers a missing file, and one outside of the folder, with an HTTP error of its own
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 500) throw error;
    ctx.status = 404;
  }
}

/** Inline scripts of the built page, so that the policy can name them one by one. */
function inlineScriptHashes(page: string): readonly string[] {
  if (!existsSync(page)) return [];
  const html = readFileSync(page, 'utf8');
  return [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/gi)].map((match) =>
    createHash('sha256').update(match[1]!).digest('base64'),
  );
}
