import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { checkRegion } from '@mingdan/shared/region/region';
import { coversRegion, reachOf } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { customerCreated } from '../events.ts';
import type { CustomerStore } from '../store/customers.ts';
import { type DeviceDraft, insertDevice, updateDevice } from '../store/devices.ts';

interface Contact {
  readonly name: string;
  readonly phone: string | null;
  /** A person saw that others have this number and says that this is somebody else. */
  readonly samePhone: boolean;
}

interface SiteInput {
  readonly customerId: string;
  readonly label: string;
  readonly region: string;
  readonly text: string;
  readonly point: { readonly lat: number; readonly lng: number } | null;
}

/** What staff write down about a customer by hand 客户档案. Nothing here merges people: whoever has the same number is only told of. */
export function createKeepCustomer({ uow, store }: { uow: UnitOfWork; store: CustomerStore }) {
  const phoneIsFree = async (
    tx: Tx,
    { phone, samePhone }: Contact,
    self: string | null,
  ): Promise<Result<null, 'customers.phone_known'>> => {
    const count = phone === null || samePhone ? 0 : await store.withPhone(tx, phone, self);
    return count === 0 ? ok(null) : refuse('customers.phone_known', { detail: { count } });
  };

  return {
    /** Makes a customer who came by another way than a chat. */
    create: (input: Contact, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const free = await phoneIsFree(tx, input, null);
        if (!free.ok) return free;
        const customerId = await store.insert(tx, { name: input.name, phone: input.phone, level: 'STD' });
        await tx.audit({
          action: 'customers.created',
          subject: { type: 'customer', id: customerId },
          after: { source: 'hand', samePhone: input.samePhone },
        });
        await tx.outbox.append(customerCreated, { customerId });
        return ok({ customerId });
      }),

    saveContact: (input: Contact & { readonly customerId: string }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const customer = await store.loadSeen(tx, input.customerId);
        if (!customer) return refuse('customers.not_found');
        const changed = { name: input.name !== customer.name, phone: input.phone !== customer.phone };
        if (!changed.name && !changed.phone) return ok({ customerId: customer.id });
        const free = changed.phone ? await phoneIsFree(tx, input, customer.id) : ok(null);
        if (!free.ok) return free;
        await store.setContact(tx, customer.id, input.name, input.phone);
        await tx.audit({ action: 'customers.contact_changed', subject: { type: 'customer', id: customer.id }, after: changed });
        return ok({ customerId: customer.id });
      }),

    saveSite: (input: SiteInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const customer = await store.loadSeen(tx, input.customerId);
        if (!customer) return refuse('customers.not_found');
        if (checkRegion(input.region, 'county') !== 'fine' || !mayServe(origin, input.region)) return refuse('customers.region_refused');
        const { customerId: _, ...site } = input;
        await store.putSite(tx, customer.id, site);
        await tx.audit({
          action: 'customers.site_saved',
          subject: { type: 'customer', id: customer.id },
          after: { region: input.region, pinned: input.point !== null },
        });
        return ok({ customerId: customer.id });
      }),

    saveDevice: (input: DeviceDraft & { readonly customerId: string; readonly deviceId?: string | undefined }, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const customer = await store.loadSeen(tx, input.customerId);
        if (!customer) return refuse('customers.not_found');
        // a site of somebody else is no site of this device
        const sites = await store.sitesOf(tx, customer.id);
        const device = { ...input, siteId: sites.some(({ id }) => id === input.siteId) ? input.siteId : null };
        if (input.deviceId === undefined) await insertDevice(tx, customer.id, device);
        else if (!(await updateDevice(tx, customer.id, input.deviceId, device))) return refuse('customers.device_not_found');
        await tx.audit({
          action: 'customers.device_saved',
          subject: { type: 'customer', id: customer.id },
          after: { new: input.deviceId === undefined, kind: input.kind },
        });
        return ok({ customerId: customer.id });
      }),
  };
}

/** Whether the actor's rights to write customers reach this region. */
function mayServe({ actor }: Origin, region: string): boolean {
  const reach = reachOf(actor, 'customers:write');
  return reach.includes('all') || (reach.includes('region') && actor.scope.regions.some((scope) => coversRegion(scope, region)));
}
