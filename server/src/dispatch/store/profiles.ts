import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { ClockSpan } from '../domain/day-plan.ts';

export interface InstallerProfileTable {
  person_id: string;
  /** JSON: item categories he may do; ["*"] for all. */
  skills: string;
  /** JSON: own territory; null: the regions of his account. */
  regions: string | null;
  /** `lat,lng`; null when not known. */
  base_enc: string | null;
  /** Visits a day. */
  capacity: number;
  /** How long a visit takes as a rule; 0: visits are not fitted by time. */
  visit_minutes: number;
  /** JSON: shifts by weekday, Monday first; null where none are kept. */
  week: string | null;
  version: number;
  updated_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    installer_profile: InstallerProfileTable;
  }
}

/** What dispatch knows of an installer beside his person. */
export interface InstallerProfile {
  readonly personId: string;
  readonly skills: readonly string[];
  /** Own territory 服务区域; null: the regions of his account. */
  readonly regions: readonly string[] | null;
  /** Where he sets out from, WGS-84 degrees. */
  readonly base: { readonly lat: number; readonly lng: number } | null;
  /** Visits a day. */
  readonly capacity: number;
  /** Minutes a visit takes as a rule; 0: visits are not fitted by time. */
  readonly visitMinutes: number;
  /** Shifts by weekday, Monday first; null where none are kept. */
  readonly week: readonly (readonly ClockSpan[])[] | null;
  readonly version: number;
}

/** A profile as somebody writes it; what is left out is usual. */
export type ProfileDraft = Pick<InstallerProfile, 'personId' | 'skills' | 'base' | 'capacity'> &
  Partial<Pick<InstallerProfile, 'regions' | 'visitMinutes' | 'week'>>;

const USUAL_VISIT_MINUTES = 90;

const place = (rowId: string) => ({ table: 'installer_profile', column: 'base_enc', rowId });

/** Profiles by person id; installers without one get no offers. */
export async function readProfiles(tx: Tx, crypto: FieldCrypto, ids: readonly string[]): Promise<ReadonlyMap<string, InstallerProfile>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('installer_profile')
    .selectAll()
    .where('person_id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.person_id, open(crypto, row)]));
}

const territories = prepared((db, _: Record<string, never>) => db.selectFrom('installer_profile').select(['person_id', 'regions']));

/** Own territories of all who have a profile, by person id; null: the regions of the account. */
export async function ownTerritories(tx: Tx): Promise<ReadonlyMap<string, Pick<InstallerProfile, 'regions'>>> {
  return new Map((await territories(tx, {})).map(({ person_id, regions }) => [person_id, { regions: regionsOf(regions) }]));
}

const regionsOf = (json: string | null): readonly string[] | null => (json === null ? null : (JSON.parse(json) as string[]));

function open(crypto: FieldCrypto, row: InstallerProfileTable): InstallerProfile {
  // opened when asked for: most of those whom a list is read of are ruled out without them
  let base: InstallerProfile['base'] | undefined;
  let week: InstallerProfile['week'] | undefined;
  return {
    personId: row.person_id,
    skills: JSON.parse(row.skills) as string[],
    regions: regionsOf(row.regions),
    get base() {
      base ??= row.base_enc === null ? null : pointOf(crypto.decrypt(place(row.person_id), row.base_enc));
      return base;
    },
    capacity: row.capacity,
    visitMinutes: row.visit_minutes,
    get week() {
      week ??= row.week === null ? null : (JSON.parse(row.week) as ClockSpan[][]);
      return week;
    },
    version: row.version,
  };
}

function pointOf(text: string): { lat: number; lng: number } {
  const [lat, lng] = text.split(',').map(Number);
  return { lat: lat!, lng: lng! };
}

/**
 * Writes the profile.
 *
 * @param version what was read, 0 where there was none; absent: whatever is there is replaced
 * @returns the new version; undefined when somebody else saved since
 */
export async function saveProfile(tx: Tx, crypto: FieldCrypto, profile: ProfileDraft, version?: number): Promise<number | undefined> {
  const { personId } = profile;
  const query = tx.db.selectFrom('installer_profile').select('version').where('person_id', '=', personId);
  const known = await (tx.dialect === 'mysql' ? query.forUpdate() : query).executeTakeFirst();
  const before = known?.version ?? 0;
  if (version !== undefined && version !== before) return undefined;
  const row = {
    skills: JSON.stringify(profile.skills),
    regions: profile.regions ? JSON.stringify(profile.regions) : null,
    base_enc: profile.base && crypto.encrypt(place(personId), `${profile.base.lat},${profile.base.lng}`),
    capacity: profile.capacity,
    visit_minutes: profile.visitMinutes ?? USUAL_VISIT_MINUTES,
    week: profile.week ? JSON.stringify(profile.week) : null,
    version: before + 1,
    updated_at: tx.now,
  };
  if (known) await tx.db.updateTable('installer_profile').set(row).where('person_id', '=', personId).execute();
  else if (!(await insertOnce(tx, 'installer_profile', { person_id: personId, ...row }))) return undefined;
  return before + 1;
}
