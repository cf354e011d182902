/** The phones' pages and states, for pictures (`scripts/screens.ts`) and for the test of their looks. */
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { forgetStorage } from '../../scripts/services/chromium.ts';
import { drawn } from './browser.ts';
import { FIXTURE_IDS, NOW, type Scenario } from './fixtures.ts';

const AGENTS = {
  wecom: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 wxwork/4.1.30 MicroMessenger/7.0.1',
  browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
};

/** A page in one state, and how one gets there. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly scenario: Scenario | 'down' | 'slow';
  readonly agent?: keyof typeof AGENTS;
  readonly loggedIn?: boolean;
  readonly large?: boolean;
  /** The external contact of the chat that the page stands beside, as WeCom's client tells it. */
  readonly contact?: string;
  readonly act?: (page: Page) => Promise<void>;
  /** Questions fail on purpose on the way to it; the browser logs each of them. */
  readonly fails?: true;
}

/** Scenarios in which answers are refusals. */
const REFUSING: readonly Screen['scenario'][] = ['error', 'forbidden', 'down', 'superseded', 'withdrawn'];

const text = (page: Page, words: string) => page.getByText(words, { exact: true }).first();
const FORM = `packages/sidebar/pages/form/index?code=ac-install&customer=${FIXTURE_IDS.customer}`;
const SIDEBAR = 'packages/sidebar/pages/home/index';
const PASTE = 'packages/sidebar/pages/paste/index';
const PASTED = '张三 138 0013 8000 北京市朝阳区建国路88号院3号楼1201 家里格力空调不制冷，狗很凶来前打电话 明天下午';
const UNSURE = '晴天 13800138000 13900139000 鼓楼区湖南路1号 洗空调和油烟机 3点';
const MOVING = '请问空调移机怎么收费？从通州搬到朝阳';
const DETAIL = `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}`;
const CUSTOMER = 'packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv';

const NORMAL: readonly Screen[] = [
  { name: 'home', path: 'pages/home/index', scenario: 'full' },
  {
    name: 'home-offer-lines',
    path: 'pages/home/index',
    scenario: 'full',
    act: async (page) => {
      await text(page, '收益明细').click();
      await text(page, '为什么').click();
    },
  },
  { name: 'home-refuse', path: 'pages/home/index', scenario: 'full', act: (page) => text(page, '不接').click() },
  { name: 'home-empty', path: 'pages/home/index', scenario: 'empty' },
  { name: 'home-large', path: 'pages/home/index', scenario: 'full', large: true },
  { name: 'detail-large', path: DETAIL, scenario: 'full', large: true },
  { name: 'form-date', path: FORM, scenario: 'full', act: (page) => page.locator('[data-field=bought] .box').click() },
  { name: 'form-large', path: FORM, scenario: 'full', large: true },
  { name: 'home-error', path: 'pages/home/index', scenario: 'error' },
  { name: 'home-forbidden', path: 'pages/home/index', scenario: 'forbidden' },
  { name: 'home-offline', path: 'pages/home/index', scenario: 'down' },
  { name: 'home-slow', path: 'pages/home/index', scenario: 'slow' },
  { name: 'home-long', path: 'pages/home/index', scenario: 'long' },
  { name: 'home-login', path: 'pages/home/index', scenario: 'full', agent: 'browser', loggedIn: false },
  { name: 'earnings', path: 'pages/earnings/index', scenario: 'full' },
  { name: 'earnings-cash', path: 'pages/earnings/index', scenario: 'long', act: (page) => text(page, '看 2 笔代收与交款').click() },
  { name: 'earnings-taken-back', path: 'pages/earnings/index', scenario: 'extra' },
  { name: 'earned-taken-back', path: `packages/orders/pages/earned/index?id=${FIXTURE_IDS.order}`, scenario: 'extra' },
  { name: 'earnings-empty', path: 'pages/earnings/index', scenario: 'empty' },
  { name: 'earnings-long', path: 'pages/earnings/index', scenario: 'long' },
  { name: 'me', path: 'pages/me/index', scenario: 'full' },
  { name: 'me-long', path: 'pages/me/index', scenario: 'long' },
  { name: 'leave', path: 'packages/orders/pages/leave/index', scenario: 'full' },
  { name: 'leave-long', path: 'packages/orders/pages/leave/index', scenario: 'long' },
  { name: 'leave-empty', path: 'packages/orders/pages/leave/index', scenario: 'empty' },
  { name: 'leave-ask', path: 'packages/orders/pages/leave/index', scenario: 'full', act: (page) => text(page, '申请请假').click() },
  { name: 'past-offers', path: 'packages/orders/pages/offers/index', scenario: 'full' },
  { name: 'past-offers-long', path: 'packages/orders/pages/offers/index', scenario: 'long' },
  { name: 'past-offers-empty', path: 'packages/orders/pages/offers/index', scenario: 'empty' },
  { name: 'detail', path: DETAIL, scenario: 'full' },
  { name: 'detail-errors', path: DETAIL, scenario: 'full', act: (page) => page.locator('.bar .press-primary').click() },
  { name: 'detail-other', path: DETAIL, scenario: 'full', act: (page) => text(page, '其他情况').click() },
  { name: 'detail-items', path: DETAIL, scenario: 'full', act: (page) => text(page, '+ 添加配件').click() },
  {
    name: 'detail-items-all',
    path: DETAIL,
    scenario: 'full',
    act: async (page) => {
      await text(page, '+ 添加配件').click();
      await text(page, '全部').click();
    },
  },
  {
    name: 'detail-early',
    path: DETAIL,
    scenario: 'later',
    act: (page) => page.locator('[data-field="arrived"] .press').click(),
  },
  { name: 'detail-elsewhere', path: DETAIL, scenario: 'later' },
  { name: 'detail-move', path: DETAIL, scenario: 'full', act: (page) => text(page, '改约时间').click() },
  {
    name: 'detail-absent',
    path: DETAIL,
    scenario: 'full',
    act: async (page) => {
      await text(page, '其他情况').click();
      await text(page, '客户不在').click();
      await text(page, '确认客户不在').click();
    },
  },
  {
    name: 'detail-record',
    path: DETAIL,
    scenario: 'full',
    act: async (page) => {
      await text(page, '已填内容').click();
    },
  },
  {
    name: 'detail-timeline',
    path: DETAIL,
    scenario: 'full',
    act: async (page) => {
      await text(page, '动态').click();
      await text(page, '显示 3 个流程步骤').scrollIntoViewIfNeeded();
    },
  },
  { name: 'detail-extra', path: DETAIL, scenario: 'extra', act: (page) => text(page, '增项').scrollIntoViewIfNeeded() },
  { name: 'detail-pay', path: DETAIL, scenario: 'extra', act: (page) => text(page, '登记收款').click() },
  { name: 'detail-ask', path: DETAIL, scenario: 'extra', act: (page) => text(page, '收款 · 师傅代收').scrollIntoViewIfNeeded() },
  { name: 'detail-kept', path: DETAIL, scenario: 'full', act: finishInACellar, fails: true },
  {
    name: 'waiting',
    path: DETAIL,
    scenario: 'full',
    fails: true,
    act: async (page) => {
      await finishInACellar(page);
      await page.locator('.network-bar').click();
      await page.waitForURL(/pages\/waiting\/index/);
      await page.locator('.taro_page').filter({ visible: true }).last().locator('.card').first().waitFor();
    },
  },
  { name: 'waiting-large', path: 'packages/orders/pages/waiting/index', scenario: 'full', large: true },
  { name: 'me-large', path: 'pages/me/index', scenario: 'full', large: true },
  { name: 'earnings-large', path: 'pages/earnings/index', scenario: 'full', large: true },
  { name: 'detail-waiting', path: DETAIL, scenario: 'wait' },
  {
    name: 'earned',
    path: `packages/orders/pages/earned/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: (page) => text(page, '为什么').click(),
  },
  { name: 'sidebar-desk', path: SIDEBAR, scenario: 'full', agent: 'browser' },
  { name: 'sidebar-desk-empty', path: SIDEBAR, scenario: 'empty', agent: 'browser' },
  {
    name: 'sidebar-search',
    path: SIDEBAR,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await page.locator('input').fill('王小燕');
      await page.locator('.list .choice').filter({ hasText: '****' }).first().waitFor();
    },
  },
  { name: 'sidebar', path: SIDEBAR, scenario: 'full', agent: 'browser', act: openCustomer },
  ...(['工单', '设备', '地址', '账单'] as const).map(
    (tab, index): Screen => ({
      name: `sidebar-${['orders', 'devices', 'sites', 'bills'][index]}`,
      path: SIDEBAR,
      scenario: 'full',
      agent: 'browser',
      act: async (page) => {
        await openCustomer(page);
        await page.locator('.tab').filter({ hasText: tab }).click();
      },
    }),
  ),
  {
    name: 'sidebar-device',
    path: SIDEBAR,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openCustomer(page);
      await page.locator('.tab').filter({ hasText: '设备' }).click();
      await page.locator('.list:not(.needs) > .choice').first().click();
    },
  },
  {
    name: 'sidebar-point',
    path: SIDEBAR,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openCustomer(page);
      await page.locator('.tab').filter({ hasText: '地址' }).click();
      await page.locator('.list:not(.needs) > .choice').first().click();
      await page.locator('.sheet textarea').fill('不是坐标');
      await text(page, '使用这个位置').click();
    },
  },
  {
    name: 'sidebar-linked',
    path: SIDEBAR,
    scenario: 'full',
    contact: 'wmAbCdEf',
    act: (page) => page.waitForSelector('.strip-link').then(),
  },
  {
    name: 'sidebar-unlink',
    path: SIDEBAR,
    scenario: 'full',
    contact: 'wmAbCdEf',
    act: (page) => page.locator('.strip-link .press').click(),
  },
  { name: 'paste', path: PASTE, scenario: 'full' },
  { name: 'paste-read', path: PASTE, scenario: 'empty', act: (page) => readMessage(page, PASTED) },
  { name: 'paste-unsure', path: PASTE, scenario: 'full', act: (page) => readMessage(page, UNSURE) },
  {
    name: 'paste-fields',
    path: PASTE,
    scenario: 'full',
    act: async (page) => {
      await readMessage(page, UNSURE);
      await page.evaluate(() => window.scrollTo(0, 620));
    },
  },
  {
    name: 'paste-move',
    path: PASTE,
    scenario: 'full',
    act: async (page) => {
      await readMessage(page, MOVING);
      await page.locator('.doubt').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'paste-same',
    path: PASTE,
    scenario: 'full',
    act: async (page) => {
      await readMessage(page, PASTED);
      await text(page, '建立客户并选服务').click();
      await page.waitForSelector('#same');
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    },
  },
  { name: 'form', path: FORM, scenario: 'full' },
  {
    name: 'form-slot',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await page.locator('#field-slot .slot').nth(1).click();
      await settled(page);
    },
  },
  {
    name: 'form-slot-full',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await page.locator('#field-slot .slot').filter({ hasText: '已满' }).first().click();
      await page.waitForSelector('.sheet');
    },
  },
  {
    name: 'form-contact',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await page.locator('#field-contactName input, #field-customerName input').first().fill('李雷');
      await page.waitForSelector('#contact-question');
      await page.locator('#contact-question').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'form-sites',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await page.locator('.site-choice').evaluate((sites) => sites.scrollIntoView({ block: 'center' }));
    },
  },
  {
    name: 'form-region',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await page.locator('#field-address .box').first().click();
      await settled(page);
    },
  },
  { name: 'form-errors', path: FORM, scenario: 'full', act: (page) => page.locator('.bar .press-primary').click() },
  {
    name: 'form-bill',
    path: FORM,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await page.locator('.estimate .money').click();
    },
  },
  { name: 'form-superseded', path: FORM, scenario: 'superseded', act: submitForm },
  { name: 'form-withdrawn', path: FORM, scenario: 'withdrawn', act: submitForm },
  {
    name: 'staff-cancel',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: (page) => text(page, '取消工单').click(),
  },
  {
    name: 'staff-step-photos',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: async (page) => {
      await text(page, '照片 2 张').scrollIntoViewIfNeeded();
      await text(page, '照片 2 张').click();
      await page.waitForSelector('.told .photo');
    },
  },
  {
    name: 'staff-reschedule',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: async (page) => {
      await text(page, '改约').click();
      await page.locator('.sheet .slot').filter({ hasText: '16:00–18:00' }).first().click();
    },
  },
  {
    name: 'staff-address',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: async (page) => {
      await text(page, '更正地址').click();
      await page.locator('.sheet textarea').first().fill('控江路 1023 弄 8 号 602');
      await page.waitForSelector('.consequence');
      await page.locator('.sheet-body').evaluate((body) => body.scrollTo(0, 260));
    },
  },
  {
    name: 'staff-comments',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await page.locator('#comments').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'staff-waive',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'extra',
    act: async (page) => {
      await page.getByRole('button', { name: '减免一部分' }).click();
    },
  },
  {
    name: 'customer-waived',
    path: CUSTOMER,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await page.getByText('少打一个孔，按约定减免').scrollIntoViewIfNeeded();
    },
  },
  { name: 'staff-punch', path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`, scenario: 'extra' },
  {
    name: 'staff-timeline',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'full',
    act: async (page) => {
      await settled(page);
      await text(page, '显示 3 个流程步骤').scrollIntoViewIfNeeded();
    },
  },
  { name: 'staff-order', path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}&new=1`, scenario: 'full' },
  {
    name: 'staff-asking',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'asking',
    act: async (page) => {
      await settled(page);
      await text(page, '发送进度卡片').scrollIntoViewIfNeeded();
    },
  },
  { name: 'sidebar-choice', path: SIDEBAR, scenario: 'rebook', agent: 'browser', act: openCustomer },
  { name: 'staff-rebook', path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`, scenario: 'rebook' },
  { name: 'desk-rebook', path: `packages/orders/pages/detail/index?id=${FIXTURE_IDS.order}&desk=1`, scenario: 'rebook' },
  {
    name: 'staff-punch-reject',
    path: `packages/sidebar/pages/order/index?id=${FIXTURE_IDS.order}`,
    scenario: 'extra',
    act: (page) => text(page, '不属实').click(),
  },
  { name: 'customer-ask', path: CUSTOMER, scenario: 'full', agent: 'browser', loggedIn: false },
  ...(['wait', 'consent', 'sign', 'objected', 'absent', 'cancelled', 'full'] as const).map(
    (scenario): Screen => ({ name: `customer-${scenario}`, path: CUSTOMER, scenario, agent: 'browser', act: openAsCustomer }),
  ),
  ...(['wait', 'full'] as const).map(
    (scenario): Screen => ({
      name: `customer-below-${scenario}`,
      path: CUSTOMER,
      scenario,
      agent: 'browser',
      act: async (page) => {
        await openAsCustomer(page);
        await text(page, '发送').scrollIntoViewIfNeeded();
      },
    }),
  ),
  {
    name: 'customer-stars',
    path: CUSTOMER,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await page.locator('.star').nth(4).click();
      await page.getByText('已收到您的 5 星评价').waitFor();
    },
  },
  {
    name: 'customer-stars-changed',
    path: CUSTOMER,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await page.locator('.star').nth(4).click();
      await page.getByText('已收到您的 5 星评价').waitFor();
      await page.locator('.star').nth(2).click();
      await page.getByText('已收到您的 3 星评价').waitFor();
    },
  },
  {
    name: 'customer-object',
    path: CUSTOMER,
    scenario: 'full',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '对账单有异议').click();
    },
  },
  {
    name: 'customer-slot-again',
    path: CUSTOMER,
    scenario: 'absent',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '选新的上门时间').click();
    },
  },
  {
    name: 'customer-objected-below',
    path: CUSTOMER,
    scenario: 'objected',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await page.getByText('想补充的，写在下面的').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'customer-absent-bill',
    path: CUSTOMER,
    scenario: 'absent',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await page.getByText('对账单有异议').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'customer-slot',
    path: CUSTOMER,
    scenario: 'wait',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '改约时间').click();
    },
  },
  {
    name: 'customer-slot-full',
    path: CUSTOMER,
    scenario: 'wait',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '改约时间').click();
      await page.locator('[data-field="slot"] .box').click();
      await page.locator('.sheet .day').nth(1).click();
      await page.locator('.sheet .option').filter({ hasText: '08:00–10:00' }).click();
      await page.getByText('这个时段已约满，请选别的时间').waitFor();
    },
  },
  {
    name: 'customer-signing',
    path: CUSTOMER,
    scenario: 'sign',
    agent: 'browser',
    act: async (page) => {
      await openAsCustomer(page);
      await text(page, '核对账单并签字').click();
      const box = await page.locator('.pad canvas').boundingBox();
      if (!box) throw new Error('no pad');
      await page.mouse.move(box.x + 40, box.y + 120);
      await page.mouse.down();
      for (let step = 0; step <= 20; step++) await page.mouse.move(box.x + 40 + step * 8, box.y + 100 + 40 * Math.sin(step / 2));
      await page.mouse.up();
    },
  },
  { name: 'check', path: 'packages/pricing/pages/check/index', scenario: 'full' },
];

/** Shown in large text (大字) too, beside those that are listed so above. */
const ALSO_LARGE = [
  'home-offer-lines',
  'home-long',
  'earnings-cash',
  'leave-long',
  'leave-ask',
  'past-offers-long',
  'earned',
  'detail-items',
  'detail-pay',
  'sidebar-desk',
  'sidebar',
  'sidebar-orders',
  'sidebar-bills',
  'paste-unsure',
  'form-bill',
  'staff-order',
  'staff-reschedule',
  'customer-ask',
  'customer-wait',
  'customer-full',
  'customer-signing',
  'check',
];

/** Every page of the three faces in the states that it has. */
export const SCREENS: readonly Screen[] = [
  ...NORMAL,
  ...NORMAL.filter(({ name }) => ALSO_LARGE.includes(name)).map(
    (screen): Screen => ({ ...screen, name: `${screen.name}-large`, large: true }),
  ),
];

async function openCustomer(page: Page): Promise<void> {
  await page.locator('.option').filter({ hasText: '王小燕' }).click();
  await page.waitForSelector('.tile');
}

async function readMessage(page: Page, message: string): Promise<void> {
  await page.locator('textarea').first().fill(message);
  await text(page, '识别').click();
  await page.waitForSelector('.message');
}

async function submitForm(page: Page): Promise<void> {
  await page.locator('#field-slot .slot').first().click();
  await page.locator('.bar .press-primary').click();
  await page.locator('#create-problem > *').first().waitFor();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
}

/** An outcome that asks for nothing: the quickest way to an act that waits. */
async function finishInACellar(page: Page): Promise<void> {
  await settled(page);
  await page.route('**/api/**', (route) => route.abort('internetdisconnected'));
  await text(page, '其他情况').click();
  await text(page, '需要返修').click();
  await page.getByText('需要返修：已存在手机里').first().waitFor();
}

async function openAsCustomer(page: Page): Promise<void> {
  await page.locator('input').fill('5521');
  await text(page, '查看工单').click();
  await page.waitForSelector('.way');
}

/** WeCom's client as far as the sidebar needs it; runs in the page. */
function besideChat(userId: string): void {
  Object.assign(window, {
    WeixinJSBridge: {
      invoke: (name: string, _: object, answer: (result: object) => void) => answer({ err_msg: `${name}:ok`, userId }),
      on: () => undefined,
      call: () => undefined,
    },
  });
}

/** Requests that a page waits for: the browser's own state `networkidle` is reached once per document, and what comes after it is not told. */
const underWay = new WeakMap<Page, Set<Request>>();

function watchNetwork(page: Page): void {
  const open = new Set<Request>();
  underWay.set(page, open);
  page.on('request', (request) => void open.add(request));
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
}

/** Frames in a row with nothing under way, after which nothing follows from an answer. */
const QUIET_FRAMES = 3;

/** Until nothing is on its way and everything is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  for (let quiet = 0; quiet < QUIET_FRAMES; ) {
    await drawn(page);
    quiet = underWay.get(page)?.size === 0 ? quiet + 1 : 0;
  }
}

/** A screen that was opened; `troubles` fills while its page lives. */
export interface OpenedScreen {
  readonly page: Page;
  readonly troubles: string[];
}

/**
 * Opens screens one after the other, each on a phone that keeps nothing of the one before; its browser alone remembers the program's files. `origin` is where
 * they are served.
 */
export function screenOpener(browser: Browser, origin: string): (screen: Screen, width: number) => Promise<OpenedScreen> {
  const phones = new Map<string, Promise<BrowserContext>>();
  const phoneOf = (userAgent: string) => {
    const made =
      phones.get(userAgent) ??
      browser.newContext({
        deviceScaleFactor: 1,
        userAgent,
        hasTouch: true,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      });
    phones.set(userAgent, made);
    return made;
  };

  return async (screen, width) => {
    const context = await phoneOf(AGENTS[screen.agent ?? 'wecom']);
    await Promise.all(context.pages().map((left) => left.close()));
    const page = await context.newPage();
    watchNetwork(page);
    await page.setViewportSize({ width, height: 844 });
    await forgetStorage(page, origin);
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
    const isExpected = (line: string) =>
      line.startsWith('Failed to load resource') && (screen.fails === true || REFUSING.includes(screen.scenario));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) troubles.push(`console: ${message.text()}`);
    });
    await page.clock.setFixedTime(NOW);
    if (screen.loggedIn !== false)
      await page.addInitScript(() => localStorage.setItem('md:session:work', JSON.stringify({ data: { bearer: 'test-bearer', of: '' } })));
    if (screen.large) await page.addInitScript(() => localStorage.setItem('md:large-text', JSON.stringify({ data: true })));
    if (screen.contact) await page.addInitScript(besideChat, screen.contact);
    await page.goto(`${origin}/m/#/${screen.path}`);
    await page.waitForSelector('.page');
    // questions that are never answered keep the network busy for ever
    if (screen.scenario !== 'slow') await settled(page);
    if (screen.act) {
      await screen.act(page);
      if (screen.scenario !== 'slow') await settled(page);
    }
    return { page, troubles };
  };
}
