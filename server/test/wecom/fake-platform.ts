/** A platform of one app whose answers a test writes. */
export interface FakePlatform {
  readonly fetch: typeof fetch;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  count(path: string): number;
  /** Ends every access token that was issued. `errcode`: what its use is answered with. */
  invalidate(errcode: 40014 | 42001): void;
  /** What a path answers; `undefined` answers as a working platform would. */
  script(answer: ((path: string, url: URL, init: RequestInit) => unknown) | undefined): void;
  /** Seconds that the next access tokens are good for. */
  expiresIn: number;
}

export const json = (value: unknown): Response => new Response(JSON.stringify(value), { headers: { 'content-type': 'text/plain' } });

export function fakePlatform(): FakePlatform {
  const asked: string[] = [];
  const good = new Set<string>();
  let ended = 40014;
  let issued = 0;
  let scripted: ((path: string, url: URL, init: RequestInit) => unknown) | undefined;
  const platform: FakePlatform = {
    asked,
    count: (path) => asked.filter((one) => one === path).length,
    invalidate(errcode) {
      good.clear();
      ended = errcode;
    },
    script(answer) {
      scripted = answer;
    },
    expiresIn: 7200,
    async fetch(input, init = {}) {
      const url = new URL(String(input));
      asked.push(url.pathname);
      // a round trip, so that callers overlap
      await new Promise((resolve) => setImmediate(resolve));
      const answer = await scripted?.(url.pathname, url, init);
      if (answer instanceof Response) return answer;
      if (answer !== undefined) return json(answer);
      if (url.pathname === '/cgi-bin/gettoken') {
        issued += 1;
        good.add(`token-${issued}`);
        return json({ errcode: 0, errmsg: 'ok', access_token: `token-${issued}`, expires_in: platform.expiresIn });
      }
      if (!good.has(url.searchParams.get('access_token') ?? '')) return json({ errcode: ended, errmsg: 'token' });
      return json({ errcode: 0, errmsg: 'ok' });
    },
  };
  return platform;
}
