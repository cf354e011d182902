import type { Context } from 'koa';

const MAX_AGE_S = 12 * 60 * 60;

/** The console's session cookie. Phones never have one: their web views lose cookies. */
export interface SessionCookie {
  readonly name: string;
  read(ctx: Context): string | undefined;
  set(ctx: Context, token: string): void;
  clear(ctx: Context): void;
}

/** With https the name is `__Host-…`, which browsers accept only as Secure, for this host and for path `/`. */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-mingdan' : 'mingdan_session';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read(ctx) {
      for (const part of (ctx.get('Cookie') || '').split(';')) {
        const at = part.indexOf('=');
        if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
      }
      return undefined;
    },
    set: (ctx, token) => ctx.append('Set-Cookie', `${name}=${token}; ${attributes}; Max-Age=${MAX_AGE_S}`),
    clear: (ctx) => ctx.append('Set-Cookie', `${name}=; ${attributes}; Max-Age=0`),
  };
}
