import { describe, expect, test } from 'vitest';
import { CommitUnknown, DatabaseBusy, isConnectionLost, isDuplicate, isLockWait, isRetryable } from './errors.ts';

const driverError = (facts: { errno?: number; code?: string }): Error => Object.assign(new Error('from the driver'), facts);

describe('what may simply be run again from BEGIN', () => {
  test.each([
    ['a deadlock', { errno: 1213, code: 'ER_LOCK_DEADLOCK' }],
    ['a lock wait', { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' }],
    ['a snapshot conflict of MariaDB', { errno: 1020, code: 'ER_CHECKREAD' }],
    ['a busy SQLite', { code: 'SQLITE_BUSY' }],
    ['a stale SQLite snapshot', { code: 'SQLITE_BUSY_SNAPSHOT' }],
    ['a connection that died', { code: 'ECONNRESET' }],
  ])('%s', (_name, facts) => expect(isRetryable(driverError(facts))).toBe(true));

  test.each([
    ['a duplicate', { errno: 1062 }],
    ['a syntax error', { errno: 1064 }],
    ['a full disk', { code: 'SQLITE_FULL' }],
  ])('not %s', (_name, facts) => expect(isRetryable(driverError(facts))).toBe(false));

  test('not a deadline, nor a commit of which nobody knows the outcome', () => {
    expect(isRetryable(new DatabaseBusy('late'))).toBe(false);
    expect(isRetryable(new CommitUnknown('gone'))).toBe(false);
    expect(new CommitUnknown('gone')).toBeInstanceOf(DatabaseBusy);
  });
});

test('kinds of errors are told apart on both databases', () => {
  expect(isDuplicate(driverError({ errno: 1062 }))).toBe(true);
  expect(isDuplicate(driverError({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' }))).toBe(true);
  expect(isDuplicate(driverError({ code: 'SQLITE_CONSTRAINT_NOTNULL' }))).toBe(false);
  expect(isLockWait(driverError({ errno: 1205 }))).toBe(true);
  expect(isConnectionLost(driverError({ code: 'PROTOCOL_CONNECTION_LOST' }))).toBe(true);
  expect(isConnectionLost('not an error')).toBe(false);
});
