import { REFUSALS, type RefusalCode } from '@mingdan/shared/contracts/refusals';
import type { FieldError, Refusal } from '@mingdan/shared/kernel/result';

/** RFC 9457 body. Holds no stack, no SQL, no value that was sent. `code` is what clients look their sentence up by. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly fields?: readonly FieldError[];
  readonly detail?: Readonly<Record<string, string | number | null>>;
}

/** Thrown by the steps before a handler and by raw endpoints; the outermost step turns it into the answer. */
export class HttpRefusal extends Error {
  readonly refusal: Refusal<RefusalCode>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: RefusalCode,
    more: { fields?: readonly FieldError[]; detail?: Refusal['detail']; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.name = 'HttpRefusal';
    this.refusal = {
      ok: false,
      code,
      ...(more.fields ? { fields: more.fields } : {}),
      ...(more.detail ? { detail: more.detail } : {}),
    };
    this.headers = more.headers ?? {};
  }
}

/** Short English titles for readers of the wire; the screens' sentences are in the message catalogue, by code. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request took too long',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Values refused',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Busy, try again',
};

/** The registered status of a code; an unregistered one is a bug of ours and answers 500. */
export function statusOf(code: string): number {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code as RefusalCode] : 500;
}

export function problemOf(refusal: Refusal, requestId: string): ProblemBody {
  const status = statusOf(refusal.code);
  return {
    type: `/api/docs#${refusal.code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    code: refusal.code,
    requestId,
    ...(refusal.fields && refusal.fields.length > 0 ? { fields: refusal.fields } : {}),
    ...(refusal.detail ? { detail: refusal.detail } : {}),
  };
}
