export type SessionKind = 'cookie' | 'bearer';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The console's sessions end after half an hour without a request and after twelve hours at the latest; a phone is at hand for thirty days. */
export const SESSION_RULES: Readonly<
  Record<SessionKind, { readonly idleMs: number; readonly absoluteMs: number; readonly touchMs: number }>
> = {
  cookie: { idleMs: 30 * MINUTE, absoluteMs: 12 * HOUR, touchMs: MINUTE },
  bearer: { idleMs: 30 * DAY, absoluteMs: 30 * DAY, touchMs: HOUR },
};

/** A login ticket is carried from one redirect to the next page, no further. */
export const TICKET_MS = 2 * MINUTE;

/** Instants in epoch ms. */
export interface SessionTimes {
  readonly kind: SessionKind;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

/** Whether the session still opens anything. */
export function isAlive(session: SessionTimes, now: number): boolean {
  return session.endedAt === null && now < session.expiresAt && now - session.lastSeenAt < SESSION_RULES[session.kind].idleMs;
}

/** Whether the last request lies back so far that the row should say so: not at each request, since that would be a write at each. */
export function needsTouch(session: SessionTimes, now: number): boolean {
  return now - session.lastSeenAt >= SESSION_RULES[session.kind].touchMs;
}
