import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpRefusal } from './problem.ts';

/** Requests per minute. Counted in this process: a deployment of n web processes allows up to n times as many. */
export interface RequestLimits {
  /** By session: what one person's screens may ask. */
  session(sessionId: string): Promise<void>;
  /** Whether a session has a request left in this minute; takes none. */
  hasRoom(sessionId: string): Promise<boolean>;
  /** By address, for what is asked without a session and for tokens that do not open. */
  address(address: string): Promise<void>;
  /** By address, for operations that check a secret. */
  strict(address: string): Promise<void>;
}

const WINDOW_S = 60;

/** Each `consume` throws HttpRefusal request.too_many with Retry-After once the minute's points are used up. */
export function createRequestLimits(perMinute: number): RequestLimits {
  const memoryOf = (keyPrefix: string, points: number) => new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_S });
  const limiter = (memory: RateLimiterMemory): ((key: string) => Promise<void>) => {
    return async (key) => {
      try {
        await memory.consume(key);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        const seconds = Math.max(1, Math.ceil(rejected.msBeforeNext / 1000));
        throw new HttpRefusal('request.too_many', { headers: { 'Retry-After': String(seconds) }, detail: { retryAfterSeconds: seconds } });
      }
    };
  };
  const sessions = memoryOf('session', perMinute);
  return {
    session: limiter(sessions),
    hasRoom: async (sessionId) => ((await sessions.get(sessionId))?.remainingPoints ?? perMinute) > 0,
    address: limiter(memoryOf('address', Math.max(10, Math.floor(perMinute / 4)))),
    strict: limiter(memoryOf('strict', Math.max(10, Math.floor(perMinute / 20)))),
  };
}
