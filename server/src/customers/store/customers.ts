import { type RawBuilder, sql } from 'kysely';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { preparedOne } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { FOLLOW_VALID_MS, followKey } from '../domain/follow.ts';
import { searchKind } from '../domain/search-kind.ts';
import type { CustomerTable } from './migrations.ts';
import { withinReach } from './reach.ts';

/** A customer in the clear, inside the server only. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly level: string;
  readonly createdAt: number;
}
export interface Site {
  readonly id: string;
  readonly label: string;
  readonly region: string;
  readonly text: string;
  readonly point: { readonly lat: number; readonly lng: number } | null;
}
/** A site as an order brings it. `outletId`: the outlet that serves it; undefined leaves what stands there. */
export interface SiteDraft extends Pick<Site, 'region' | 'text' | 'point'> {
  readonly outletId: string | null | undefined;
}

/** A part of another capability's statement: the sealed name of the customer whose id stands in that column. `openName` opens it. */
export function sealedCustomerName(idColumn: string): RawBuilder<string | null> {
  return sql<string | null>`(select customer.name_enc from customer where customer.id = ${sql.ref(idColumn)})`;
}

const levelById = preparedOne((db, { id }: { id: string }) => db.selectFrom('customer').select('level').where('id', '=', id));

/** Reads and writes of customers, with personal columns closed on the way in and opened on the way out. */
export function createCustomerStore(crypto: FieldCrypto) {
  const place = (column: string, rowId: string) => ({ table: 'customer', column, rowId });
  const sitePlace = (column: string, rowId: string) => ({ table: 'site', column, rowId });

  const open = (row: CustomerTable): Customer => ({
    id: row.id,
    name: crypto.decrypt(place('name_enc', row.id), row.name_enc),
    phone: row.phone_enc === null ? null : crypto.decrypt(place('phone_enc', row.id), row.phone_enc),
    level: row.level,
    createdAt: row.created_at,
  });

  const closed = (id: string, name: string, phone: string | null) => ({
    name_enc: crypto.encrypt(place('name_enc', id), name),
    name_bidx: crypto.blindIndex('customer.name', 'name', name),
    phone_enc: phone === null ? null : crypto.encrypt(place('phone_enc', id), phone),
    phone_bidx: phone === null ? null : crypto.blindIndex('customer.phone', 'phone', phone),
    last4_bidx: phone === null ? null : crypto.blindIndex('customer.last4', 'exact', phone.slice(-4)),
  });

  return {
    async load(tx: Tx, id: string): Promise<Customer | undefined> {
      const row = await tx.db.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirst();
      return row && open(row);
    },

    /** The record that this one was merged into, in the end; itself where it was not. */
    async keptOf(tx: Tx, id: string): Promise<string> {
      const row = await tx.db.selectFrom('customer').select('merged_into').where('id', '=', id).executeTakeFirst();
      return row?.merged_into ? this.keptOf(tx, row.merged_into) : id;
    },

    /** Numbers by which the customer was known: the own one, and those of records that were merged into it. */
    async phonesOf(tx: Tx, id: string): Promise<readonly string[]> {
      const rows = await tx.db
        .selectFrom('customer')
        .select(['id', 'phone_enc'])
        .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
        .execute();
      return rows.flatMap((row) => (row.phone_enc === null ? [] : [crypto.decrypt(place('phone_enc', row.id), row.phone_enc)]));
    },

    /** The same for the transaction's actor: undefined also where the customer is out of reach and no contact of the actor's own. Of a merged record the one that stayed. */
    async loadSeen(tx: Tx, given: string): Promise<Customer | undefined> {
      const id = await this.keptOf(tx, given);
      const row = await withinReach(tx.db.selectFrom('customer').selectAll('customer'), tx.origin.actor)
        .where('customer.id', '=', id)
        .executeTakeFirst();
      if (row) return open(row);
      return (await this.isFollowed(tx, id)) ? this.load(tx, id) : undefined;
    },

    /** Whether the directory said within the last hour that the transaction's actor follows this customer. */
    async isFollowed(tx: Tx, id: string): Promise<boolean> {
      const externalUserid = await this.identityOf(tx, id, 'external_userid');
      if (externalUserid === undefined) return false;
      const follow = await tx.db
        .selectFrom('contact_follow')
        .select('follows')
        .where('id', 'in', [...crypto.blindIndexes('contact_follow', 'exact', followKey(externalUserid, tx.origin.actor.id))])
        .where('checked_at', '>', tx.now - FOLLOW_VALID_MS)
        .executeTakeFirst();
      return follow?.follows === 1;
    },

    /** When the directory said that this person and the customer no longer have each other; null where it did not. */
    async contactLostAt(tx: Tx, id: string, personId: string): Promise<number | null> {
      const externalUserid = await this.identityOf(tx, id, 'external_userid');
      if (externalUserid === undefined) return null;
      const lost = await tx.db
        .selectFrom('contact_follow')
        .select('checked_at')
        .where('id', 'in', [...crypto.blindIndexes('contact_follow', 'exact', followKey(externalUserid, personId))])
        .where('follows', '=', 0)
        .executeTakeFirst();
      return lost?.checked_at ?? null;
    },

    /** Takes down what the directory said about a person and a contact; it counts until the directory says otherwise. */
    async saveFollow(tx: Tx, externalUserid: string, personId: string, follows: boolean): Promise<void> {
      const key = followKey(externalUserid, personId);
      await tx.db
        .deleteFrom('contact_follow')
        .where('id', 'in', [...crypto.blindIndexes('contact_follow', 'exact', key)])
        .execute();
      await tx.db
        .insertInto('contact_follow')
        .values({ id: crypto.blindIndex('contact_follow', 'exact', key), follows: follows ? 1 : 0, checked_at: tx.now })
        .execute();
    },

    async levelOf(tx: Tx, id: string): Promise<string> {
      return (await levelById(tx, { id }))?.level ?? 'STD';
    },

    /** Missing ids are absent from the map. */
    async loadMany(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
      if (ids.length === 0) return new Map();
      const rows = await tx.db
        .selectFrom('customer')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map((row) => [row.id, open(row)]));
    },

    /** Opens what `sealedCustomerName` read. */
    openName: (id: string, sealed: string): string => crypto.decryptName(place('name_enc', id), sealed),

    async insert(tx: Tx, customer: { name: string; phone: string | null; level: string }): Promise<string> {
      const id = newId();
      await tx.db
        .insertInto('customer')
        .values({
          id,
          ...closed(id, customer.name, customer.phone),
          level: customer.level,
          merged_into: null,
          created_at: tx.now,
          updated_at: tx.now,
          version: 1,
        })
        .execute();
      return id;
    },

    /** Those of the actor's reach with this exact number, without `except`. */
    async withPhone(tx: Tx, phone: string, except: string | null): Promise<number> {
      const rows = await withinReach(tx.db.selectFrom('customer').select('customer.id'), tx.origin.actor)
        .where('customer.phone_bidx', 'in', [...crypto.blindIndexes('customer.phone', 'phone', phone)])
        .where('customer.merged_into', 'is', null)
        .execute();
      return rows.filter(({ id }) => id !== except).length;
    },

    async setContact(tx: Tx, id: string, name: string, phone: string | null): Promise<void> {
      await tx.db
        .updateTable('customer')
        .set((eb) => ({ ...closed(id, name, phone), updated_at: tx.now, version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },

    /** Ids whose exact phone, last four digits or exact name is `q`. At most 200: more is no answer to a question by name. */
    async search(tx: Tx, q: string): Promise<readonly string[]> {
      const rows = await tx.db
        .selectFrom('customer')
        .select(['id', 'merged_into'])
        .where((eb) => {
          switch (searchKind(q)) {
            case 'last4':
              return eb('last4_bidx', 'in', [...crypto.blindIndexes('customer.last4', 'exact', q)]);
            case 'phone':
              return eb('phone_bidx', 'in', [...crypto.blindIndexes('customer.phone', 'phone', q)]);
            case 'name':
              return eb('name_bidx', 'in', [...crypto.blindIndexes('customer.name', 'name', q)]);
          }
        })
        .limit(200)
        .execute();
      // a merged record is found by what it was known by, as the one that stayed
      const kept = new Set<string>();
      for (const row of rows) kept.add(row.merged_into === null ? row.id : await this.keptOf(tx, row.merged_into));
      return [...kept];
    },

    /** Those whom the transaction's actor may see, newest first, below `before`. */
    async page(
      tx: Tx,
      filter: { ids?: readonly string[] | undefined; before?: string | undefined; limit: number },
    ): Promise<readonly Customer[]> {
      let query = withinReach(tx.db.selectFrom('customer').selectAll('customer'), tx.origin.actor)
        .where('customer.merged_into', 'is', null)
        .orderBy('customer.id', 'desc')
        .limit(filter.limit);
      if (filter.ids) query = query.where('customer.id', 'in', filter.ids.length ? [...filter.ids] : ['']);
      if (filter.before) query = query.where('customer.id', '<', filter.before);
      return (await query.execute()).map(open);
    },

    async findByIdentity(tx: Tx, kind: string, issuer: string, value: string): Promise<string | undefined> {
      const row = await tx.db
        .selectFrom('customer_identity')
        .select('customer_id')
        .where('kind', '=', kind as 'openid')
        .where('issuer', '=', issuer)
        .where('value_hash', 'in', [...crypto.blindIndexes(`identity.${kind}`, 'exact', value)])
        .executeTakeFirst();
      return row?.customer_id;
    },

    async identityOf(tx: Tx, customerId: string, kind: 'external_userid' | 'openid' | 'unionid'): Promise<string | undefined> {
      const row = await tx.db
        .selectFrom('customer_identity')
        .select(['id', 'value_enc'])
        .where('customer_id', '=', customerId)
        .where('kind', '=', kind)
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row && crypto.decrypt({ table: 'customer_identity', column: 'value_enc', rowId: row.id }, row.value_enc);
    },

    /** Does nothing when this customer has the identity already. */
    async addIdentity(
      tx: Tx,
      customerId: string,
      kind: 'external_userid' | 'openid' | 'unionid',
      issuer: string,
      value: string,
    ): Promise<void> {
      const rowId = newId();
      const known = await this.findByIdentity(tx, kind, issuer, value);
      if (known !== undefined) return;
      await tx.db
        .insertInto('customer_identity')
        .values({
          id: rowId,
          customer_id: customerId,
          kind,
          issuer,
          value_hash: crypto.blindIndex(`identity.${kind}`, 'exact', value),
          value_enc: crypto.encrypt({ table: 'customer_identity', column: 'value_enc', rowId }, value),
          moved_from: null,
          created_at: tx.now,
        })
        .execute();
    },

    /** Moves the identities of a customer without any history to another one and hides the first. False when it has a history or is hidden already. */
    async absorb(tx: Tx, fromId: string, intoId: string): Promise<boolean> {
      for (const table of ['site', 'device'] as const)
        if (await tx.db.selectFrom(table).select('id').where('customer_id', '=', fromId).limit(1).executeTakeFirst()) return false;
      const hidden = await tx.db
        .updateTable('customer')
        .set({ merged_into: intoId, updated_at: tx.now })
        .where('id', '=', fromId)
        .where('merged_into', 'is', null)
        .executeTakeFirst();
      if (Number(hidden.numUpdatedRows) !== 1) return false;
      await tx.db
        .updateTable('customer_identity')
        .set({ customer_id: intoId, moved_from: fromId })
        .where('customer_id', '=', fromId)
        .execute();
      return true;
    },

    /** Undoes {@link absorb} for the customer whom this contact was: they come back with their identities. Undefined when the contact was not moved. */
    async release(tx: Tx, issuer: string, externalUserid: string): Promise<string | undefined> {
      const moved = await tx.db
        .selectFrom('customer_identity')
        .select('moved_from')
        .where('kind', '=', 'external_userid')
        .where('issuer', '=', issuer)
        .where('value_hash', 'in', [...crypto.blindIndexes('identity.external_userid', 'exact', externalUserid)])
        .executeTakeFirst();
      const home = moved?.moved_from ?? undefined;
      if (home === undefined) return undefined;
      await tx.db.updateTable('customer').set({ merged_into: null, updated_at: tx.now }).where('id', '=', home).execute();
      await tx.db.updateTable('customer_identity').set({ customer_id: home, moved_from: null }).where('moved_from', '=', home).execute();
      return home;
    },

    /** Whether a contact of WeCom came to this customer by {@link absorb}. */
    async hasLinkedContact(tx: Tx, customerId: string): Promise<boolean> {
      const linked = await tx.db
        .selectFrom('customer_identity')
        .select('id')
        .where('customer_id', '=', customerId)
        .where('kind', '=', 'external_userid')
        .where('moved_from', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return linked !== undefined;
    },

    async sitesOf(tx: Tx, customerId: string): Promise<readonly Site[]> {
      const rows = await tx.db
        .selectFrom('site')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('updated_at', 'desc')
        .limit(50)
        .execute();
      return rows.map((row) => openSite(row));
    },

    /** Writes label and point of the customer's site with this text, made when there is none. The outlet comes with the first order there. */
    async putSite(tx: Tx, customerId: string, site: Omit<Site, 'id'>): Promise<void> {
      const id = await this.saveSite(tx, customerId, { ...site, outletId: undefined });
      const point_enc = site.point && crypto.encrypt(sitePlace('point_enc', id), `${site.point.lat},${site.point.lng}`);
      await tx.db.updateTable('site').set({ label: site.label, point_enc }).where('id', '=', id).execute();
    },

    async loadSites(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Site>> {
      if (ids.length === 0) return new Map();
      const rows = await tx.db
        .selectFrom('site')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map((row) => [row.id, openSite(row)]));
    },

    /** The customer's site with this text, made when there is none; a new point replaces the old one. */
    async saveSite(tx: Tx, customerId: string, site: SiteDraft): Promise<string> {
      const text_bidx = crypto.blindIndex('site.text', 'exact', `${site.region}|${site.text}`);
      const known = await tx.db
        .selectFrom('site')
        .select('id')
        .where('customer_id', '=', customerId)
        .where('text_bidx', '=', text_bidx)
        .executeTakeFirst();
      const id = known?.id ?? newId();
      const point_enc = site.point && crypto.encrypt(sitePlace('point_enc', id), `${site.point.lat},${site.point.lng}`);
      if (known) {
        await tx.db
          .updateTable('site')
          .set({
            updated_at: tx.now,
            ...(site.outletId === undefined ? {} : { outlet_id: site.outletId }),
            ...(point_enc ? { point_enc } : {}),
          })
          .where('id', '=', id)
          .execute();
        return id;
      }
      await tx.db
        .insertInto('site')
        .values({
          id,
          customer_id: customerId,
          label: '',
          region: site.region,
          outlet_id: site.outletId ?? null,
          text_enc: crypto.encrypt(sitePlace('text_enc', id), site.text),
          text_bidx,
          point_enc,
          created_at: tx.now,
          updated_at: tx.now,
        })
        .execute();
      return id;
    },
  };

  function openSite(row: { id: string; label: string; region: string; text_enc: string; point_enc: string | null }): Site {
    const point = row.point_enc === null ? null : crypto.decrypt(sitePlace('point_enc', row.id), row.point_enc).split(',').map(Number);
    return {
      id: row.id,
      label: row.label,
      region: row.region,
      text: crypto.decrypt(sitePlace('text_enc', row.id), row.text_enc),
      point: point && { lat: point[0]!, lng: point[1]! },
    };
  }
}

export type CustomerStore = ReturnType<typeof createCustomerStore>;
