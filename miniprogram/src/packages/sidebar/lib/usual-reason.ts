const BETWEEN = '；';
/** Reasons are no longer, characters. */
export const MOST_OF_A_REASON = 200;

/** The usual reason that stands alone or at the end of what is written; undefined where there is none. */
export function chosenReason(written: string, usual: readonly string[]): string | undefined {
  return usual.find((each) => written === each || written.endsWith(BETWEEN + each));
}

/**
 * What a tap on a usual reason makes of what is written: it fills an empty field, takes another usual one's place, and follows words of one's own, which stay.
 * Where it has no room left, nothing changes.
 */
export function withUsual(written: string, reason: string, usual: readonly string[]): string {
  const before = chosenReason(written, usual);
  const own = (before === undefined ? written : written.slice(0, -before.length)).replace(/[\s；;。，,]+$/, '').trimStart();
  const next = own === '' ? reason : own + BETWEEN + reason;
  return next.length > MOST_OF_A_REASON ? written : next;
}
