import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { type Migration, steps } from '../../platform/db/migration.ts';
import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';

/** What somebody wrote down about a customer, for the company alone. */
export interface CustomerNoteTable {
  id: string;
  customer_id: string;
  author_id: string;
  text_enc: string;
  created_at: number;
}
/** Until which day a device is under warranty 保修, that day included. */
export interface DeviceWarrantyTable {
  device_id: string;
  /** YYYY-MM-DD; null once somebody took it away. */
  until_day: string | null;
  updated_at: number;
}

declare module '../../platform/db/schema.ts' {
  interface Database {
    customer_note: CustomerNoteTable;
    device_warranty: DeviceWarrantyTable;
  }
}

export const customerFileMigrations: readonly Migration[] = steps('0030-customer-file', [
  (db) =>
    db.schema
      .createTable('customer_note')
      .ifNotExists()
      .addColumn('id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('customer_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('author_id', 'varchar(26)', (c) => c.notNull())
      .addColumn('text_enc', 'varchar(4000)', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute(),
  (db) => db.schema.createIndex('ix_note_customer').on('customer_note').columns(['customer_id', 'id']).execute(),
  (db) =>
    db.schema
      .createTable('device_warranty')
      .ifNotExists()
      .addColumn('device_id', 'varchar(26)', (c) => c.primaryKey())
      .addColumn('until_day', 'varchar(10)')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute(),
]);

const SHOWN = 100;

export function createCustomerFileStore(crypto: FieldCrypto) {
  const place = (rowId: string) => ({ table: 'customer_note', column: 'text_enc', rowId });
  return {
    async notesOf(tx: Tx, customerId: string): Promise<readonly { id: string; authorId: string; at: number; text: string }[]> {
      const rows = await tx.db
        .selectFrom('customer_note')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('id', 'desc')
        .limit(SHOWN)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        authorId: row.author_id,
        at: row.created_at,
        text: crypto.decrypt(place(row.id), row.text_enc),
      }));
    },
    async addNote(tx: Tx, customerId: string, text: string): Promise<string> {
      const id = newId();
      const row = {
        id,
        customer_id: customerId,
        author_id: tx.origin.actor.id,
        text_enc: crypto.encrypt(place(id), text),
        created_at: tx.now,
      };
      await tx.db.insertInto('customer_note').values(row).execute();
      return id;
    },
    async warrantiesOf(tx: Tx, customerId: string): Promise<{ deviceId: string; until: string }[]> {
      const rows = await tx.db
        .selectFrom('device_warranty')
        .innerJoin('device', 'device.id', 'device_warranty.device_id')
        .select(['device_warranty.device_id', 'device_warranty.until_day'])
        .where('device.customer_id', '=', customerId)
        .execute();
      return rows.flatMap((row) => (row.until_day === null ? [] : [{ deviceId: row.device_id, until: row.until_day }]));
    },
    /** False when the customer has no such device. */
    async setWarranty(tx: Tx, customerId: string, deviceId: string, until: string | null): Promise<boolean> {
      const device = await tx.db
        .selectFrom('device')
        .select('id')
        .where('id', '=', deviceId)
        .where('customer_id', '=', customerId)
        .executeTakeFirst();
      if (!device) return false;
      await tx.db.deleteFrom('device_warranty').where('device_id', '=', deviceId).execute();
      await tx.db.insertInto('device_warranty').values({ device_id: deviceId, until_day: until, updated_at: tx.now }).execute();
      return true;
    },
  };
}
export type CustomerFileStore = ReturnType<typeof createCustomerFileStore>;
