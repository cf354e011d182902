import { businessDay, epochMs } from '@mingdan/shared/kernel/time';
import { DAY, id, NOW } from './fixture-data.ts';
import type { Scenario } from './fixture-server.ts';

/** A page in a state. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  readonly scenario?: Scenario;
  /** Widths in px at which its picture is taken. */
  readonly widths?: readonly number[];
  /** The state is there on a phone only. */
  readonly phoneOnly?: true;
  /** Rows of the table to tick first. */
  readonly tick?: number;
  /** Accessible names of buttons or links to press, one after the other. */
  readonly press?: readonly string[];
  readonly upload?: string;
  readonly keys?: readonly string[];
  /** Playwright's selector of what is to be seen after these steps; without any, a dialog is. */
  readonly shows?: string;
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
  { name: 'todos', path: '/orders', widths: [1440, 390], press: ['待办'] },
  { name: 'orders', path: '/orders', widths: ALL_WIDTHS },
  { name: 'orders-long', path: '/orders', scenario: 'long', widths: ALL_WIDTHS },
  { name: 'orders-empty', path: '/orders', scenario: 'empty', widths: WIDE },
  { name: 'orders-filtered-empty', path: '/orders?state=cancelled&attention=suspended', widths: WIDE },
  { name: 'orders-error', path: '/orders', scenario: 'error', widths: WIDE },
  { name: 'orders-hanging', path: '/orders', scenario: 'hanging', widths: WIDE },
  { name: 'orders-forbidden', path: '/orders', scenario: 'forbidden', widths: WIDE },
  { name: 'orders-peek', path: `/orders?peek=${id(4)}`, widths: ALL_WIDTHS },
  {
    name: 'orders-more-filters',
    path: '/orders?urgency=urgent&region=110105&slotFrom=2026-11-01',
    widths: ALL_WIDTHS,
    press: ['更多筛选'],
    shows: 'role=combobox[name="需要处理"]',
  },
  { name: 'orders-bulk', path: '/orders?phase=dispatch&payState=part', widths: [1440, 390], tick: 2, shows: 'text=已选 2 张' },
  { name: 'orders-reassign', path: '/orders?phase=dispatch', widths: [1440, 390], tick: 2, press: ['改为筛选出的全部', '改派'] },
  { name: 'orders-remind', path: '/orders', widths: [1440, 390], tick: 2, press: ['催单'] },
  { name: 'orders-export-filtered', path: '/orders?phase=dispatch&payState=part', widths: WIDE, press: ['导出'] },
  { name: 'orders-export', path: '/orders', widths: [1440, 390], press: ['导出'] },
  { name: 'orders-columns', path: '/orders', widths: WIDE, press: ['显示哪些列'], shows: 'role=checkbox[name="客户价"]' },
  { name: 'orders-save-view', path: '/orders?urgency=urgent', widths: [1440, 390], press: ['保存为视图'] },
  { name: 'order', path: ORDER, widths: ALL_WIDTHS },
  { name: 'order-task', path: `/orders/${id(7)}`, widths: [1440, 390], press: ['填写'] },
  { name: 'order-task-lines', path: `/orders/${id(15)}`, widths: ALL_WIDTHS, press: ['填写'] },
  { name: 'order-disputed', path: `/orders/${id(3)}`, widths: [1440, 390] },
  { name: 'order-waive', path: ORDER, widths: [1440, 390], press: ['减免'] },
  { name: 'orders-disputed', path: `/orders?attention=disputed&peek=${id(3)}`, widths: [1440, 390] },
  { name: 'order-long', path: ORDER, scenario: 'long', widths: ALL_WIDTHS },
  { name: 'order-empty', path: ORDER, scenario: 'empty', widths: WIDE },
  { name: 'order-step-photos', path: ORDER, widths: [1440, 390], press: ['照片 2 张'], shows: 'role=button[name="查看第 2 张"]' },
  { name: 'order-punch', path: `/orders/${id(5)}`, widths: [1440, 390] },
  { name: 'order-punch-reject', path: `/orders/${id(5)}`, widths: [1440, 390], press: ['不属实'] },
  { name: 'order-staff', path: ORDER, scenario: 'staff', widths: WIDE },
  { name: 'order-why', path: ORDER, widths: ALL_WIDTHS, press: ['结算价'] },
  { name: 'order-why-profit', path: ORDER, widths: WIDE, press: ['毛利'] },
  { name: 'order-photo', path: ORDER, widths: [1440, 390], press: ['查看第 1 张'] },
  { name: 'order-cancel', path: `/orders/${id(0)}`, widths: WIDE, press: ['取消工单'] },
  { name: 'dispatch', path: '/dispatch', widths: [...ALL_WIDTHS, 320] },
  { name: 'dispatch-long', path: '/dispatch', scenario: 'long', widths: ALL_WIDTHS },
  { name: 'dispatch-empty', path: '/dispatch', scenario: 'empty', widths: WIDE },
  { name: 'dispatch-error', path: '/dispatch', scenario: 'error', widths: WIDE },
  { name: 'dispatch-hanging', path: '/dispatch', scenario: 'hanging', widths: WIDE },
  {
    name: 'dispatch-order',
    path: `/dispatch?order=${id(0)}`,
    widths: ALL_WIDTHS,
    press: ['选他 王大力'],
    shows: 'text=正在问李师傅的派单会撤回',
  },
  {
    name: 'dispatch-pair',
    path: `/dispatch?order=${id(2)}`,
    widths: [1440, 390],
    press: ['选他 李师傅', '选他 王大力'],
    shows: 'role=button[name="确认派单"]',
  },
  { name: 'roster', path: '/roster', widths: [...ALL_WIDTHS, 320] },
  { name: 'roster-empty', path: '/roster', scenario: 'empty', widths: WIDE },
  { name: 'roster-leave', path: '/roster', widths: [1440, 390], press: ['批准 李师傅'] },
  { name: 'roster-installer', path: `/roster?edit=${id(712)}`, widths: [1440, 390] },
  { name: 'roster-day', path: `/roster?edit=${id(712)}/${businessDay(epochMs(NOW + 2 * DAY))}`, widths: [1440, 390] },
  { name: 'order-collect', path: ORDER, widths: [1440, 390], press: ['登记收款'] },
  { name: 'order-void', path: ORDER, widths: [1440, 390], press: ['作废'] },
  { name: 'order-address', path: `/orders/${id(0)}`, widths: [1440, 390], press: ['更正地址'] },
  { name: 'order-return', path: ORDER, widths: [1440, 390], press: ['开返修单'] },
  { name: 'settlement', path: '/settlement', widths: ALL_WIDTHS },
  { name: 'settlement-settled', path: '/settlement?state=settled', widths: WIDE },
  { name: 'cash', path: '/settlement/cash', widths: ALL_WIDTHS },
  { name: 'cash-installer', path: `/settlement/cash?installer=${id(711)}`, widths: [1440, 390] },
  { name: 'cash-void', path: `/settlement/cash?installer=${id(711)}`, widths: [1440, 390], press: ['作废'], shows: 'text=作废这笔交款？' },
  { name: 'balance', path: '/settlement/balance', widths: ALL_WIDTHS },
  { name: 'balance-unbalanced', path: '/settlement/balance', scenario: 'unbalanced', widths: WIDE },
  { name: 'books', path: '/books', widths: ALL_WIDTHS },
  { name: 'book-tiers', path: '/books/CN-2026H2/2', widths: ALL_WIDTHS },
  { name: 'book-items', path: '/books/CN-2026H2/2?section=items', widths: ALL_WIDTHS },
  { name: 'book-adjustments', path: '/books/CN-2026H2/2?section=adjustments', widths: ALL_WIDTHS },
  { name: 'book-fees', path: '/books/CN-2026H2/2?section=fees', widths: WIDE },
  { name: 'book-splits', path: '/books/CN-2026H2/2?section=splits', widths: WIDE },
  { name: 'book-findings', path: '/books/CN-2026H2/2?section=findings', widths: WIDE },
  { name: 'book-try', path: '/books/CN-2026H2/2/try', widths: ALL_WIDTHS, press: ['试算'], shows: 'text=档位怎么定的' },
  { name: 'book-import', path: '/books/import', widths: [1440, 390], upload: 'good', shows: 'role=button[name="存为草稿"]' },
  { name: 'book-import-bad', path: '/books/import', widths: WIDE, upload: 'bad', shows: 'text=「面议」不是金额' },
  { name: 'templates', path: '/templates', widths: [1440, 390] },
  { name: 'template-flow', path: '/templates/ac-install/2', widths: ALL_WIDTHS },
  { name: 'template-form', path: '/templates/ac-install/2?section=form', widths: ALL_WIDTHS },
  { name: 'template-preset', path: '/templates/ac-install/2?section=preset', widths: WIDE },
  { name: 'customers', path: '/customers', widths: [1440, 390] },
  { name: 'customer', path: `/customers/${id(901)}`, widths: [1440, 390] },
  { name: 'customer-long', path: `/customers/${id(901)}`, scenario: 'long', widths: ALL_WIDTHS },
  { name: 'customer-empty', path: `/customers/${id(901)}`, scenario: 'empty', widths: WIDE },
  { name: 'customer-site', path: `/customers/${id(901)}`, widths: [1440, 390], press: ['登记地址'] },
  { name: 'customer-contact', path: `/customers/${id(901)}`, widths: [390], press: ['修改联系方式'] },
  { name: 'customer-merge', path: `/customers/${id(901)}`, widths: [1440, 390], press: ['合并档案'] },
  {
    name: 'customer-merge-preview',
    path: `/customers/${id(901)}`,
    widths: [1440, 390],
    press: ['合并档案', '选这份'],
    shows: 'text=并入后不再显示',
  },
  { name: 'customer-device', path: `/customers/${id(901)}`, widths: [1440, 390], press: ['登记设备'] },
  { name: 'catalog', path: '/catalog', widths: [1440, 390] },
  { name: 'people', path: '/people', widths: ALL_WIDTHS },
  { name: 'people-edit', path: `/people?edit=${id(703)}`, widths: [1440, 390] },
  { name: 'outlets', path: '/outlets', widths: ALL_WIDTHS },
  { name: 'outlets-edit', path: `/outlets?edit=${id(801)}`, widths: [1440, 390] },
  { name: 'settings', path: '/settings', widths: [1440, 390] },
  { name: 'settings-error', path: '/settings', scenario: 'error', widths: WIDE },
  { name: 'settings-checked', path: '/settings', widths: [1440, 390], press: ['开始自检'], shows: 'role=button[name="再检一次"]' },
  { name: 'deliveries', path: '/deliveries', widths: ALL_WIDTHS },
  { name: 'messages', path: '/message-templates', widths: ALL_WIDTHS },
  { name: 'messages-long', path: '/message-templates', scenario: 'long', widths: [1440, 390] },
  { name: 'messages-empty', path: '/message-templates', scenario: 'empty', widths: WIDE },
  { name: 'message-edit', path: '/message-templates?audience=customer&edit=order-finished.customer', widths: [1440, 390] },
  { name: 'message-member', path: '/message-templates?edit=question-asked.staff', widths: [1440, 390] },
  { name: 'deliveries-long', path: '/deliveries', scenario: 'long', widths: [1440, 390] },
  { name: 'deliveries-retry', path: '/deliveries?status=undeliverable&audience=customer', widths: [1440, 390], press: ['再试一次'] },
  { name: 'deliveries-todo', path: '/deliveries?status=staff_todo', widths: WIDE },
  { name: 'deliveries-pending', path: '/deliveries?status=pending', widths: WIDE },
  { name: 'dead-letters', path: '/dead-letters', widths: [1440, 390] },
  { name: 'dead-letters-replay', path: '/dead-letters', widths: WIDE, press: ['重新执行'] },
  { name: 'audit', path: '/audit', widths: ALL_WIDTHS },
  { name: 'audit-row', path: `/audit?row=${id(4000)}`, widths: [1440, 390] },
  { name: 'audit-verify', path: '/audit', widths: WIDE, press: ['校验审计链'] },
  { name: 'audit-broken', path: '/audit', scenario: 'unbalanced', widths: WIDE, press: ['校验审计链'] },
  { name: 'search', path: '/', widths: [1440, 390], keys: ['Control+k'] },
  { name: 'search-found', path: '/', widths: [1440, 390], keys: ['Control+k', 'M', 'D', '2', '6'], shows: 'role=option' },
  { name: 'person-menu', path: '/', widths: WIDE, press: ['我的 林晓明'] },
  { name: 'nav-phone', path: '/', widths: [390], phoneOnly: true, press: ['打开导航'], shows: '[aria-expanded=true][aria-label=打开导航]' },
  { name: 'tdraft-form', path: `/templates/drafts/${id(9002)}`, widths: ALL_WIDTHS },
  { name: 'tdraft-field', path: `/templates/drafts/${id(9002)}`, widths: [1440, 390], press: ['加字段'] },
  { name: 'tdraft-flow', path: `/templates/drafts/${id(9002)}?section=flow`, widths: [1440, 390] },
  { name: 'tdraft-node', path: `/templates/drafts/${id(9002)}?section=flow`, widths: [1440, 390], press: ['编辑'] },
  {
    name: 'tdraft-task',
    path: `/templates/drafts/${id(9002)}?section=flow`,
    widths: [1440, 390],
    press: ['编辑 上门安装', '加通知'],
    shows: 'role=dialog >> text=哪种通知',
  },
  { name: 'tdraft-decision', path: `/templates/drafts/${id(9002)}?section=flow`, widths: [1440, 390], press: ['编辑 是否大额'] },
  { name: 'tdraft-calculation', path: `/templates/drafts/${id(9003)}?section=flow`, widths: [1440, 390], press: ['数字超出范围'] },
  { name: 'tdraft-sla', path: `/templates/drafts/${id(9002)}?section=flow`, widths: [1440, 390], press: ['编辑 visit-72h'] },
  { name: 'tdraft-place', path: `/templates/drafts/${id(9002)}`, widths: [1440, 390], press: ['“详细地址”在师傅那里必填，却看不见'] },
  { name: 'template-diff', path: '/templates/ac-install/2/diff', widths: [1440, 390] },
  { name: 'message-new', path: '/message-templates', widths: [1440, 390], press: ['新建通知'] },
  { name: 'message-unlisted', path: '/message-templates?edit=on-the-way.customer', widths: [1440, 390] },
  { name: 'tdraft-preset', path: `/templates/drafts/${id(9002)}?section=preset`, widths: [1440, 390] },
  { name: 'tdraft-preview', path: `/templates/drafts/${id(9002)}?section=preview`, widths: [1440, 390] },
  { name: 'tdraft-diff', path: `/templates/drafts/${id(9002)}?section=diff`, widths: WIDE },
  { name: 'catalog-list', path: '/catalog', widths: ALL_WIDTHS },
  { name: 'catalog-edit', path: '/catalog', widths: [1440, 390], press: ['编辑'] },
  { name: 'catalog-import', path: '/catalog/import', widths: [1440, 390], upload: 'good', shows: 'text=只能是：服务项目、备件、附加费' },
  { name: 'drafts-book', path: '/books', widths: ALL_WIDTHS },
  { name: 'draft-items', path: `/books/drafts/${id(9002)}`, widths: ALL_WIDTHS },
  { name: 'draft-item-sheet', path: `/books/drafts/${id(9002)}`, widths: [1440, 390], press: ['加项目'] },
  { name: 'draft-tiers', path: `/books/drafts/${id(9002)}?section=tiers`, widths: [1440, 390] },
  { name: 'draft-adjustments', path: `/books/drafts/${id(9002)}?section=adjustments`, widths: ALL_WIDTHS },
  { name: 'draft-rule-sheet', path: `/books/drafts/${id(9002)}?section=adjustments`, widths: [1440, 390], press: ['编辑'] },
  { name: 'draft-fees', path: `/books/drafts/${id(9002)}?section=fees`, widths: WIDE },
  { name: 'draft-try', path: `/books/drafts/${id(9002)}?section=try`, widths: [1440, 390], press: ['试算'], shows: 'text=档位怎么定的' },
  { name: 'draft-diff', path: `/books/drafts/${id(9002)}?section=diff`, widths: ALL_WIDTHS },
  { name: 'draft-publish', path: `/books/drafts/${id(9002)}`, widths: [1440, 390], press: ['发布'] },
  { name: 'draft-error', path: `/books/drafts/${id(9002)}`, scenario: 'error', widths: WIDE },
  { name: 'template-import', path: '/templates/import', widths: [1440, 390], upload: 'good', shows: 'role=button[name="存为草稿"]' },
  { name: 'template-findings', path: '/templates/ac-install/2?section=findings', widths: WIDE },
  { name: 'book-diff', path: '/books/CN-2026H2/2/diff', widths: WIDE },
  { name: 'not-found', path: '/nowhere', widths: WIDE },
];

/** Pages where prices, templates, wording and the company itself are set up; the others are the day's work. */
export function isOffice({ path }: Shot): boolean {
  return /^\/(books|templates|catalog|message-templates|people|outlets|settings)/.test(path);
}

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
