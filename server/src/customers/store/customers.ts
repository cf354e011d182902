import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import { FOLLOW_VALID_MS, followKey } from '../domain/follow.ts';
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
/** A site as an order brings it. `outletId`: the outlet that serves it. */
export interface SiteDraft extends Pick<Site, 'region' | 'text' | 'point'> {
  readonly outletId: string | null;
}
export interface Device {
  readonly id: string;
  readonly model: string;
  readonly serial: string | null;
  readonly installedAt: number | null;
}

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

    /** The same for the transaction's actor: undefined also where the customer is out of reach and no contact of the actor's own. */
    async loadSeen(tx: Tx, id: string): Promise<Customer | undefined> {
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

    async levelOf(tx: Tx, id: string): Promise<string> {
      const row = await tx.db.selectFrom('customer').select('level').where('id', '=', id).executeTakeFirst();
      return row?.level ?? 'STD';
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

    async insert(tx: Tx, customer: { name: string; phone: string | null; level: string }): Promise<string> {
      const id = newId();
      await tx.db
        .insertInto('customer')
        .values({
          id,
          ...closed(id, customer.name, customer.phone),
          level: customer.level,
          created_at: tx.now,
          updated_at: tx.now,
          version: 1,
        })
        .execute();
      return id;
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
        .select('id')
        .where((eb) =>
          eb.or([
            eb('phone_bidx', 'in', [...crypto.blindIndexes('customer.phone', 'phone', q)]),
            eb('last4_bidx', 'in', [...crypto.blindIndexes('customer.last4', 'exact', q)]),
            eb('name_bidx', 'in', [...crypto.blindIndexes('customer.name', 'name', q)]),
          ]),
        )
        .orderBy('id', 'desc')
        .limit(200)
        .execute();
      return rows.map((row) => row.id);
    },

    /** Those whom the transaction's actor may see, newest first, below `before`. */
    async page(
      tx: Tx,
      filter: { ids?: readonly string[] | undefined; before?: string | undefined; limit: number },
    ): Promise<readonly Customer[]> {
      let query = withinReach(tx.db.selectFrom('customer').selectAll('customer'), tx.origin.actor)
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
          created_at: tx.now,
        })
        .execute();
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
          .set({ updated_at: tx.now, outlet_id: site.outletId, ...(point_enc ? { point_enc } : {}) })
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
          outlet_id: site.outletId,
          text_enc: crypto.encrypt(sitePlace('text_enc', id), site.text),
          text_bidx,
          point_enc,
          created_at: tx.now,
          updated_at: tx.now,
        })
        .execute();
      return id;
    },

    async devicesOf(tx: Tx, customerId: string): Promise<readonly Device[]> {
      const rows = await tx.db
        .selectFrom('device')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('id', 'desc')
        .limit(100)
        .execute();
      return rows.map((row) => ({ id: row.id, model: row.model, serial: row.serial, installedAt: row.installed_at }));
    },

    async insertDevice(
      tx: Tx,
      device: { customerId: string; siteId: string | null; model: string; serial: string | null; orderId: string },
    ): Promise<void> {
      await tx.db
        .insertInto('device')
        .values({
          id: newId(),
          customer_id: device.customerId,
          site_id: device.siteId,
          model: device.model,
          serial: device.serial,
          order_id: device.orderId,
          installed_at: tx.now,
          created_at: tx.now,
        })
        .execute();
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
