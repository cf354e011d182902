import { join } from 'node:path';
import { createAudit } from '../audit/index.ts';
import { createCatalog } from '../catalog/index.ts';
import { createCustomers } from '../customers/index.ts';
import { createDesk } from '../desk/index.ts';
import { createDispatch } from '../dispatch/index.ts';
import { coversRegion, createIdentity, type IdentityApi } from '../identity/index.ts';
import { createNotifications, wordedNotices } from '../notifications/index.ts';
import { createOrders, type OrdersApi, type OrdersDeps } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import { createExports } from '../platform/exports/index.ts';
import { createFiles, createLocalStore } from '../platform/files/index.ts';
import { createFileReader } from '../platform/imports/read-file.ts';
import { createPricing } from '../pricing/index.ts';
import { createSettlement } from '../settlement/index.ts';
import { createTemplates } from '../templates/index.ts';
import { createWechat } from '../wechat/index.ts';
import { createWecom, type WecomMessenger } from '../wecom/index.ts';
import { createAuditNames } from './audit-names.ts';
import type { Ground } from './ground.ts';
import { createOperations } from './operations.ts';

/** The price book that orders are priced with. */
const ACTIVE_BOOK = 'MAIN';

/** Everything that the product can do, with who may call whom. `all` is the order in which tables are made. */
export type Capabilities = ReturnType<typeof createCapabilities>;

/**
 * Wires the capabilities from the ground up: each is given exactly what it may call.
 *
 * @param messenger in place of WeCom's
 */
export function createCapabilities(ground: Ground, messenger?: WecomMessenger) {
  const { uow, crypto, clock, config, log, publicUrl } = ground;
  const identity = createIdentity({ uow, crypto, clock, adminUserids: config.identity.adminUserids });
  const { names } = identity.api;
  const audit = createAudit({ uow });
  const readFile = createFileReader();
  const catalog = createCatalog({ uow, readFile });
  const pricing = createPricing({ uow, names, activeCode: ACTIVE_BOOK, readFile });
  const templates = createTemplates({
    uow,
    catalog: catalog.api,
    notices: wordedNotices,
    names,
    // orders are made after templates, by which they are opened: called only once both stand
    offerItems: (tx, template, items) => orders.api.offerItems(tx, template, items),
    readFile,
  });
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
  const customers = createCustomers({
    uow,
    crypto: crypto.fields,
    clock,
    directory: wecom.directory,
    names,
    // orders are made after customers, on whom they hang: called only once both stand
    orders: { of: (tx, id) => orders.api.ofCustomer(tx, id), move: (tx, ids, from, to) => orders.api.giveOrders(tx, ids, from, to) },
  });
  const exports = createExports({ crypto, clock, folder: join(config.files.dir, 'exports') });
  const orders = createOrders({
    uow,
    crypto: crypto.fields,
    catalog: catalog.api,
    pricing: pricing.api,
    templates: templates.api,
    customers: customers.api,
    names,
    openName: identity.api.openName,
    exports: exports.api,
    actorOf: (tx, personId) => identity.api.loadActor(tx, personId),
    ...outletsFor(identity.api),
    ...customerLogin(identity.api),
    // orders are made before files, which ask orders who may read: called only once both stand
    keepFile: (tx, file, id) => files.api.attach(tx, file, { type: 'order', id }),
    baseOf: (tx, installerId) => dispatch.api.baseOf(tx, installerId),
    dispatchBulk: {
      reassign: (tx, input) => dispatch.api.reassign(tx, input),
      offerAgain: (tx, orderId) => dispatch.api.offerAgain(tx, orderId),
    },
    nearestKm: (tx, region, point) => dispatch.api.nearestKm(tx, region, point),
    servesRegion: async (tx, installerId, region) =>
      (await identity.api.person(tx, installerId))?.regions.some((scope) => coversRegion(scope, region)) ?? false,
    fileLink: (fileId) => files.api.link(fileId).url,
    keepSignature: (tx, fileId, id) => files.api.attach(tx, { id: fileId }, { type: 'order', id }),
  });
  const dispatch = createDispatch({
    uow,
    orders: orders.api,
    identity: identity.api,
    pricing: pricing.api,
    catalog: catalog.api,
    crypto: crypto.fields,
    names,
  });
  const settlement = createSettlement({ uow, orders: orders.api, identity: identity.api, pricing: pricing.api, names });
  const wechat = createWechat({ crypto: crypto.fields, app: config.wechat, tokens: wecom.tokens, pauses: wecom.pauses });
  const notifications = createNotifications({
    uow,
    crypto: crypto.fields,
    orders: orders.api,
    dispatch: dispatch.api,
    identity: identity.api,
    messenger: messenger ?? wecom.messenger,
    wechat,
    publicUrl,
  });
  const desk = createDesk({ uow, customers: customers.api, orders: orders.api, notifications: notifications.api });
  const files = createFiles({
    uow,
    crypto,
    clock,
    blobs: createLocalStore(config.files.dir, ground.hasty),
    mayReadSubject: whoeverReads(orders.api),
  });
  const operations = createOperations({
    uow,
    audit: audit.api,
    names: createAuditNames({ names, orders: orders.api, customers: customers.api }),
  });

  const all: readonly Capability[] = [
    identity,
    audit,
    files,
    exports,
    catalog,
    pricing,
    templates,
    customers,
    orders,
    dispatch,
    settlement,
    wecom,
    wechat,
    notifications,
    desk,
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
    wechat,
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
