import { Redis } from 'ioredis';
import type { Log } from '../log-port.ts';

/** No answer of Redis is waited for longer than this. */
const COMMAND_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 3_000;
const LONGEST_RECONNECT_PAUSE_MS = 500;

/**
 * A connection for producers: a command while Redis is away fails at once instead of being kept in memory. Connects when it can, and again for ever.
 */
export function producerConnection(url: string, log: Log): Redis {
  return connection(url, log, { enableOfflineQueue: false, commandTimeout: COMMAND_TIMEOUT_MS, maxRetriesPerRequest: null });
}

/** A connection for workers and listeners: it blocks while it waits for jobs, so that no deadline may cut its commands. */
export function waitingConnection(url: string, log: Log): Redis {
  return connection(url, log, { maxRetriesPerRequest: null });
}

interface Manners {
  readonly maxRetriesPerRequest: null;
  readonly enableOfflineQueue?: boolean;
  readonly commandTimeout?: number;
}

function connection(url: string, log: Log, manners: Manners): Redis {
  const redis = new Redis(url, {
    ...manners,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(50 * times, LONGEST_RECONNECT_PAUSE_MS),
  });
  let known = 'connecting';
  const say = (state: string, err?: unknown): void => {
    if (state === known) return;
    known = state;
    if (err) log.warn({ err }, 'Redis is away; jobs stay in the outbox until it is back');
    else log.info({}, 'Redis is there');
  };
  redis.on('ready', () => say('ready'));
  redis.on('error', (err: unknown) => say('away', err));
  return redis;
}
