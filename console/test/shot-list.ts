import { id } from './fixture-data.ts';
import type { Scenario } from './fixture-server.ts';

/** A page in a state. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  readonly scenario?: Scenario;
  readonly widths?: readonly number[];
  /** Accessible names of buttons or links to press, one after the other. */
  readonly press?: readonly string[];
  readonly upload?: string;
  readonly keys?: readonly string[];
}

const WIDE = [1440];
/** Widths that the console is made for: a desktop, a small laptop, a phone. */
export const ALL_WIDTHS = [1440, 1024, 390];
const ORDER = `/orders/${id(4)}`;

/** Every page in the states that matter. */
export const SHOTS: readonly Shot[] = [
  { name: 'login', path: '/login', scenario: 'loggedOut', widths: ALL_WIDTHS },
  { name: 'login-problem', path: '/login?problem=auth.not_a_member', scenario: 'loggedOut', widths: WIDE },
  { name: 'setup', path: '/', scenario: 'setup', widths: [1440, 390] },
  { name: 'workbench', path: '/', widths: ALL_WIDTHS },
  { name: 'workbench-empty', path: '/', scenario: 'empty', widths: WIDE },
  { name: 'workbench-error', path: '/', scenario: 'error', widths: WIDE },
  { name: 'workbench-hanging', path: '/', scenario: 'hanging', widths: WIDE },
  { name: 'workbench-staff', path: '/', scenario: 'staff', widths: WIDE },
  { name: 'orders', path: '/orders', widths: ALL_WIDTHS },
  { name: 'orders-long', path: '/orders', scenario: 'long', widths: ALL_WIDTHS },
  { name: 'orders-empty', path: '/orders', scenario: 'empty', widths: WIDE },
  { name: 'orders-filtered-empty', path: '/orders?q=nobody', widths: WIDE },
  { name: 'orders-error', path: '/orders', scenario: 'error', widths: WIDE },
  { name: 'orders-hanging', path: '/orders', scenario: 'hanging', widths: WIDE },
  { name: 'orders-forbidden', path: '/orders', scenario: 'forbidden', widths: WIDE },
  { name: 'orders-peek', path: `/orders?peek=${id(4)}`, widths: ALL_WIDTHS },
  { name: 'order', path: ORDER, widths: ALL_WIDTHS },
  { name: 'order-long', path: ORDER, scenario: 'long', widths: ALL_WIDTHS },
  { name: 'order-empty', path: ORDER, scenario: 'empty', widths: WIDE },
  { name: 'order-staff', path: ORDER, scenario: 'staff', widths: WIDE },
  { name: 'order-why', path: ORDER, widths: ALL_WIDTHS, press: ['结算价'] },
  { name: 'order-why-profit', path: ORDER, widths: WIDE, press: ['毛利'] },
  { name: 'order-cancel', path: `/orders/${id(0)}`, widths: WIDE, press: ['取消工单'] },
  { name: 'settlement', path: '/settlement', widths: ALL_WIDTHS },
  { name: 'balance', path: '/settlement/balance', widths: ALL_WIDTHS },
  { name: 'balance-unbalanced', path: '/settlement/balance', scenario: 'unbalanced', widths: WIDE },
  { name: 'books', path: '/books', widths: ALL_WIDTHS },
  { name: 'book-tiers', path: '/books/CN-2026H2/2', widths: ALL_WIDTHS },
  { name: 'book-items', path: '/books/CN-2026H2/2?section=items', widths: ALL_WIDTHS },
  { name: 'book-adjustments', path: '/books/CN-2026H2/2?section=adjustments', widths: ALL_WIDTHS },
  { name: 'book-fees', path: '/books/CN-2026H2/2?section=fees', widths: WIDE },
  { name: 'book-splits', path: '/books/CN-2026H2/2?section=splits', widths: WIDE },
  { name: 'book-findings', path: '/books/CN-2026H2/2?section=findings', widths: WIDE },
  { name: 'book-try', path: '/books/CN-2026H2/2/try', widths: ALL_WIDTHS, press: ['试算'] },
  { name: 'book-import', path: '/books/import', widths: [1440, 390], upload: 'good' },
  { name: 'book-import-bad', path: '/books/import', widths: WIDE, upload: 'bad' },
  { name: 'templates', path: '/templates', widths: [1440, 390] },
  { name: 'template-flow', path: '/templates/ac-install/2', widths: ALL_WIDTHS },
  { name: 'template-form', path: '/templates/ac-install/2?section=form', widths: ALL_WIDTHS },
  { name: 'template-preset', path: '/templates/ac-install/2?section=preset', widths: WIDE },
  { name: 'customers', path: '/customers', widths: [1440, 390] },
  { name: 'customer', path: `/customers/${id(901)}`, widths: [1440, 390] },
  { name: 'catalog', path: '/catalog', widths: [1440, 390] },
  { name: 'people', path: '/people', widths: ALL_WIDTHS },
  { name: 'people-edit', path: `/people?edit=${id(703)}`, widths: [1440, 390] },
  { name: 'deliveries', path: '/deliveries', widths: ALL_WIDTHS },
  { name: 'dead-letters', path: '/dead-letters', widths: [1440, 390] },
  { name: 'dead-letters-replay', path: '/dead-letters', widths: WIDE, press: ['重新执行'] },
  { name: 'audit', path: '/audit', widths: ALL_WIDTHS },
  { name: 'audit-row', path: `/audit?row=${id(4000)}`, widths: [1440, 390] },
  { name: 'audit-verify', path: '/audit', widths: WIDE, press: ['校验审计链'] },
  { name: 'audit-broken', path: '/audit', scenario: 'unbalanced', widths: WIDE, press: ['校验审计链'] },
  { name: 'search', path: '/', widths: [1440, 390], keys: ['Control+k'] },
  { name: 'person-menu', path: '/', widths: WIDE, press: ['我的 林晓明'] },
  { name: 'nav-phone', path: '/', widths: [390], press: ['打开导航'] },
  { name: 'not-found', path: '/nowhere', widths: WIDE },
];

/** As root in a container, without a GPU, and with nothing that reaches for the network by itself. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
