import { addCustomerNote, customerFile, revealCustomer, setWarranty } from '@mingdan/shared/contracts/customer-file';
import { customerMerges, mergeCustomers, previewMerge, undoMerge } from '@mingdan/shared/contracts/customer-merge';
import {
  type CustomerView,
  createCustomer,
  customerFromChat,
  getCustomer,
  linkContact,
  listCustomers,
  saveContact,
  saveDevice,
  saveSite,
  unlinkContact,
} from '@mingdan/shared/contracts/customers';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import { fullName } from '@mingdan/shared/region/region';
import type { Origin } from '../platform/actor.ts';
import type { Capability } from '../platform/capability.ts';
import type { Clock } from '../platform/clock.ts';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { on } from '../platform/outbox/definitions.ts';
import type { PersonNames } from '../platform/people.ts';
import type { ContactDirectory } from './directory.ts';
import { maskPhone } from './domain/mask.ts';
import { followChanged } from './events.ts';
import { type Customer, createCustomerStore, type Site, type SiteDraft } from './store/customers.ts';
import { bearerOf, devicesOf, type InstalledDevice, putInstalled } from './store/devices.ts';
import { createCustomerFileStore, customerFileMigrations } from './store/file.ts';
import { createMergeStore, mergeMigrations } from './store/merges.ts';
import { customerMigrations } from './store/migrations.ts';
import { addNote, readFile, reveal, setWarranty as setWarrantyOf } from './usecases/customer-file.ts';
import { createCustomerFromChat } from './usecases/customer-from-chat.ts';
import { createKeepCustomer } from './usecases/keep-customer.ts';
import { createLinkContact } from './usecases/link-contact.ts';
import { createMerging, type OrdersOfCustomer } from './usecases/merging.ts';

export type { ContactDirectory } from './directory.ts';
export { maskName, maskPhone } from './domain/mask.ts';
export { searchKind } from './domain/search-kind.ts';
export { type Customer, type Site, type SiteDraft, sealedCustomerName } from './store/customers.ts';
export type { OrdersOfCustomer } from './usecases/merging.ts';

export interface CustomersApi {
  load(tx: Tx, id: string): Promise<Customer | undefined>;
  /** The same for the transaction's actor: undefined also where the customer is out of reach; of a merged record the one that stayed. */
  loadSeen(tx: Tx, id: string): Promise<Customer | undefined>;
  /** The customer's level for prices, without opening anything personal; `STD` when the customer is unknown. */
  levelOf(tx: Tx, id: string): Promise<string>;
  /** Numbers by which the customer was known, also in records that were merged into this one. */
  phonesOf(tx: Tx, id: string): Promise<readonly string[]>;
  loadMany(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Customer>>;
  /** Opens a name that `sealedCustomerName` read, for lists: opening a number that nobody shows would be half of the work. */
  openName(customerId: string, sealed: string): string;
  loadSites(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Site>>;
  /** Ids by exact phone, last four digits or exact name. */
  search(tx: Tx, q: string): Promise<readonly string[]>;
  /** The site of an order, made when the customer has none with this text. */
  saveSite(tx: Tx, customerId: string, site: SiteDraft): Promise<string>;
  /** Writes name or phone that an order's form brought and a person said are the customer's; null leaves what stands. */
  saveContact(tx: Tx, customer: Customer, contact: { name: string | null; phone: string | null }, orderId: string): Promise<void>;
  /** What an order installed or served; one with the customer's serial number is the same device again. */
  addDevice(tx: Tx, device: InstalledDevice): Promise<void>;
  /** Whose device bears a serial number already; null: nobody's, or the one at hand, which `own` leaves out. */
  bearerOf(
    tx: Tx,
    serial: string,
    own: { readonly customerId: string; readonly orderIds: readonly string[] },
  ): Promise<'stranger' | 'order' | null>;
  addIdentity(tx: Tx, customerId: string, kind: 'openid' | 'unionid' | 'external_userid', issuer: string, value: string): Promise<void>;
  /** The plain value, for sending; undefined when there is none. */
  identityOf(tx: Tx, customerId: string, kind: 'openid' | 'external_userid'): Promise<string | undefined>;
  /** When WeCom said that this person and the customer no longer have each other, epoch ms; null where it did not. */
  contactLostAt(tx: Tx, customerId: string, personId: string): Promise<number | null>;
  /** Finds or makes the customer of the chat that a member of staff has open, as they see them. Asks WeCom: not inside a unit of work. */
  fromChat(
    input: { readonly externalUserid: string },
    origin: Origin,
  ): Promise<Result<CustomerView, 'customers.not_followed' | 'customers.directory_unavailable'>>;
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
  names: PersonNames;
  orders: OrdersOfCustomer;
}): Capability & { api: CustomersApi } {
  const { uow, crypto } = deps;
  const store = createCustomerStore(crypto);
  const fromChat = createCustomerFromChat({ ...deps, store });
  const file = { store, file: createCustomerFileStore(crypto) };
  const keeping = createKeepCustomer({ uow, store });
  const merging = createMerging({ store, merges: createMergeStore(crypto), orders: deps.orders, names: deps.names });
  const linking = createLinkContact({ ...deps, store });

  const view = async (tx: Tx, id: string): Promise<CustomerView | undefined> => {
    const customer = await store.loadSeen(tx, id);
    if (!customer) return undefined;
    const [sites, devices] = [await store.sitesOf(tx, customer.id), await devicesOf(tx, customer.id)];
    return {
      id: customer.id,
      name: customer.name,
      phoneMasked: customer.phone ? maskPhone(customer.phone) : '',
      phone: mayCall(tx.origin) ? customer.phone : null,
      level: customer.level,
      contactLinked: await store.hasLinkedContact(tx, customer.id),
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
      contactLostAt: await store.contactLostAt(tx, id, tx.origin.actor.id),
      createdAt: customer.createdAt,
    };
  };

  /** The customer as they stand after a write. */
  const after = async <C extends string>(
    written: Result<{ customerId: string }, C>,
    origin: Origin,
  ): Promise<Result<CustomerView, C | 'customers.not_found'>> => {
    if (!written.ok) return written;
    const customer = await uow.read(origin, (tx) => view(tx, written.value.customerId));
    return customer ? ok(customer) : refuse('customers.not_found');
  };

  const api: CustomersApi = {
    load: store.load,
    loadSeen: (tx, id) => store.loadSeen(tx, id),
    levelOf: store.levelOf,
    phonesOf: (tx, id) => store.phonesOf(tx, id),
    loadMany: store.loadMany,
    openName: store.openName,
    loadSites: store.loadSites,
    search: (tx, q) => store.search(tx, q),
    saveSite: store.saveSite,
    saveContact: async (tx, customer, contact, orderId) => {
      const name = contact.name ?? customer.name;
      const phone = contact.phone ?? customer.phone;
      if (name === customer.name && phone === customer.phone) return;
      await store.setContact(tx, customer.id, name, phone);
      await tx.audit({
        action: 'customers.contact_changed',
        subject: { type: 'customer', id: customer.id },
        after: { name: name !== customer.name, phone: phone !== customer.phone, orderId },
      });
    },
    addDevice: putInstalled,
    bearerOf,
    addIdentity: (tx, ...identity) => store.addIdentity(tx, ...identity),
    identityOf: store.identityOf,
    contactLostAt: (tx, customerId, personId) => store.contactLostAt(tx, customerId, personId),
    fromChat: async (input, origin) => {
      const found = await fromChat(input, origin);
      if (!found.ok) return found;
      const customer = await uow.read(origin, (tx) => view(tx, found.value.customerId));
      return customer ? ok(customer) : refuse('customers.not_followed');
    },
    create: store.insert,
  };

  return {
    name: 'customers',
    api,
    migrations: [...customerMigrations, ...customerFileMigrations, ...mergeMigrations],
    subscriptions: [
      on(followChanged, 'customers.follow-changed', async ({ personId, externalUserid, follows }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => store.saveFollow(tx, externalUserid, personId, follows));
      }),
    ],
    routes: [
      route(customerFromChat, api.fromChat),
      route(createCustomer, async (input, origin) => {
        const made = await keeping.create(input, origin);
        if (!made.ok) return made;
        // whoever made a customer sees them: nobody without a site is out of reach
        return ok((await uow.read(origin, (tx) => view(tx, made.value.customerId)))!);
      }),
      route(saveContact, async (input, origin) => after(await keeping.saveContact(input, origin), origin)),
      route(saveSite, async (input, origin) => after(await keeping.saveSite(input, origin), origin)),
      route(saveDevice, async (input, origin) => after(await keeping.saveDevice(input, origin), origin)),
      route(linkContact, async (input, origin) => after(await linking.link(input, origin), origin)),
      route(unlinkContact, async (input, origin) => after(await linking.unlink(input, origin), origin)),
      route(customerMerges, (input, origin) => uow.read(origin, (tx) => merging.read(tx, input.customerId))),
      route(previewMerge, (input, origin) => uow.read(origin, (tx) => merging.preview(tx, input))),
      route(mergeCustomers, (input, origin) => uow.run(origin, (tx) => merging.merge(tx, input))),
      route(undoMerge, (input, origin) => uow.run(origin, (tx) => merging.undo(tx, input))),
      route(customerFile, (input, origin) => uow.read(origin, (tx) => readFile(tx, file, deps.names, input.customerId))),
      route(addCustomerNote, (input, origin) => uow.run(origin, (tx) => addNote(tx, file, input))),
      route(setWarranty, (input, origin) => uow.run(origin, (tx) => setWarrantyOf(tx, file, input))),
      route(revealCustomer, (input, origin) => uow.run(origin, (tx) => reveal(tx, file, input.customerId))),
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
