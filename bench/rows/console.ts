import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { type FixtureServer, startFixtureServer } from '../../console/test/fixture-server.ts';
import { chromiumPath, openBrowser } from '../../scripts/services/chromium.ts';
import { launch } from '../../scripts/services/process.ts';
import { type BenchRow, BenchSkipped, median, medianOf } from '../harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** A phone's network on a bad day, and a processor a quarter as fast as this one. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1_000_000) / 8, uploadThroughput: (750 * 1_000) / 8 };
const CPU_RATE = 4;
const FIRST_LOAD_KB = 400;
const TIMES_HELLO = 2.5;

interface Load {
  /** From the start of the navigation until a row of the first table is there. */
  readonly ms: number;
  /** Bytes of pages, scripts and styles as they travelled; data is left out. */
  readonly bytes: number;
}

/** Opens an address with an empty cache on the throttled profile. Throws when the table never comes. */
async function load(browser: Browser, url: string, throttled: boolean): Promise<Load> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    if (throttled) {
      await session.send('Network.emulateNetworkConditions', NETWORK);
      await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
    }
    let bytes = 0;
    const types = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (['Document', 'Script', 'Stylesheet'].includes(types.get(requestId) ?? '')) bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'commit' });
    // as text: this file is checked without the types of a page
    await page.waitForFunction(`document.querySelector('table tbody tr') !== null`, undefined, { timeout: 120_000, polling: 20 });
    const ms = await page.evaluate(() => performance.now());
    return { ms, bytes };
  } finally {
    await context.close();
  }
}

/** Builds with the console's own bundler. */
async function build(folder: string, outDir: string): Promise<void> {
  const bundler = launch({
    name: 'vite',
    cwd: ROOT,
    env: {},
    run: {
      script: join(ROOT, 'console/node_modules/vite/bin/vite.js'),
      args: ['build', folder, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'],
    },
    logFile: join(outDir, '..', 'vite.log'),
  });
  if ((await bundler.ended) !== 0) throw new Error(`vite build of ${folder} failed:\n${bundler.tail()}`);
}

export const row: BenchRow = {
  name: 'console',
  work: 'the order list of the console with an empty cache, until the first row of its table (1.6 Mbit/s, 150 ms, processor ÷ 4)',
  unit: 'ms',
  async prepare({ note }) {
    if (!chromiumPath()) throw new BenchSkipped('no Chromium');
    if (!existsSync(join(ROOT, 'console/dist/index.html'))) throw new BenchSkipped('console/dist is not built; npm start builds it');

    const folder = mkdtempSync(join(tmpdir(), 'mingdan-console-bench-'));
    const hello = join(folder, 'hello');
    note('console: building the yardstick');
    await build(join(ROOT, 'bench/yardsticks/console-hello'), hello);
    const server: FixtureServer = await startFixtureServer({ '/hello/': pathToFileURL(`${hello}/`) });
    const browser = await openBrowser('measure');

    const addresses = { console: `${server.url}/console/orders`, 'hello world': `${server.url}/hello/` };
    const kilobytes = { console: 0, 'hello world': 0 };
    const facts: Record<string, string | number> = {};
    for (const name of ['console', 'hello world'] as const) {
      const { bytes } = await load(browser, addresses[name], false);
      kilobytes[name] = Math.round(bytes / 102.4) / 10;
      facts[`first load of ${name}, KB gzip`] = kilobytes[name];
    }
    const times: Record<keyof typeof addresses, number[]> = { console: [], 'hello world': [] };
    const measure = async (name: keyof typeof addresses): Promise<number> => {
      const { ms } = await load(browser, addresses[name], true);
      times[name].push(ms);
      facts[`times of ${name}`] = `${times[name].length}, median ${Math.round(median(times[name]))} ms`;
      return ms;
    };
    return {
      contestants: [
        { name: 'console', role: 'product', measure: () => measure('console') },
        { name: 'hello world', role: 'yardstick', measure: () => measure('hello world') },
      ],
      goals: [
        {
          text: `≤ ${FIRST_LOAD_KB} KB gzip for the first screen`,
          unit: 'KB',
          evaluate: () => ({ value: kilobytes.console, reached: kilobytes.console <= FIRST_LOAD_KB }),
        },
        {
          text: `≤ ${TIMES_HELLO}× the time of hello world`,
          unit: '×',
          evaluate: (medians) => {
            const value = medianOf(medians, 'console') / medianOf(medians, 'hello world');
            return { value, reached: value <= TIMES_HELLO };
          },
        },
      ],
      facts,
      async close() {
        await browser.close();
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};
