/**
 * What to do about an errcode. `token`: fetch a new access token and try once more; `later`: the job tries again; `setup`: the app's rights or settings
 * are wrong, so that nothing succeeds until whoever runs the company mends them; `never`: this very call will not succeed.
 */
export type ErrcodeClass = 'token' | 'later' | 'setup' | 'never';

const TOKEN = new Set([40001, 40014, 42001]);
/** Busy, frequency limits, conflicts. 45011 and 45009 name a window; the pauses between a job's tries grow beyond it. */
const LATER = new Set([-1, 6000, 45009, 45011, 45033, 45035, 45036]);
/** Wrong corp, agent or secret; API not authorised; app disabled; our address not on the list of trusted ones; no callback address. */
const SETUP = new Set([
  40013, 40056, 40091, 40125, 40164, 41002, 41004, 43012, 48001, 48002, 48004, 48006, 48011, 50003, 60020, 84074, 301002,
]);

/** Source: WeCom's list of global error codes. Matched by number, never by text. */
export function classOf(errcode: number): ErrcodeClass {
  if (TOKEN.has(errcode)) return 'token';
  if (LATER.has(errcode)) return 'later';
  return SETUP.has(errcode) ? 'setup' : 'never';
}

/** WeCom answered with an error, or not in time, or not in its own format (`errcode` null then: it may have worked). */
export class WecomError extends Error {
  readonly errcode: number | null;
  readonly what: ErrcodeClass;
  /** Epoch ms before which the API is not called; null where nothing stops it. */
  readonly retryAt: number | null;
  constructor(call: string, errcode: number | null, what: ErrcodeClass, options?: { cause?: unknown; retryAt?: number }) {
    super(`WeCom ${call}: ${errcode === null ? 'no usable answer' : `errcode ${errcode}`}`, options);
    this.name = 'WecomError';
    this.errcode = errcode;
    this.what = what;
    this.retryAt = options?.retryAt ?? null;
  }
}
