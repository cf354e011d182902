import { type CustomerView, customerFromChat, getCustomer, listCustomers } from '@mingdan/shared/contracts/customers';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { fullName } from '@mingdan/shared/region/region';
import type { Origin } from '../platform/actor.ts';
import type { Capability } from '../platform/capability.ts';
import type { Clock } from '../platform/clock.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import type { ContactDirectory } from './directory.ts';
import { maskPhone } from './domain/mask.ts';
import { type Customer, createCustomerStore, type Site, type SiteDraft } from './store/customers.ts';
import { customerMigrations } from './store/migrations.ts';
import { createCustomerFromChat } from './usecases/customer-from-chat.ts';

export type { ContactDirectory } from './directory.ts';
export { maskName, maskPhone } from './domain/mask.ts';
export type { Customer, Site, SiteDraft } from './store/customers.ts';

export interface CustomersApi {
  load(tx: Tx, id: string): Promise<Customer | undefined>;
  /** The same for the transaction's actor: undefined also where the customer is out of reach. */
  loadSeen(tx: Tx, id: string): Promise<Customer | undefined>;
  /** The customer's level for prices, without opening anything personal; `STD` when the customer is unknown. */
  levelOf(tx: Tx, id: string): Promise<string>;
  loadMany(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Customer>>;
  loadSites(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Site>>;
  /** Ids by exact phone, last four digits or exact name. */
  search(tx: Tx, q: string): Promise<readonly string[]>;
  /** The site of an order, made when the customer has none with this text. */
  saveSite(tx: Tx, customerId: string, site: SiteDraft): Promise<string>;
  /** Writes name or phone where the order form brought better ones. */
  saveContact(tx: Tx, customer: Customer, contact: { name?: string | undefined; phone?: string | undefined }): Promise<void>;
  addDevice(
    tx: Tx,
    device: { customerId: string; siteId: string | null; model: string; serial: string | null; orderId: string },
  ): Promise<void>;
  addIdentity(tx: Tx, customerId: string, kind: 'openid' | 'unionid' | 'external_userid', issuer: string, value: string): Promise<void>;
  /** The plain value, for sending; undefined when there is none. */
  identityOf(tx: Tx, customerId: string, kind: 'openid' | 'external_userid'): Promise<string | undefined>;
  /** Makes a customer that came by another way than a chat. */
  create(tx: Tx, customer: { name: string; phone: string | null; level: string }): Promise<string>;
}

const PAGE = 50;

/** Customers, their identities, sites and devices. */
export function createCustomers(deps: {
  uow: UnitOfWork;
  crypto: FieldCrypto;
  directory: ContactDirectory;
  clock: Clock;
}): Capability & { api: CustomersApi } {
  const { uow, crypto } = deps;
  const store = createCustomerStore(crypto);
  const fromChat = createCustomerFromChat({ ...deps, store });

  const view = async (tx: Tx, id: string): Promise<CustomerView | undefined> => {
    const customer = await store.loadSeen(tx, id);
    if (!customer) return undefined;
    const [sites, devices] = [await store.sitesOf(tx, id), await store.devicesOf(tx, id)];
    return {
      id,
      name: customer.name,
      phoneMasked: customer.phone ? maskPhone(customer.phone) : '',
      phone: mayCall(tx.origin) ? customer.phone : null,
      level: customer.level,
      sites: sites.map((site) => ({
        id: site.id,
        label: site.label,
        region: site.region,
        regionName: fullName(site.region),
        text: site.text,
        lat: site.point?.lat ?? null,
        lng: site.point?.lng ?? null,
      })),
      devices: devices.map((device) => ({ ...device })),
      createdAt: customer.createdAt,
    };
  };

  const api: CustomersApi = {
    load: store.load,
    loadSeen: (tx, id) => store.loadSeen(tx, id),
    levelOf: store.levelOf,
    loadMany: store.loadMany,
    loadSites: store.loadSites,
    search: store.search,
    saveSite: store.saveSite,
    saveContact: async (tx, customer, contact) => {
      const name = contact.name ?? customer.name;
      const phone = contact.phone ?? customer.phone;
      if (name === customer.name && phone === customer.phone) return;
      await store.setContact(tx, customer.id, name, phone);
      await tx.audit({
        action: 'customers.contact_changed',
        subject: { type: 'customer', id: customer.id },
        after: { name: name !== customer.name, phone: phone !== customer.phone },
      });
    },
    addDevice: store.insertDevice,
    addIdentity: (tx, ...identity) => store.addIdentity(tx, ...identity),
    identityOf: store.identityOf,
    create: store.insert,
  };

  return {
    name: 'customers',
    api,
    migrations: customerMigrations,
    routes: [
      route(customerFromChat, async (input, origin) => {
        const found = await fromChat(input, origin);
        if (!found.ok) return found;
        const customer = await uow.read(origin, (tx) => view(tx, found.value.customerId));
        return customer ? ok(customer) : refuse('customers.not_followed');
      }),
      route(getCustomer, (input, origin) =>
        uow.read(origin, async (tx) => {
          const customer = await view(tx, input.customerId);
          return customer ? ok(customer) : refuse('customers.not_found');
        }),
      ),
      route(listCustomers, (input, origin) =>
        uow.read(origin, async (tx) => {
          const limit = input.limit ?? PAGE;
          const ids = input.q === undefined ? undefined : await store.search(tx, input.q);
          const rows = await store.page(tx, { ids, before: input.cursor, limit: limit + 1 });
          const items = rows.slice(0, limit).map((row) => ({
            id: row.id,
            name: row.name,
            phoneMasked: row.phone ? maskPhone(row.phone) : '',
            level: row.level,
            createdAt: row.createdAt,
          }));
          return ok({ items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
        }),
      ),
    ],
  };
}

/** The full number is for those who call customers; everyone else sees the masked one. */
function mayCall({ actor }: Origin): boolean {
  return actor.roles.some((role) => role === 'staff' || role === 'dispatcher' || role === 'outlet_manager');
}
