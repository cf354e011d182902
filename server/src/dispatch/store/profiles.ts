import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';

/** What dispatch knows of an installer beside his person. */
export interface InstallerProfile {
  readonly personId: string;
  readonly skills: readonly string[];
  /** Where he sets out from, WGS-84 degrees. */
  readonly base: { readonly lat: number; readonly lng: number } | null;
  /** Visits a day. */
  readonly capacity: number;
}

const place = (rowId: string) => ({ table: 'installer_profile', column: 'base_enc', rowId });

/** Profiles by person id; installers without one get no offers. */
export async function readProfiles(tx: Tx, crypto: FieldCrypto, ids: readonly string[]): Promise<ReadonlyMap<string, InstallerProfile>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('installer_profile')
    .selectAll()
    .where('person_id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map((row) => {
      const base = row.base_enc === null ? null : crypto.decrypt(place(row.person_id), row.base_enc).split(',').map(Number);
      return [
        row.person_id,
        {
          personId: row.person_id,
          skills: JSON.parse(row.skills) as string[],
          base: base && { lat: base[0]!, lng: base[1]! },
          capacity: row.capacity,
        },
      ];
    }),
  );
}

export async function saveProfile(tx: Tx, crypto: FieldCrypto, profile: InstallerProfile): Promise<void> {
  await tx.db.deleteFrom('installer_profile').where('person_id', '=', profile.personId).execute();
  await tx.db
    .insertInto('installer_profile')
    .values({
      person_id: profile.personId,
      skills: JSON.stringify(profile.skills),
      base_enc: profile.base && crypto.encrypt(place(profile.personId), `${profile.base.lat},${profile.base.lng}`),
      capacity: profile.capacity,
      updated_at: tx.now,
    })
    .execute();
}
