/** What to do about an errcode. `token`: fetch a new access token and try once more; `later`: the job tries again; `never`: it will not succeed. */
export type ErrcodeClass = 'token' | 'later' | 'never';

const TOKEN = new Set([40001, 40014, 42001]);
/** Busy, frequency limits, conflicts, a card's code that a newer click may replace. */
const LATER = new Set([-1, 6000, 45009, 45033, 45035, 45036]);

/** Source: WeCom's list of global error codes. Matched by number, never by text. */
export function classOf(errcode: number): ErrcodeClass {
  if (TOKEN.has(errcode)) return 'token';
  return LATER.has(errcode) ? 'later' : 'never';
}

/** WeCom answered with an error, or not in time, or not in its own format (`errcode` null then: it may have worked). */
export class WecomError extends Error {
  readonly errcode: number | null;
  readonly what: ErrcodeClass;
  constructor(call: string, errcode: number | null, what: ErrcodeClass, options?: { cause?: unknown }) {
    super(`WeCom ${call}: ${errcode === null ? 'no usable answer' : `errcode ${errcode}`}`, options);
    this.name = 'WecomError';
    this.errcode = errcode;
    this.what = what;
  }
}
