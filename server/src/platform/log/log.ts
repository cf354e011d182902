import pino from 'pino';

/** What product code logs with: an object of facts, then a sentence. */
export type Log = pino.Logger;

/**
 * Names under which a secret or something personal could come. They are cut out at any of the first three levels; what is not logged in the first
 * place needs no redaction, so request bodies, headers and query strings never are.
 */
export const REDACTED_FIELDS = [
  'address',
  'aesKey',
  'authorization',
  'bearer',
  'body',
  'cookie',
  'csrf',
  'customerName',
  'external_userid',
  'externalUserid',
  'idNumber',
  'lat',
  'lng',
  'location',
  'masterKey',
  'mobile',
  'name',
  'openid',
  'password',
  'phone',
  'raw',
  'secret',
  'sessionToken',
  'setupCode',
  'signature',
  'ticket',
  'token',
  'unionid',
  'values',
] as const;

const paths = REDACTED_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** JSON lines on standard output, one per event. Bindings (`requestId`) come with `log.child`. */
export function createLog(options: { level: string; destination?: pino.DestinationStream }): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
    serializers: { err: describeError },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/**
 * An error as it may be logged: kind, message, stack, code. Drivers hang the SQL and its values onto their errors; those stay out, and so does the
 * part of the message in which MySQL repeats a value.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const message = error.message.replace(/Duplicate entry '.*' for key/s, "Duplicate entry '[redacted]' for key");
  return {
    type: error.name,
    message,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...('errno' in error ? { errno: Number(error.errno) } : {}),
    stack: error.stack?.replace(error.message, message),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
