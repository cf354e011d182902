import type { Role } from '../../src/platform/actor.ts';

/**
 * The second, hand-written table of who may do what, by operation rather than by permission and written apart from `identity/policy.ts`: a mistake in one
 * shows as a difference. The word says which rows: `all`, `region` (own regions and below), `outlet`, `own`. A role that is not named gets 403.
 * An operation that is not here fails the matrix, so whoever adds a contract also says here who it is for.
 */
export type Expected = 'public' | 'everyone' | Readonly<Partial<Record<Role, 'all' | 'region' | 'outlet' | 'own'>>>;

/** Staff and dispatchers serve customers in their regions. */
const desk = { staff: 'region', dispatcher: 'region' } as const;
const configuration = { admin: 'all' } as const;
const priceReaders = { finance: 'all', boss: 'all', admin: 'all' } as const;
const priceKeepers = { finance: 'all', admin: 'all' } as const;
const installer = { installer: 'own' } as const;
const customer = { customer: 'own' } as const;
/** Those who decide who goes where; nobody of them is paid by it. */
const planners = { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' } as const;
const rosterKeepers = { ...planners, admin: 'all' } as const;
const management = { outlet_manager: 'outlet', region_manager: 'region', finance: 'all', boss: 'all' } as const;

export const EXPECTED: Readonly<Record<string, Expected>> = {
  'auth.me': 'everyone',
  'auth.logout': 'everyone',
  'auth.exchange': 'public',
  'auth.about': 'public',
  'auth.setup': 'everyone',

  'people.list': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'people.get': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'people.save': configuration,
  'outlets.list': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'outlets.save': configuration,

  'customers.fromChat': desk,
  'customers.get': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },
  'customers.file': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },
  'customers.addNote': { ...desk, outlet_manager: 'outlet', region_manager: 'region' },
  'customers.setWarranty': desk,
  'customers.reveal': { ...desk, outlet_manager: 'outlet', region_manager: 'region' },
  'customers.merges': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },
  'customers.previewMerge': desk,
  'customers.merge': desk,
  'customers.undoMerge': desk,
  'customers.list': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },

  'customers.create': desk,
  'customers.saveContact': desk,
  'customers.saveSite': desk,
  'customers.saveDevice': desk,
  'customers.linkContact': desk,
  'customers.unlinkContact': desk,

  'catalog.items': {
    staff: 'all',
    dispatcher: 'all',
    outlet_manager: 'all',
    region_manager: 'all',
    finance: 'all',
    boss: 'all',
    admin: 'all',
    installer: 'all',
  },
  'catalog.list': {
    staff: 'all',
    dispatcher: 'all',
    outlet_manager: 'all',
    region_manager: 'all',
    finance: 'all',
    boss: 'all',
    admin: 'all',
    installer: 'all',
  },
  'catalog.save': priceKeepers,
  'catalog.readFile': priceKeepers,
  'catalog.import': priceKeepers,
  'catalog.workbook': priceKeepers,
  'books.drafts': priceKeepers,
  'books.draft': priceKeepers,
  'books.openDraft': priceKeepers,
  'books.saveDraft': priceKeepers,
  'books.discardDraft': priceKeepers,
  'books.publishDraft': priceKeepers,
  'books.readFile': priceKeepers,
  'books.workbook': priceReaders,
  'books.draftWorkbook': priceKeepers,
  'books.list': priceReaders,
  'books.get': priceReaders,
  'books.check': priceReaders,
  'books.try': priceReaders,
  'books.publish': { finance: 'all', admin: 'all' },

  'templates.list': { staff: 'all', dispatcher: 'all', outlet_manager: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'templates.get': { staff: 'all', dispatcher: 'all', outlet_manager: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'templates.check': { staff: 'all', dispatcher: 'all', outlet_manager: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'templates.startForm': desk,
  'templates.publish': configuration,
  'templates.withdraw': configuration,
  'templates.drafts': configuration,
  'templates.draft': configuration,
  'templates.openDraft': configuration,
  'templates.saveDraft': configuration,
  'templates.discardDraft': configuration,
  'templates.publishDraft': configuration,
  'templates.readFile': configuration,

  'orders.quoteDraft': desk,
  'dispatch.slotRoom': desk,
  'orders.create': desk,
  'orders.list': { ...desk, ...management },
  'orders.listStamp': { ...desk, ...management },
  'orderBatches.act': { ...desk, outlet_manager: 'outlet' },
  'orderBatches.dispatch': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },
  'orderBatches.count': { ...desk, ...management },
  'orderBatches.export': { dispatcher: 'region', ...management },
  'orderBatches.get': { ...desk, ...management },
  'orderBatches.mine': { ...desk, ...management },
  'orderBatches.cancel': { ...desk, ...management },
  'orderViews.list': { ...desk, ...management },
  'orderViews.save': { ...desk, ...management },
  'orderViews.delete': { ...desk, ...management },
  'workbench.orders': { ...desk, ...management },
  'orders.get': { ...desk, ...management, ...installer },
  'orders.stamp': { ...desk, ...management, ...installer },
  'orders.items': {
    ...desk,
    outlet_manager: 'outlet',
    region_manager: 'region',
    finance: 'all',
    boss: 'all',
    ...installer,
  },
  'orders.mine': installer,
  'orders.myStamp': installer,
  'orders.revealPhone': { ...desk, outlet_manager: 'outlet', ...installer },
  'orders.act': { ...desk, outlet_manager: 'outlet', ...installer },
  'orders.previewFees': { ...desk, outlet_manager: 'outlet', ...installer },
  'orders.previewBill': { ...desk, outlet_manager: 'outlet', ...installer },

  'orders.askConsent': { ...desk, outlet_manager: 'outlet', ...installer },
  'orders.correctAddress': desk,
  'orders.previewAddress': desk,
  'orders.previewCancel': { ...desk, outlet_manager: 'outlet' },
  'orders.openReturn': desk,
  'orders.comment': { ...desk, ...management },
  'orders.questions': { ...desk, ...management },
  'orders.answerQuestion': { ...desk, ...management },
  'orders.verifyPunch': { ...desk, ...management },
  // the fee that rests on a punch is settled by finance
  'orders.rejectPunch': { ...desk, finance: 'all' },

  'collections.record': { ...desk, finance: 'all', ...installer },
  'collections.void': { finance: 'all' },
  // money that is given up: as with money that goes back
  'waivers.record': { ...desk, finance: 'all' },
  'waivers.void': { finance: 'all' },
  'collections.setMode': { ...desk, finance: 'all' },
  'collections.tellWay': { ...desk, finance: 'all' },

  'messageTemplates.list': { dispatcher: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'messageTemplates.versions': { dispatcher: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'messageTemplates.preview': { dispatcher: 'all', region_manager: 'all', boss: 'all', admin: 'all' },
  'messageTemplates.save': configuration,
  'settings.customerBill': priceReaders,
  'settings.saveCustomerBill': configuration,
  'settings.customerService': priceReaders,
  'settings.saveCustomerService': configuration,
  'settings.messaging': priceReaders,
  'settings.saveMessaging': configuration,

  'desk.openChat': desk,
  'desk.underWay': { ...desk, ...management },
  'deliveries.list': { ...desk, boss: 'all' },
  'deliveries.markSent': desk,
  'deliveries.chatCard': desk,
  'deliveries.retry': desk,

  'offers.mine': installer,
  'offers.past': installer,
  'offers.answer': installer,
  'offers.ofOrder': planners,
  'offers.askedNow': { ...desk, ...management },
  'dispatch.board': planners,
  'dispatch.candidates': planners,
  'dispatch.preview': planners,
  'dispatch.assign': planners,
  'dispatch.offer': planners,
  'dispatch.reschedule': { ...planners, staff: 'region', installer: 'own' },
  'leave.mine': installer,
  'leave.ask': installer,
  'leave.withdraw': installer,
  'leave.requests': rosterKeepers,
  'leave.decide': rosterKeepers,
  'roster.week': rosterKeepers,
  'roster.installer': rosterKeepers,
  'roster.saveInstaller': rosterKeepers,
  'roster.saveDay': rosterKeepers,
  'roster.addLeave': rosterKeepers,
  'roster.endLeave': rosterKeepers,
  'roster.saveCertificate': rosterKeepers,
  'roster.removeCertificate': rosterKeepers,

  'earnings.order': installer,
  'earnings.mine': installer,
  'settlement.order': management,
  'settlement.list': management,
  'cash.list': { finance: 'all', boss: 'all' },
  'cash.installer': { finance: 'all', boss: 'all' },
  'cash.record': { finance: 'all' },
  'cash.void': { finance: 'all' },
  'ledger.trialBalance': { finance: 'all', boss: 'all' },

  'customerPage.open': 'public',
  'customerPage.get': customer,
  'customerPage.stamp': customer,
  'customerPage.sign': customer,
  'customerPage.subscriptions': customer,
  'customerPage.around': customer,
  'customerPage.reschedule': customer,
  'customerPage.slotRoom': customer,
  'customerPage.ask': customer,
  'customerPage.subscribe': customer,
  'customerPage.act': customer,
  'customerPage.rate': customer,
  'customerPage.consent': customer,

  'files.upload': { staff: 'own', dispatcher: 'own', outlet_manager: 'own', installer: 'own', customer: 'own' },
  'files.link': { ...desk, ...management, ...installer, ...customer },

  'audit.list': { auditor: 'all' },
  'audit.verify': { auditor: 'all' },
  'deadLetters.list': configuration,
  'deadLetters.replay': configuration,

  'wecom.selfCheck': configuration,
  'wecom.jssdkSignature': {
    staff: 'own',
    dispatcher: 'own',
    outlet_manager: 'own',
    region_manager: 'own',
    finance: 'own',
    boss: 'own',
    admin: 'own',
    auditor: 'own',
    installer: 'own',
  },
};

/** Who sees which of an order's five figures, when standing to it in just this one way. What is not named sees nothing. */
export const EXPECTED_MONEY: readonly {
  readonly role: Role;
  readonly stands: 'all' | 'region' | 'outlet' | 'own';
  readonly sees: string;
}[] = [
  { role: 'staff', stands: 'region', sees: 'charge' },
  { role: 'dispatcher', stands: 'region', sees: 'charge' },
  { role: 'outlet_manager', stands: 'outlet', sees: 'settle earn' },
  { role: 'region_manager', stands: 'region', sees: 'charge settle earn profit' },
  ...(['all', 'region', 'outlet', 'own'] as const).flatMap((stands) => [
    { role: 'finance' as const, stands, sees: 'charge settle earn cost profit' },
    { role: 'boss' as const, stands, sees: 'charge settle earn cost profit' },
  ]),
  { role: 'installer', stands: 'own', sees: 'charge settle earn' },
  { role: 'customer', stands: 'own', sees: 'charge' },
];
