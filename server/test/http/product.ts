import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type ComposeOptions, compose, type Product } from '../../src/app/compose.ts';
import { systemOrigin } from '../../src/platform/actor.ts';
import { loadConfig } from '../../src/platform/config/config.ts';
import type { DatabaseLocation } from '../../src/platform/db/open.ts';
import type { Tx } from '../../src/platform/db/unit-of-work.ts';
import { newId } from '../../src/platform/ids.ts';

/** A product of the test's own: own data folder, free port, tables made, nothing in them. */
export interface TestProduct {
  readonly product: Product;
  readonly url: string;
  readonly port: number;
  /** Runs in one transaction as the system; throws on a refusal. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Starts the composed product on a database; answers are checked in full. `env` adds settings. */
export async function startProduct(
  location: DatabaseLocation = {},
  env: Readonly<Record<string, string>> = {},
  options: Partial<ComposeOptions> = {},
): Promise<TestProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'mingdan-product-'));
  const config = loadConfig(
    { DATA_DIR: folder, PORT: '0', NODE_ENV: 'test', ...(location.url ? { DATABASE_URL: location.url } : {}), ...env },
    folder,
  );
  const product = await compose(config, {
    root: folder,
    version: '0.0.0-test',
    output: 'parse',
    contracts: 'bound',
    log: pino({ level: 'silent' }),
    ...options,
  });
  await product.migrate();
  const url = (await product.start()) ?? '';
  return {
    product,
    url,
    port: Number(new URL(url).port),
    async run(work) {
      const result = await product.ground.uow.run(systemOrigin('test', newId()), async (tx) => ({ ok: true, value: await work(tx) }));
      if (!result.ok) throw new Error(`refused: ${result.code}`);
      return result.value;
    },
    async stop() {
      await product.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
