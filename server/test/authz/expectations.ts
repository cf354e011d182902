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
const installer = { installer: 'own' } as const;
const customer = { customer: 'own' } as const;
const management = { outlet_manager: 'outlet', region_manager: 'region', finance: 'all', boss: 'all' } as const;

export const EXPECTED: Readonly<Record<string, Expected>> = {
  'auth.me': 'everyone',
  'auth.logout': 'everyone',
  'auth.exchange': 'public',
  'auth.setup': 'everyone',

  'people.list': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'people.get': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region', boss: 'all', admin: 'all' },
  'people.save': configuration,

  'customers.fromChat': desk,
  'customers.get': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },
  'customers.list': { ...desk, outlet_manager: 'outlet', region_manager: 'region', boss: 'all' },

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

  'orders.quoteDraft': desk,
  'orders.create': desk,
  'orders.list': { ...desk, ...management },
  'orders.get': { ...desk, ...management, ...installer },
  'orders.mine': installer,
  'orders.act': { ...desk, outlet_manager: 'outlet', ...installer },
  'orders.previewBill': { ...desk, outlet_manager: 'outlet', ...installer },

  'deliveries.list': desk,
  'deliveries.markSent': desk,

  'offers.mine': installer,
  'offers.answer': installer,
  'offers.ofOrder': { dispatcher: 'region', outlet_manager: 'outlet', region_manager: 'region' },

  'earnings.order': installer,
  'earnings.mine': installer,
  'settlement.order': management,
  'settlement.list': management,
  'ledger.trialBalance': { finance: 'all', boss: 'all' },

  'customerPage.open': 'public',
  'customerPage.get': customer,
  'customerPage.sign': customer,
  'customerPage.act': customer,

  'files.upload': { staff: 'own', dispatcher: 'own', outlet_manager: 'own', installer: 'own', customer: 'own' },
  'files.link': { ...desk, ...management, ...installer, ...customer },

  'audit.list': { auditor: 'all' },
  'audit.verify': { auditor: 'all' },
  'deadLetters.list': configuration,
  'deadLetters.replay': configuration,

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
