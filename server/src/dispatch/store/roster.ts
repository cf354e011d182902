import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { ClockSpan } from '../domain/day-plan.ts';

/** A day that differs from the weekly pattern. */
export interface RosterDayTable {
  person_id: string;
  day: string;
  /** JSON: shifts; [] is a day off. */
  shifts: string;
  updated_at: number;
}
export interface InstallerLeaveTable {
  id: string;
  person_id: string;
  from_at: number;
  to_at: number;
  kind: 'personal' | 'sick' | 'annual' | 'training' | 'other';
  reason_enc: string;
  created_at: number;
  /** Set when it was taken back. */
  ended_at: number | null;
}
export interface InstallerCertificateTable {
  id: string;
  person_id: string;
  name: string;
  /** Last day on which it is valid; null for one that does not run out. */
  valid_to: string | null;
  updated_at: number;
}
export interface InstallerRatingTable {
  order_id: string;
  installer_id: string;
  /** Thousandths of one to five. */
  rating: number;
  at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    roster_day: RosterDayTable;
    installer_leave: InstallerLeaveTable;
    installer_certificate: InstallerCertificateTable;
    installer_rating: InstallerRatingTable;
  }
}

export interface Leave {
  readonly id: string;
  readonly personId: string;
  readonly from: number;
  readonly to: number;
  readonly kind: InstallerLeaveTable['kind'];
  readonly reason: string;
}
export interface Certificate {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly validTo: string | null;
}
export interface Rating {
  readonly average: number;
  readonly count: number;
}

const place = (rowId: string) => ({ table: 'installer_leave', column: 'reason_enc', rowId });
const some = (ids: readonly string[]) => (ids.length > 0 ? [...ids] : ['']);

/** Days from … to (both included) that differ from the weekly pattern, by `person day`. */
export async function rosterDays(
  tx: Tx,
  ids: readonly string[],
  from: string,
  to: string,
): Promise<ReadonlyMap<string, readonly ClockSpan[]>> {
  const rows = await tx.db
    .selectFrom('roster_day')
    .selectAll()
    .where('person_id', 'in', some(ids))
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  return new Map(rows.map((row) => [`${row.person_id} ${row.day}`, JSON.parse(row.shifts) as ClockSpan[]]));
}

/** @param shifts null: the day follows the weekly pattern again */
export async function saveRosterDay(tx: Tx, personId: string, day: string, shifts: readonly ClockSpan[] | null): Promise<void> {
  await tx.db.deleteFrom('roster_day').where('person_id', '=', personId).where('day', '=', day).execute();
  if (shifts)
    await tx.db
      .insertInto('roster_day')
      .values({ person_id: personId, day, shifts: JSON.stringify(shifts), updated_at: tx.now })
      .execute();
}

/** Leaves that share an instant with from … to, those that were taken back left out. */
export async function leavesWithin(
  tx: Tx,
  crypto: FieldCrypto,
  ids: readonly string[],
  from: number,
  to: number,
): Promise<readonly Leave[]> {
  const rows = await tx.db
    .selectFrom('installer_leave')
    .selectAll()
    .where('person_id', 'in', some(ids))
    .where('to_at', '>', from)
    .where('from_at', '<', to)
    .where('ended_at', 'is', null)
    .orderBy('from_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    from: row.from_at,
    to: row.to_at,
    kind: row.kind,
    reason: crypto.decrypt(place(row.id), row.reason_enc),
  }));
}

export async function insertLeave(tx: Tx, crypto: FieldCrypto, leave: Omit<Leave, 'id'>): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('installer_leave')
    .values({
      id,
      person_id: leave.personId,
      from_at: leave.from,
      to_at: leave.to,
      kind: leave.kind,
      reason_enc: crypto.encrypt(place(id), leave.reason),
      created_at: tx.now,
      ended_at: null,
    })
    .execute();
  return id;
}

/** Whose leave it is; undefined when it is unknown or was taken back. */
export async function leaveOwner(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('installer_leave')
    .select('person_id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.person_id;
}

/** False when it was taken back already. */
export async function endLeave(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('installer_leave')
    .set({ ended_at: tx.now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

export async function certificatesOf(tx: Tx, ids: readonly string[]): Promise<readonly Certificate[]> {
  const rows = await tx.db.selectFrom('installer_certificate').selectAll().where('person_id', 'in', some(ids)).orderBy('name').execute();
  return rows.map((row) => ({ id: row.id, personId: row.person_id, name: row.name, validTo: row.valid_to }));
}

/** Enters it, or renews the one of this name. */
export async function saveCertificate(tx: Tx, certificate: Omit<Certificate, 'id'>): Promise<string> {
  const { personId: person_id, name, validTo: valid_to } = certificate;
  const known = await tx.db
    .selectFrom('installer_certificate')
    .select('id')
    .where('person_id', '=', person_id)
    .where('name', '=', name)
    .executeTakeFirst();
  if (known) {
    await tx.db.updateTable('installer_certificate').set({ valid_to, updated_at: tx.now }).where('id', '=', known.id).execute();
    return known.id;
  }
  const id = newId();
  await tx.db.insertInto('installer_certificate').values({ id, person_id, name, valid_to, updated_at: tx.now }).execute();
  return id;
}

export async function findCertificate(tx: Tx, id: string): Promise<Certificate | undefined> {
  const row = await tx.db.selectFrom('installer_certificate').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { id: row.id, personId: row.person_id, name: row.name, validTo: row.valid_to };
}

export async function removeCertificate(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('installer_certificate').where('id', '=', id).execute();
}

/** Ratings since an instant, by installer; those without any are absent. */
export async function ratingsOf(tx: Tx, ids: readonly string[], since: number): Promise<ReadonlyMap<string, Rating>> {
  const rows = await tx.db
    .selectFrom('installer_rating')
    .select((eb) => ['installer_id', eb.fn.sum<number>('rating').as('total'), eb.fn.countAll<number>().as('count')])
    .where('installer_id', 'in', some(ids))
    .where('at', '>=', since)
    .groupBy('installer_id')
    .execute();
  return new Map(
    rows.map((row) => [row.installer_id, { average: Number(row.total) / Number(row.count) / 1000, count: Number(row.count) }]),
  );
}

/** One rating per order and installer; a later one replaces it, null takes it away. */
export async function saveRating(tx: Tx, orderId: string, installerId: string, rating: number | null): Promise<void> {
  await tx.db.deleteFrom('installer_rating').where('order_id', '=', orderId).where('installer_id', '=', installerId).execute();
  if (rating === null) return;
  await tx.db
    .insertInto('installer_rating')
    .values({ order_id: orderId, installer_id: installerId, rating: Math.round(rating * 1000), at: tx.now })
    .execute();
}
