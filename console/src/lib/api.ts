import { type Client, createClient, type Transport } from '@mingdan/shared/contracts/client';

/** How long a request may take before we call it unanswered. */
const DEADLINE_MS = 20_000;
/** A file goes up over whatever line there is. */
const FILE_DEADLINE_MS = 120_000;

/** Milliseconds from the page's start within which an early answer is as good as one of now. */
const EARLY_MS = 30_000;

/** The answer to a question that the page itself asked while this program was being loaded (`page-files.ts`); once. */
function takeEarly(url: string): Promise<Response> | undefined {
  const { mdEarly: all } = globalThis as { mdEarly?: Record<string, Promise<Response> | undefined> };
  const early = all?.[url];
  if (!all || !early) return undefined;
  delete all[url];
  return performance.now() < EARLY_MS ? early : undefined;
}

const transport: Transport = async ({ method, url, headers, body }) => {
  const response = await ((method === 'GET' ? takeEarly(url) : undefined) ??
    fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(body instanceof ArrayBuffer ? FILE_DEADLINE_MS : DEADLINE_MS),
      ...(body === undefined ? {} : { body }),
    }));
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: isJson ? ((await response.json()) as unknown) : undefined };
};

let csrf: string | null = null;

/** The token of the session that `auth.me` named; goes with every request from now on. Null after logging out. */
export function rememberCsrf(token: string | null): void {
  csrf = token;
}

/** The server, over the session cookie of this browser. */
export const api: Client = createClient({
  baseUrl: '',
  transport,
  headers: () => (csrf === null ? {} : { 'X-CSRF-Token': csrf }),
});
