/** Deadlines of the database. Nothing that waits for it waits without one. */
export interface DatabaseLimits {
  /** Wait for a free connection, new or lent. */
  readonly acquireMs: number;
  /** One statement, its lock waits included. */
  readonly statementMs: number;
  /** One transaction from BEGIN to COMMIT, without its repeats. */
  readonly transactionMs: number;
  /** Wait for another transaction's row lock. */
  readonly lockWaitMs: number;
  /** Connections of this process (MySQL). */
  readonly connections: number;
}

export const DEFAULT_LIMITS: DatabaseLimits = {
  acquireMs: 5_000,
  statementMs: 8_000,
  transactionMs: 15_000,
  lockWaitMs: 3_000,
  connections: 16,
};
