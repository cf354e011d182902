import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { externalUserid, loginAs } from '../../e2e/support/api.ts';
import { makeOrder, offerOf, takeOrder } from '../../e2e/support/orders.ts';
import { control, phoneAddress } from '../../e2e/support/people.ts';
import { type Product, startProduct } from '../../e2e/support/product.ts';
import { chromiumPath, openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { type BenchRow, BenchSkipped, medianOf } from '../harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A processor a quarter as fast as this one, behind 1.6 Mbit/s. */
const CPU_RATE = 4;
const BYTES_PER_SECOND = (1.6 * 1_000_000) / 8;
/** The network that the goal names has no delay of its own; the slow one, for comparison, is Chromium's "slow 4G". */
const NETWORKS = { goal: 0, slow: 150 } as const;
const GOAL_MS = 1_500;
/** What the page says on its console when it is ready, before the milliseconds. */
const READY_WORD = 'bench-ready';

/** First screens by whose phone shows them. `ready` is the first thing of the person's own that can be pressed or read, so the server has answered. */
const SCREENS = {
  /** With a visit of the day and an offer that waits. */
  'installer home': { phone: 'installer', person: 'zhang.wei', path: 'pages/home/index', ready: '.today .money' },
  /** Beside the chat of a customer with an order: the client's interface is asked who that is, and the server whether he may be seen. */
  sidebar: { phone: 'staff', person: 'linxiao', path: 'packages/sidebar/pages/home/index', ready: '.tile' },
} as const;
type Screen = keyof typeof SCREENS;
/** Whose chat the staff's phone has open. */
const CUSTOMER = '王女士';

/**
 * Script of the page that tells when the selector is there, behind the frame that shows it and whatever else was due: an input event would then be handled at
 * once. As text: this file is checked without the types of a page.
 */
function telling(selector: string): string {
  return `{
    const watching = new MutationObserver(() => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => console.info('${READY_WORD}', performance.now())));
    });
    watching.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  }`;
}

/** What a phone keeps of somebody who has used the app before: the login above all. */
type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A phone's window on its own address, with the client's interface as in the app. */
const windowOf = (browser: Browser, kept?: Kept) =>
  browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN', ...(kept ? { storageState: kept } : {}) });

/** Logs in as the app does, by opening the screen; what the phone keeps of it. */
async function firstUse(browser: Browser, address: string, ready: string): Promise<Kept> {
  const context = await windowOf(browser);
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForSelector(ready);
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/**
 * Milliseconds from the start of the navigation until the screen has been painted and the main thread is free again. The page tells it itself: whatever
 * asks from outside runs in the page too, on the slowed processor.
 *
 * @param again opens the page a second time in the same browser, with its files in the cache, and measures that
 */
async function open(browser: Browser, address: string, ready: string, kept: Kept, latency: number, again: boolean): Promise<number> {
  const context = await windowOf(browser, kept);
  try {
    const page = await context.newPage();
    await page.addInitScript({ content: telling(ready) });
    const load = async () => {
      const told = page.waitForEvent('console', { predicate: (message) => message.text().startsWith(READY_WORD), timeout: 60_000 });
      await page.goto(address, { waitUntil: 'commit' });
      return Number((await told).text().slice(READY_WORD.length));
    };
    if (again) {
      await load();
      await page.goto('about:blank');
    }
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: BYTES_PER_SECOND,
      uploadThroughput: BYTES_PER_SECOND,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
    return await load();
  } finally {
    await context.close();
  }
}

/** Work for both: a visit that 张师傅 has taken, and an order that is offered to him. */
async function giveWork(product: Product): Promise<void> {
  const installer = await loginAs(product, SCREENS['installer home'].person);
  const taken = await makeOrder(product, { customer: CUSTOMER });
  await takeOrder(installer, taken.id);
  const offered = await makeOrder(product, { customer: CUSTOMER, from: '14:00', to: '16:00' });
  await offerOf(installer, offered.id);
  await control(product, 'phone', {
    phone: SCREENS.sidebar.phone,
    person: SCREENS.sidebar.person,
    chatWith: await externalUserid(product, CUSTOMER),
  });
}

export const row: BenchRow = {
  name: 'first-screens',
  work: 'first screens of the phones against a started product: an installer with a visit and an offer, the sidebar beside a chat, until they can be used (processor ÷ 4, 1.6 Mbit/s)',
  unit: 'ms',
  async prepare({ note }) {
    if (!chromiumPath()) throw new BenchSkipped('no Chromium');
    const built = await ensureBuilt(ROOT, 'h5');
    if (!existsSync(join(ROOT, 'miniprogram/dist/h5/index.html'))) throw new BenchSkipped(`no H5 build: ${built.state}`);
    note('first-screens: starting the product');
    const product = await startProduct({ store: 'sqlite', queue: 'database', roles: 'single' });
    const browser = await openBrowser('measure');
    await giveWork(product);
    const addressOf = (screen: Screen) => `${phoneAddress(product, SCREENS[screen].phone)}/m/#/${SCREENS[screen].path}`;
    const keptBy = async (screen: Screen) => firstUse(browser, addressOf(screen), SCREENS[screen].ready);
    const kept = { 'installer home': await keptBy('installer home'), sidebar: await keptBy('sidebar') };
    const measure = (screen: Screen, latency: number, again: boolean) => () =>
      open(browser, addressOf(screen), SCREENS[screen].ready, kept[screen], latency, again);
    const goal = (screen: Screen) => ({
      text: `${screen} ≤ ${GOAL_MS} ms with an empty cache`,
      unit: 'ms',
      evaluate: (medians: ReadonlyMap<string, number>) => {
        const value = medianOf(medians, screen);
        return { value, reached: value <= GOAL_MS };
      },
    });
    return {
      contestants: [
        { name: 'installer home', role: 'product', measure: measure('installer home', NETWORKS.goal, false) },
        { name: 'sidebar', role: 'product', measure: measure('sidebar', NETWORKS.goal, false) },
        { name: 'installer home, second time', role: 'information', measure: measure('installer home', NETWORKS.goal, true) },
        { name: 'installer home, 150 ms away', role: 'information', measure: measure('installer home', NETWORKS.slow, false) },
        { name: 'sidebar, 150 ms away', role: 'information', measure: measure('sidebar', NETWORKS.slow, false) },
      ],
      goals: [goal('installer home'), goal('sidebar')],
      async close() {
        await browser.close();
        await product.stop();
      },
    };
  },
};
