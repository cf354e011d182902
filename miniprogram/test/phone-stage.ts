import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from '../../scripts/services/chromium.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { startFixtureServer } from './fixture-server.ts';
import type { Scenario } from './fixtures.ts';

const BUILD_MS = 10 * 60_000;

/** The built pages behind answers of a scenario, and a browser, for the tests of one `describe`: call it there, use it inside of tests and hooks. */
export function phoneStage(scenario: () => Scenario = () => 'full'): {
  readonly browser: Browser;
  readonly server: Awaited<ReturnType<typeof startFixtureServer>>;
} {
  const stage = {} as { browser: Browser; server: Awaited<ReturnType<typeof startFixtureServer>> };
  beforeAll(async () => {
    const built = await ensureBuilt(resolve(import.meta.dirname, '../..'), 'h5');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    stage.server = await startFixtureServer(scenario);
    stage.browser = await openBrowser();
  }, BUILD_MS);
  afterAll(async () => {
    await stage.browser?.close();
    stage.server?.server.close();
  });
  return stage;
}
