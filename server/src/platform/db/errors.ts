/**
 * The database did not answer within our deadline, or is away. Nothing of the transaction is stored. The HTTP layer answers 503 with Retry-After.
 */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
  readonly retryAfterSeconds = 1;
}

/**
 * The connection broke while COMMIT was on its way: the transaction is stored or it is not, and nobody can say which. Only a repeat with the same
 * idempotency key can tell. The HTTP layer answers 503.
 */
export class CommitUnknown extends DatabaseBusy {}

/** A transaction whose statement failed can only be rolled back; whoever goes on writing in it gets this. */
export class TransactionFailed extends Error {
  override readonly name = 'TransactionFailed';
}

/** Deadlock, lock wait, snapshot conflict (MariaDB 1020), lock nowait, and TiDB's write conflicts. */
const RETRYABLE_ERRNO = new Set([1213, 1205, 1020, 3572, 8005, 8028, 9007]);
const CONNECTION_CODES = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_PACKETS_OUT_OF_ORDER',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_NORMAL_SHUTDOWN',
  'MINGDAN_CONNECTION_LOST',
]);
const LOCK_WAIT = 1205;
const DUPLICATE = 1062;

interface DriverError {
  readonly code?: unknown;
  readonly errno?: unknown;
}

/** Whether the whole transaction may simply be run again from BEGIN: it lost a race, or its connection died before COMMIT was sent. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof DatabaseBusy) return false;
  const { code, errno } = driverError(error);
  if (typeof errno === 'number' && RETRYABLE_ERRNO.has(errno)) return true;
  if (typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))) return true;
  return isConnectionLost(error);
}

/** Whether the error means that the connection is gone, as against a statement that failed on a healthy one. */
export function isConnectionLost(error: unknown): boolean {
  const { code } = driverError(error);
  return typeof code === 'string' && CONNECTION_CODES.has(code);
}

/** Whether a wait for another transaction's row lock ran out. */
export function isLockWait(error: unknown): boolean {
  return driverError(error).errno === LOCK_WAIT;
}

/** Whether a row with the same unique key is there already. */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = driverError(error);
  return errno === DUPLICATE || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

function driverError(error: unknown): DriverError {
  return typeof error === 'object' && error !== null ? error : {};
}
