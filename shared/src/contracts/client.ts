import type * as z from 'zod';
import type { FieldError } from '../kernel/result.ts';
import type { Contract } from './define.ts';
import type { ContractMeta } from './meta.ts';

/** What a caller may pass to an operation: defaults may be left out, numbers in a query may be numbers or text. */
export type InputOf<C extends Contract> = z.input<C['input']>;
/** What an operation answers with. */
export type OutputOf<C extends Contract> = z.output<C['output']>;

/** One exchange over the wire. `body` is text already (JSON), or one file as bytes where the platform's transport takes such. */
export interface TransportRequest {
  readonly method: ContractMeta['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | ArrayBuffer;
  /** Told how much of the body has left, 0 … 1, where the platform can tell. */
  readonly onProgress?: (share: number) => void;
}
export interface TransportResponse {
  readonly status: number;
  /** Parsed JSON where the answer is JSON; else undefined. */
  readonly body: unknown;
}
/** `fetch` or `wx.request`, dressed the same. Rejects only when no answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** A refusal or failure as the server described it (RFC 9457); `code` is the refusal's, to be looked up in the messages. */
export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldError[];
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly requestId: string | null;
}

/** `offline`: no answer came, so whether the write happened is unknown; repeat it with the same key. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly offline: boolean; readonly problem: Problem };

export interface ClientOptions {
  /** Origin of the server without a trailing slash; empty for the same origin. */
  readonly baseUrl: string;
  readonly transport: Transport;
  /** Asked for each request: `Authorization` for a bearer, `X-CSRF-Token` for a cookie. */
  readonly headers: () => Readonly<Record<string, string>>;
}

export interface CallOptions {
  /** A ULID that the caller made and stored before sending; needed for every write that is not marked `idempotency: 'none'`. */
  readonly idempotencyKey?: string;
  /** The file of an operation whose body is octets. */
  readonly file?: { readonly bytes: ArrayBuffer; readonly type: string };
  /** Told how much of the file has left, 0 … 1; never called where the platform cannot tell. */
  readonly onProgress?: (share: number) => void;
}

export interface Client {
  /** Calls one operation: `call<typeof contracts.me>(meta.me, {})`, contracts by type-only import so that no schema library comes along. */
  call<C extends Contract>(meta: C['meta'], input: InputOf<C>, options?: CallOptions): Promise<Reply<OutputOf<C>>>;
}

const PARAMETER = /:([A-Za-z][A-Za-z0-9]*)/g;

/**
 * The address and the left-over values of a call.
 * @throws Error when a path parameter is missing: a mistake of the caller's code
 */
export function addressOf(meta: ContractMeta, input: Readonly<Record<string, unknown>>): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input };
  const path = meta.path.replace(PARAMETER, (_, name: string) => {
    const value = rest[name];
    if (value === undefined || value === null || value === '') throw new Error(`${meta.name}: path parameter ${name} is missing`);
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: `/api${path}`, rest };
}

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue;
    parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function problemOf(status: number, body: unknown): Problem {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return {
    code: typeof told.code === 'string' ? told.code : 'request.internal',
    status,
    fields: Array.isArray(told.fields) ? told.fields : [],
    detail: typeof told.detail === 'object' && told.detail !== null ? told.detail : {},
    requestId: typeof told.requestId === 'string' ? told.requestId : null,
  };
}

/** A typed client over any transport. Needs no URL, no fetch, no schema library: it runs in mini-programs as it does in browsers. */
export function createClient({ baseUrl, transport, headers }: ClientOptions): Client {
  return {
    async call(meta, input, options = {}) {
      const { path, rest } = addressOf(meta, input as Record<string, unknown>);
      const octets = meta.body === 'octets';
      const hasJson = !octets && (meta.method === 'POST' || meta.method === 'PUT');
      const url = baseUrl + path + (hasJson ? '' : queryOf(rest));

      const sent: Record<string, string> = { Accept: 'application/json', ...headers() };
      if (options.idempotencyKey !== undefined) sent['Idempotency-Key'] = options.idempotencyKey;
      if (hasJson) sent['Content-Type'] = 'application/json';
      if (octets && options.file) sent['Content-Type'] = options.file.type;

      const body = hasJson ? JSON.stringify(rest) : octets ? options.file?.bytes : undefined;
      let answer: TransportResponse;
      try {
        answer = await transport({
          method: meta.method,
          url,
          headers: sent,
          ...(body === undefined ? {} : { body }),
          ...(octets && options.onProgress ? { onProgress: options.onProgress } : {}),
        });
      } catch {
        // No answer: the cause is the network's, and the only useful fact for the caller is that nothing is known.
        return { ok: false, offline: true, problem: problemOf(0, { code: 'request.offline' }) };
      }
      if (answer.status >= 200 && answer.status < 300) return { ok: true, value: answer.body as never };
      return { ok: false, offline: false, problem: problemOf(answer.status, answer.body) };
    },
  };
}
