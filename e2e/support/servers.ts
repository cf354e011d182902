import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { DEPLOYMENTS, missingServers } from './deployments.ts';
import { type Product, startProduct } from './product.ts';

/** One `describe` per deployment like `onEachDeployment`, for journeys over HTTP alone: no browser is opened and none is needed. */
export function onEachDeploymentOfServers(title: string, journey: (stage: { readonly product: Product }) => void): void {
  for (const options of DEPLOYMENTS) {
    const missing = missingServers(options);
    if (missing) console.warn(`skipped: [${options.store}] [${options.queue}] ${title}: ${missing}`);
    describe.skipIf(missing !== undefined)(`[${options.store}] [${options.queue}] ${title}`, () => {
      let product: Product | undefined;
      beforeAll(async () => {
        product = await startProduct(options);
      }, 180_000);
      afterEach(({ task }) => {
        if (task.result?.state === 'fail') console.error(product?.logs());
      });
      afterAll(async () => product?.stop(), 60_000);
      journey({
        get product() {
          return product!;
        },
      });
    });
  }
}
