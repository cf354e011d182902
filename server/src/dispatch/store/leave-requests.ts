import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { InstallerLeaveTable } from './roster.ts';

/** Leave that an installer asked for. What was decided is never changed; an approved one stands in the roster as a leave. */
export interface LeaveRequestTable {
  id: string;
  person_id: string;
  from_at: number;
  to_at: number;
  kind: InstallerLeaveTable['kind'];
  reason_enc: string;
  state: 'asked' | 'approved' | 'refused' | 'withdrawn';
  /** The leave that it became. */
  leave_id: string | null;
  decided_by: string | null;
  decided_at: number | null;
  words_enc: string | null;
  created_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    leave_request: LeaveRequestTable;
  }
}

export interface LeaveRequest {
  readonly id: string;
  readonly personId: string;
  readonly from: number;
  readonly to: number;
  readonly kind: LeaveRequestTable['kind'];
  readonly reason: string;
  readonly state: LeaveRequestTable['state'];
  readonly leaveId: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly words: string;
  readonly createdAt: number;
}

const place = (rowId: string, column: 'reason_enc' | 'words_enc') => ({ table: 'leave_request', column, rowId });

function open(crypto: FieldCrypto, row: LeaveRequestTable): LeaveRequest {
  return {
    id: row.id,
    personId: row.person_id,
    from: row.from_at,
    to: row.to_at,
    kind: row.kind,
    reason: crypto.decrypt(place(row.id, 'reason_enc'), row.reason_enc),
    state: row.state,
    leaveId: row.leave_id,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    words: row.words_enc === null ? '' : crypto.decrypt(place(row.id, 'words_enc'), row.words_enc),
    createdAt: row.created_at,
  };
}

export async function insertRequest(
  tx: Tx,
  crypto: FieldCrypto,
  request: Pick<LeaveRequest, 'personId' | 'from' | 'to' | 'kind' | 'reason'>,
): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('leave_request')
    .values({
      id,
      person_id: request.personId,
      from_at: request.from,
      to_at: request.to,
      kind: request.kind,
      reason_enc: crypto.encrypt(place(id, 'reason_enc'), request.reason),
      state: 'asked',
      leave_id: null,
      decided_by: null,
      decided_at: null,
      words_enc: null,
      created_at: tx.now,
    })
    .execute();
  return id;
}

export async function loadRequest(tx: Tx, crypto: FieldCrypto, id: string): Promise<LeaveRequest | undefined> {
  const row = await tx.db.selectFrom('leave_request').selectAll().where('id', '=', id).executeTakeFirst();
  return row && open(crypto, row);
}

/** Requests of a person that end after an instant, the latest first. */
export async function requestsOf(tx: Tx, crypto: FieldCrypto, personId: string, since: number): Promise<readonly LeaveRequest[]> {
  const rows = await tx.db
    .selectFrom('leave_request')
    .selectAll()
    .where('person_id', '=', personId)
    .where('to_at', '>', since)
    .orderBy('from_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => open(crypto, row));
}

/** What waits for a decision and is not over yet, the oldest first. */
export async function waitingRequests(tx: Tx, crypto: FieldCrypto): Promise<readonly LeaveRequest[]> {
  const rows = await tx.db
    .selectFrom('leave_request')
    .selectAll()
    .where('state', '=', 'asked')
    .where('to_at', '>', tx.now)
    .orderBy('id')
    .execute();
  return rows.map((row) => open(crypto, row));
}

/** Ends a request that waits; false when it has its end already. */
export async function endRequest(
  tx: Tx,
  crypto: FieldCrypto,
  id: string,
  end: { state: 'approved' | 'refused' | 'withdrawn'; by: string; words: string; leaveId: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('leave_request')
    .set({
      state: end.state,
      leave_id: end.leaveId,
      decided_by: end.by,
      decided_at: tx.now,
      words_enc: crypto.encrypt(place(id, 'words_enc'), end.words),
    })
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
