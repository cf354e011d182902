import { PERSON_ROLES, type PersonRole } from '@mingdan/shared/contracts/roles';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import { prepared, preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { HolderRow } from './sessions.ts';
import type { PersonTable } from './tables.ts';

/** A person, opened. */
export interface Person {
  readonly id: string;
  readonly userid: string;
  readonly name: string;
  readonly phone: string | null;
  readonly roles: readonly PersonRole[];
  readonly outletId: string | null;
  readonly regions: readonly string[];
  readonly active: boolean;
  readonly version: number;
}
/** A part of another capability's statement: the sealed name of the person whose id stands in that column. `openName` opens it. */
export function sealedPersonName(idColumn: string): RawBuilder<string | null> {
  return sql<string | null>`(select person.name_enc from person where person.id = ${sql.ref(idColumn)})`;
}

/** What rights are made of. */
export type Holder = Pick<Person, 'id' | 'name' | 'roles' | 'outletId' | 'regions' | 'active'>;
export type PersonDraft = Omit<Person, 'id' | 'version'>;

/** `role` and `outletId` narrow; `regions` are prefixes of which one must begin one of the person's own, or the other way round. */
export interface PeopleFilter {
  readonly role?: PersonRole | undefined;
  readonly outletId?: string | undefined;
  readonly active?: boolean | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly afterId?: string | undefined;
  readonly limit?: number | undefined;
}

const personById = preparedOne((db, { id }: { id: string }) => db.selectFrom('person').selectAll().where('id', '=', id));

const installers = prepared((db, _: Record<string, never>) =>
  db.selectFrom('person').select(['id', 'regions']).where('roles', 'like', '%"installer"%').where('active', '=', 1).orderBy('id'),
);

export type PeopleStore = ReturnType<typeof createPeopleStore>;

export function createPeopleStore(fields: FieldCrypto) {
  const place = (column: string, rowId: string) => ({ table: 'person', column, rowId });
  const openHolder = (id: string, row: HolderRow): Holder => ({
    ...openRights(row),
    id,
    name: fields.decryptName(place('name', id), row.name_enc),
  });
  const open = (row: Selectable<PersonTable>): Person => ({
    ...openRights(row),
    id: row.id,
    userid: row.userid,
    // opened when asked for: who may take an order is sought among hundreds, by neither name nor number
    get name() {
      return fields.decrypt(place('name', row.id), row.name_enc);
    },
    get phone() {
      return row.phone_enc === null ? null : fields.decrypt(place('phone', row.id), row.phone_enc);
    },
    version: row.version,
  });
  const sealed = (id: string, person: PersonDraft) => ({
    userid: person.userid,
    name_enc: fields.encrypt(place('name', id), person.name),
    phone_enc: person.phone === null ? null : fields.encrypt(place('phone', id), person.phone),
    phone_bidx: person.phone === null ? null : fields.blindIndex('person.phone', 'phone', person.phone),
    roles: JSON.stringify(PERSON_ROLES.filter((role) => person.roles.includes(role))),
    outlet_id: person.outletId,
    regions: JSON.stringify(person.regions),
    active: person.active ? 1 : 0,
  });

  return {
    /** Opens what `sealedPersonName` read. */
    openName: (id: string, sealed: string): string => fields.decryptName(place('name', id), sealed),

    /** The person behind a session, whose number no request needs. */
    openHolder,

    /** Names alone, by id; unknown ids are absent. */
    async namesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await tx.db
        .selectFrom('person')
        .select(['id', 'name_enc'])
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map(({ id, name_enc }) => [id, fields.decryptName(place('name', id), name_enc)]));
    },

    async byId(tx: Tx, id: string): Promise<Person | undefined> {
      const row = await personById(tx, { id });
      return row && open(row);
    },

    async byUserid(tx: Tx, userid: string): Promise<Person | undefined> {
      const row = await tx.db.selectFrom('person').selectAll().where('userid', '=', userid).executeTakeFirst();
      return row && open(row);
    },

    /** In the order of ids, which is that of entry. */
    async find(tx: Tx, filter: PeopleFilter): Promise<readonly Person[]> {
      let query = tx.db
        .selectFrom('person')
        .selectAll()
        .orderBy('id')
        .limit(filter.limit ?? 1000);
      // roles are a short list of fixed words in one column: with the quotes around it no word is part of another
      if (filter.role) query = query.where('roles', 'like', `%"${filter.role}"%`);
      if (filter.outletId) query = query.where('outlet_id', '=', filter.outletId);
      if (filter.active !== undefined) query = query.where('active', '=', filter.active ? 1 : 0);
      if (filter.ids) query = query.where('id', 'in', filter.ids.length > 0 ? [...filter.ids] : ['']);
      if (filter.afterId) query = query.where('id', '>', filter.afterId);
      return (await query.execute()).map(open);
    },

    /** Where the accounts of active installers reach, in the order of ids. */
    async installerRegions(tx: Tx): Promise<readonly Pick<Person, 'id' | 'regions'>[]> {
      return (await installers(tx, {})).map(({ id, regions }) => ({ id, regions: JSON.parse(regions) as string[] }));
    },

    /** Undefined when the userid is taken. */
    async insert(tx: Tx, person: PersonDraft): Promise<string | undefined> {
      const id = newId(tx.now);
      const row = { id, ...sealed(id, person), version: 1, created_at: tx.now, updated_at: tx.now };
      return (await insertOnce(tx, 'person', row)) ? id : undefined;
    },

    /** False when somebody else saved since `version` was read. */
    async save(tx: Tx, id: string, person: PersonDraft, version: number): Promise<boolean> {
      const { numUpdatedRows } = await tx.db
        .updateTable('person')
        .set({ ...sealed(id, person), version: version + 1, updated_at: tx.now })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Ids of the active administrators, locked until the end of the transaction, so that two of them cannot remove each other. */
    async lockAdmins(tx: Tx): Promise<readonly string[]> {
      const query = tx.db.selectFrom('person').select('id').where('active', '=', 1).where('roles', 'like', '%"admin"%').orderBy('id');
      return (await (tx.dialect === 'mysql' ? query.forUpdate() : query).execute()).map(({ id }) => id);
    },
  };
}

const openRights = (row: Omit<HolderRow, 'name_enc'>) => ({
  roles: readRoles(row.roles),
  outletId: row.outlet_id,
  regions: JSON.parse(row.regions) as string[],
  active: row.active === 1,
});

/** Roles that this version does not know any more are left out: an unknown word grants nothing. */
function readRoles(text: string): readonly PersonRole[] {
  const held = JSON.parse(text) as unknown;
  return Array.isArray(held) ? PERSON_ROLES.filter((role) => held.includes(role)) : [];
}
