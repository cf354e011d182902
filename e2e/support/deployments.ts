import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { chromiumPath, openBrowser } from '../../scripts/services/chromium.ts';
import { findProgram } from '../../scripts/services/find-program.ts';
import { findMariadb } from '../../scripts/services/mariadb.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { shoot } from './browser.ts';
import { type Product, type ProductOptions, startProduct } from './product.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Both builds from nothing, on a busy machine. */
const BUILD_MS = 10 * 60_000;

/** The two ways in which the product is deployed: embedded in one process, and with production's parts and a process per role. */
export const DEPLOYMENTS: readonly ProductOptions[] = [
  { store: 'sqlite', queue: 'database', roles: 'single' },
  { store: 'mariadb', queue: 'bullmq', roles: 'split' },
];

/** For what the deployment does not decide, such as how pages look: the embedded one alone. */
export const EMBEDDED: readonly ProductOptions[] = DEPLOYMENTS.slice(0, 1);

/** What a journey works with. Read the fields inside of tests only: they are filled before the first one. */
export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
}

/**
 * One `describe` per deployment, titled with its store, queue and browser, each with a fresh product and browser. After a failed test
 * the processes' logs are printed and every open page is photographed.
 */
export function onEachDeployment(title: string, journey: (stage: Stage) => void, deployments = DEPLOYMENTS): void {
  for (const options of deployments) {
    const missing = missingFor(options);
    if (missing) console.warn(`skipped: [${options.store}] [${options.queue}] [chromium] ${title}: ${missing}`);
    describe.skipIf(missing !== undefined)(`[${options.store}] [${options.queue}] [chromium] ${title}`, () => {
      let product: Product | undefined;
      let browser: Browser | undefined;
      beforeAll(async () => {
        await built();
        [product, browser] = await Promise.all([startProduct(options), openBrowser()]);
      }, BUILD_MS);
      afterEach(async ({ task }) => {
        if (task.result?.state !== 'fail') return;
        const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
        const shots = await Promise.all(
          pages.map((page, index) => shoot(page, `${task.name}-${options.store}-${index + 1}`).catch(String)),
        );
        console.error(`${product?.logs()}\nscreenshots: ${shots.join(' ')}`);
      });
      afterAll(async () => {
        await browser?.close();
        await product?.stop();
      }, 60_000);
      journey({
        get product() {
          return product!;
        },
        get browser() {
          return browser!;
        },
      });
    });
  }
}

/** The pages that the browser opens, made where they are missing or older than their sources. */
async function built(): Promise<void> {
  for (const name of ['console', 'h5'] as const) {
    const outcome = await ensureBuilt(ROOT, name);
    if (outcome.state === 'failed' || outcome.state === 'missing') throw new Error(outcome.why);
  }
}

/** Why a deployment cannot run here with a browser, or undefined. */
function missingFor(options: ProductOptions): string | undefined {
  return chromiumPath() ? missingServers(options) : 'no Chromium';
}

/** The same without one. */
export function missingServers({ store, queue }: ProductOptions): string | undefined {
  if (store === 'mariadb' && !process.env['TEST_DATABASE_URL'] && !findMariadb()) return 'no MariaDB';
  if (queue === 'bullmq' && !process.env['TEST_REDIS_URL'] && !findProgram(['redis-server', 'valkey-server'])) return 'no Redis';
  return undefined;
}
