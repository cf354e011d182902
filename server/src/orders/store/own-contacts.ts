import { type RawBuilder, sql } from 'kysely';
import { searchKind } from '../../customers/index.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertRows } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import type { OwnContact } from '../domain/own-contact.ts';

/** Orders whose contact is their own, closed, with what they are found by. Every other order is found by its customer. */
export interface OrderContactTable {
  order_id: string;
  name_enc: string;
  name_bidx: string;
  phone_enc: string | null;
  phone_bidx: string | null;
  last4_bidx: string | null;
}

/** More is no answer to a question by name. */
const MOST_FOUND = 200;
const LAST_DIGITS = 4;

/** A part of a list's statement: the sealed name of the own contact of the order whose id stands in that column; null where it has none. */
export function sealedContactName(idColumn: string): RawBuilder<string | null> {
  return sql<string | null>`(select order_contact.name_enc from order_contact where order_contact.order_id = ${sql.ref(idColumn)})`;
}

export function createOwnContacts(crypto: FieldCrypto) {
  const place = (column: string, rowId: string) => ({ table: 'order_contact', column, rowId });
  const closed = (orderId: string, { name, phone }: OwnContact): OrderContactTable => ({
    order_id: orderId,
    name_enc: crypto.encrypt(place('name_enc', orderId), name),
    name_bidx: crypto.blindIndex('order_contact.name', 'name', name),
    phone_enc: phone === null ? null : crypto.encrypt(place('phone_enc', orderId), phone),
    phone_bidx: phone === null ? null : crypto.blindIndex('order_contact.phone', 'phone', phone),
    last4_bidx: phone === null ? null : crypto.blindIndex('order_contact.last4', 'exact', phone.slice(-LAST_DIGITS)),
  });

  return {
    /** Writes the contact of a new order. */
    insert: (tx: Tx, orderId: string, contact: OwnContact): Promise<void> => insertRows(tx, 'order_contact', [closed(orderId, contact)]),

    /** Puts another contact in the place of the one that stands, or none. The caller holds the order's lock. */
    async replace(tx: Tx, orderId: string, contact: OwnContact | null): Promise<void> {
      await tx.db.deleteFrom('order_contact').where('order_id', '=', orderId).execute();
      if (contact) await insertRows(tx, 'order_contact', [closed(orderId, contact)]);
    },

    /** Orders whose own contact has this exact phone, last four digits or exact name, the newest of them. */
    async search(tx: Tx, q: string): Promise<readonly string[]> {
      const rows = await tx.db
        .selectFrom('order_contact')
        .select('order_id')
        .where((eb) => {
          switch (searchKind(q)) {
            case 'last4':
              return eb('last4_bidx', 'in', [...crypto.blindIndexes('order_contact.last4', 'exact', q)]);
            case 'phone':
              return eb('phone_bidx', 'in', [...crypto.blindIndexes('order_contact.phone', 'phone', q)]);
            case 'name':
              return eb('name_bidx', 'in', [...crypto.blindIndexes('order_contact.name', 'name', q)]);
          }
        })
        .orderBy('order_id', 'desc')
        .limit(MOST_FOUND)
        .execute();
      return rows.map(({ order_id }) => order_id);
    },

    /** Opens what `sealedContactName` read. */
    openName: (orderId: string, sealed: string): string => crypto.decryptName(place('name_enc', orderId), sealed),

    /** The numbers of own contacts by order. An order without an own contact is absent; one whose contact has no number has null. */
    async phones(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
      if (orderIds.length === 0) return new Map();
      const rows = await tx.db
        .selectFrom('order_contact')
        .select(['order_id', 'phone_enc'])
        .where('order_id', 'in', [...orderIds])
        .execute();
      return new Map(
        rows.map((row) => [row.order_id, row.phone_enc === null ? null : crypto.decrypt(place('phone_enc', row.order_id), row.phone_enc)]),
      );
    },
  };
}

export type OwnContacts = ReturnType<typeof createOwnContacts>;
