import { createAudit } from '../audit/index.ts';
import { createCatalog } from '../catalog/index.ts';
import { createCustomers } from '../customers/index.ts';
import { createDispatch } from '../dispatch/index.ts';
import { createIdentity, type IdentityApi } from '../identity/index.ts';
import { createNotifications } from '../notifications/index.ts';
import { createOrders, type OrdersApi, type OrdersDeps } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import { createFiles, createLocalStore } from '../platform/files/index.ts';
import { createPricing } from '../pricing/index.ts';
import { createSettlement } from '../settlement/index.ts';
import { createTemplates } from '../templates/index.ts';
import { createWecom } from '../wecom/index.ts';
import type { Ground } from './ground.ts';
import { createOperations } from './operations.ts';

/** The price book that orders are priced with. */
const ACTIVE_BOOK = 'MAIN';

/** Everything that the product can do, with who may call whom. `all` is the order in which tables are made. */
export type Capabilities = ReturnType<typeof createCapabilities>;

/** Wires the capabilities from the ground up: each is given exactly what it may call. */
export function createCapabilities(ground: Ground) {
  const { uow, crypto, clock, config, log, publicUrl } = ground;
  const identity = createIdentity({ uow, crypto, clock, adminUserids: config.identity.adminUserids });
  const { names } = identity.api;
  const audit = createAudit({ uow });
  const catalog = createCatalog({ uow });
  const pricing = createPricing({ uow, names, activeCode: ACTIVE_BOOK });
  const templates = createTemplates({ uow, catalog: catalog.api, names });
  const wecom = createWecom({
    uow,
    crypto: crypto.fields,
    clock,
    log,
    identity: identity.api,
    config,
    publicUrl,
    h5Origins: config.http.h5Origins,
  });
  const customers = createCustomers({ uow, crypto: crypto.fields, clock, directory: wecom.directory });
  const orders = createOrders({
    uow,
    crypto: crypto.fields,
    catalog: catalog.api,
    pricing: pricing.api,
    templates: templates.api,
    customers: customers.api,
    names,
    ...outletsFor(identity.api),
    ...customerLogin(identity.api),
    // orders are made before files, which ask orders who may read: called only once both stand
    keepFile: async (tx, file, id) =>
      (await files.api.find(tx, [file.id])).get(file.id)?.sha256 === file.sha256 && files.api.attach(tx, file.id, { type: 'order', id }),
    keepSignature: (tx, fileId, id) => files.api.attach(tx, fileId, { type: 'order', id }),
  });
  const dispatch = createDispatch({ uow, orders: orders.api, identity: identity.api, pricing: pricing.api, crypto: crypto.fields, names });
  const settlement = createSettlement({ uow, orders: orders.api, pricing: pricing.api, names });
  const notifications = createNotifications({
    uow,
    crypto: crypto.fields,
    orders: orders.api,
    dispatch: dispatch.api,
    identity: identity.api,
    messenger: wecom.messenger,
    publicUrl,
  });
  const files = createFiles({ uow, crypto, clock, blobs: createLocalStore(config.files.dir), mayReadSubject: whoeverReads(orders.api) });
  const operations = createOperations({ uow, audit: audit.api, names });

  const all: readonly Capability[] = [
    identity,
    audit,
    files,
    catalog,
    pricing,
    templates,
    customers,
    orders,
    dispatch,
    settlement,
    wecom,
    notifications,
    operations,
  ];
  return {
    identity,
    audit,
    files,
    catalog,
    pricing,
    templates,
    customers,
    orders,
    dispatch,
    settlement,
    wecom,
    notifications,
    operations,
    all,
  };
}

/** How price books call the ways of cooperation: 直营, 加盟, 合作服务商. */
const PRICE_WORD = { own: 'direct', franchise: 'franchise', partner: 'partner' } as const;

/** What orders ask about outlets. */
function outletsFor(identity: IdentityApi): Pick<OrdersDeps, 'cooperationOf' | 'outletName' | 'outletOfRegion'> {
  const outlet = async (tx: Parameters<OrdersDeps['outletName']>[0], id: string | null) =>
    id === null ? undefined : (await identity.outlets(tx, [id])).get(id);
  return {
    cooperationOf: async (tx, outletId) => PRICE_WORD[(await outlet(tx, outletId))?.cooperation ?? 'own'],
    outletName: async (tx, outletId) => (await outlet(tx, outletId))?.name ?? null,
    outletOfRegion: async (tx, region) => {
      const serving = await identity.outletForRegion(tx, region);
      return { id: serving?.id ?? null, cooperation: PRICE_WORD[serving?.cooperation ?? 'own'] };
    },
  };
}

/** How a customer's link becomes a session, and a WeChat login's ticket an openid. */
function customerLogin(identity: IdentityApi): Pick<OrdersDeps, 'openSession' | 'takeOpenid' | 'closeSessions'> {
  return {
    openSession: async (tx, link) => (await identity.openCustomerSession(tx, link)).token,
    takeOpenid: (tx, ticket) => identity.redeemTicket(tx, 'openid', ticket),
    closeSessions: identity.closeLinkSessions,
  };
}

/** A file that documents an order is for whoever may read the order. */
function whoeverReads(orders: OrdersApi): Parameters<typeof createFiles>[0]['mayReadSubject'] {
  return async (tx, { type, id }) => type === 'order' && (await orders.find(tx, id)) !== undefined;
}
