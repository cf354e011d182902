import type { Tx } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { DeviceTable } from './migrations.ts';

/** A customer's appliance 设备. */
export interface Device {
  readonly id: string;
  /** What it is, in words; empty when nobody said. */
  readonly kind: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string | null;
  readonly siteId: string | null;
  readonly installedAt: number | null;
  /** The order that installed it; null where none did. */
  readonly orderId: string | null;
}

/** What somebody says about a device by hand. */
export type DeviceDraft = Omit<Device, 'id' | 'installedAt' | 'orderId'>;

/** A device as an order leaves it behind. */
export interface InstalledDevice {
  readonly customerId: string;
  readonly siteId: string | null;
  /** Empty where the order does not say; what is known already stays then. */
  readonly kind: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string | null;
  readonly orderId: string;
}

const open = (row: DeviceTable): Device => ({
  id: row.id,
  kind: row.kind,
  brand: row.brand,
  model: row.model,
  serial: row.serial,
  siteId: row.site_id,
  installedAt: row.installed_at,
  orderId: row.order_id,
});

/** The customer's devices, newest first. */
export async function devicesOf(tx: Tx, customerId: string): Promise<readonly Device[]> {
  const rows = await tx.db
    .selectFrom('device')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map(open);
}

/** Characters that the columns hold. */
const LONGEST = { kind: 20, brand: 30 };

/** What an order installed. The customer's device with this serial number, where there is one, is that device. */
export async function putInstalled(tx: Tx, device: InstalledDevice): Promise<void> {
  const known =
    device.serial === null
      ? undefined
      : await tx.db
          .selectFrom('device')
          .select('id')
          .where('customer_id', '=', device.customerId)
          .where('serial', '=', device.serial)
          .executeTakeFirst();
  const [kind, brand] = [device.kind.slice(0, LONGEST.kind), device.brand.slice(0, LONGEST.brand)];
  const told = {
    site_id: device.siteId,
    model: device.model,
    order_id: device.orderId,
    installed_at: tx.now,
    ...(kind === '' ? {} : { kind }),
    ...(brand === '' ? {} : { brand }),
  };
  if (known) {
    await tx.db.updateTable('device').set(told).where('id', '=', known.id).execute();
    return;
  }
  await tx.db
    .insertInto('device')
    .values({ id: newId(), customer_id: device.customerId, kind: '', brand: '', serial: device.serial, ...told, created_at: tx.now })
    .execute();
}

/**
 * Whose device bears a serial number already: another customer's, or this customer's as another order left it. Null: nobody's, or the one at hand.
 *
 * @param own the order at hand, with those that it goes back to
 */
export async function bearerOf(
  tx: Tx,
  serial: string,
  own: { readonly customerId: string; readonly orderIds: readonly string[] },
): Promise<'stranger' | 'order' | null> {
  const rows = await tx.db.selectFrom('device').select(['customer_id', 'order_id']).where('serial', '=', serial).limit(20).execute();
  if (rows.some(({ customer_id }) => customer_id !== own.customerId)) return 'stranger';
  return rows.some(({ order_id }) => order_id !== null && !own.orderIds.includes(order_id)) ? 'order' : null;
}

/** Adds a device by hand; its id. */
export async function insertDevice(tx: Tx, customerId: string, device: DeviceDraft): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('device')
    .values({ id, customer_id: customerId, ...columns(device), order_id: null, installed_at: null, created_at: tx.now })
    .execute();
  return id;
}

/** False when this customer has no such device. */
export async function updateDevice(tx: Tx, customerId: string, deviceId: string, device: DeviceDraft): Promise<boolean> {
  // counted by reading: an UPDATE that changes nothing counts no row on MySQL
  const known = await tx.db
    .selectFrom('device')
    .select('id')
    .where('id', '=', deviceId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!known) return false;
  await tx.db.updateTable('device').set(columns(device)).where('id', '=', deviceId).execute();
  return true;
}

const columns = ({ kind, brand, model, serial, siteId }: DeviceDraft) => ({ kind, brand, model, serial, site_id: siteId });
