import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { answerTo } from '../../miniprogram/test/fixtures.ts';
import { chromiumPath, openBrowser } from '../../scripts/services/chromium.ts';
import { launch } from '../../scripts/services/process.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { hashInputs } from '../../scripts/start/inputs.ts';
import { type BenchRow, BenchSkipped } from '../harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PHONE = join(ROOT, 'miniprogram');
const HELLO = join(PHONE, 'yardstick');
/** WeChat takes 2 MB; a main package of half of that leaves room and starts fast. */
const WEAPP_KB = 1_000;
const H5_KB = 350;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};
const WECOM = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1';

/** What people open first, each with an empty cache. */
const FACES = [
  { name: 'installer', path: 'pages/home/index', ready: '.today .money' },
  { name: 'sidebar', path: 'packages/sidebar/pages/home/index', ready: '.card' },
  { name: 'customer', path: 'packages/customer/pages/order/index?t=abcdefghijklmnopqrstuv', ready: '.page .card' },
] as const;

/** Thousands of bytes, one decimal: sizes of packages and transfers are told so. */
const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;

/** Bytes of a mini-program's main package: everything outside of the subpackages' folders. */
function mainPackage(dist: string): number {
  const size = (folder: string): number =>
    readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return folder === dist && entry.name === 'packages' ? sum : sum + size(path);
      return sum + statSync(path).size;
    }, 0);
  return size(dist);
}

/** Gzipped bytes of every file that a browser asks for until the page is there; data is left out. Throws when it never comes. */
async function firstLoad(browser: Browser, dist: string, path: string, ready: string): Promise<number> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://bench');
    if (url.pathname.startsWith('/api/')) {
      const answer = answerTo(request.method ?? 'GET', url.pathname.slice(4), 'full', {}) ?? {
        status: 404,
        body: { code: 'request.not_found' },
      };
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      return void response.end(JSON.stringify(answer.body));
    }
    const file = join(dist, url.pathname.replace(/^\/m\//, '') || 'index.html');
    if (!file.startsWith(dist) || !existsSync(file)) return void response.writeHead(404).end();
    asked.add(file);
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, userAgent: WECOM, locale: 'zh-CN' });
  try {
    await context.addInitScript(() => localStorage.setItem('md:session:work', JSON.stringify({ data: { bearer: 'bench', of: '' } })));
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${address.port}/m/#/${path}`);
    await page.waitForSelector(ready, { timeout: 60_000 });
    await page.waitForLoadState('networkidle');
    return [...asked].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  } finally {
    await context.close();
    server.close();
    server.closeAllConnections();
  }
}

/** Builds the hello world for a platform, unless that has been done with the same sources and the same tools. */
async function buildHello(platform: 'h5' | 'weapp', note: (line: string) => void): Promise<string> {
  const dist = join(HELLO, 'dist', platform);
  const stamp = join(ROOT, '.tmp/builds', `hello-${platform}.inputs`);
  const wanted = hashInputs(ROOT, ['miniprogram/yardstick', 'pnpm-lock.yaml']);
  if (existsSync(join(dist, platform === 'h5' ? 'index.html' : 'app.json')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return dist;
  note(`miniprogram: building the yardstick for ${platform}`);
  mkdirSync(join(ROOT, '.tmp/builds'), { recursive: true });
  const builder = launch({
    name: `hello-${platform}`,
    cwd: HELLO,
    env: { NODE_ENV: 'production', NO_COLOR: '1' },
    run: { script: join(PHONE, 'node_modules/@tarojs/cli/bin/taro'), args: ['build', '--type', platform] },
    logFile: join(ROOT, '.tmp/builds', `hello-${platform}.log`),
  });
  if ((await builder.ended) !== 0) throw new Error(`the yardstick did not build:\n${builder.tail()}`);
  writeFileSync(stamp, wanted);
  return dist;
}

async function buildProduct(platform: 'h5' | 'weapp'): Promise<string> {
  const outcome = await ensureBuilt(ROOT, platform);
  if (outcome.state === 'failed' || outcome.state === 'missing') throw new Error(outcome.why);
  return join(PHONE, 'dist', platform);
}

export const row: BenchRow = {
  name: 'miniprogram',
  work: "size of the mini-program's main package, and of the files that a browser loads for the first page of each face, gzipped",
  unit: 'KB',
  async prepare({ note }) {
    if (!chromiumPath()) throw new BenchSkipped('no Chromium');
    const product = { weapp: await buildProduct('weapp'), h5: await buildProduct('h5') };
    const hello = { weapp: await buildHello('weapp', note), h5: await buildHello('h5', note) };

    const facts: Record<string, string | number> = {};
    const sizes = { weapp: kilobytes(mainPackage(product.weapp)), helloWeapp: kilobytes(mainPackage(hello.weapp)), h5: 0, helloH5: 0 };
    const browser = await openBrowser('measure');
    try {
      for (const { name, path, ready } of FACES) {
        const size = kilobytes(await firstLoad(browser, product.h5, path, ready));
        facts[`H5 first load of ${name}, KB gzip`] = size;
        sizes.h5 = Math.max(sizes.h5, size);
      }
      sizes.helloH5 = kilobytes(await firstLoad(browser, hello.h5, 'pages/index/index', '.page'));
    } finally {
      await browser.close();
    }
    facts['weapp ÷ hello world'] = `${(sizes.weapp / sizes.helloWeapp).toFixed(2)}×`;
    facts['H5 ÷ hello world'] = `${(sizes.h5 / sizes.helloH5).toFixed(2)}×`;

    return {
      // sizes do not vary from round to round
      contestants: [
        { name: 'weapp main package', role: 'product', measure: () => sizes.weapp },
        { name: 'weapp hello world', role: 'yardstick', measure: () => sizes.helloWeapp },
        { name: 'H5 first load', role: 'product', measure: () => sizes.h5 },
        { name: 'H5 hello world', role: 'yardstick', measure: () => sizes.helloH5 },
      ],
      goals: [
        { text: `weapp ≤ ${WEAPP_KB} KB`, unit: 'KB', evaluate: () => ({ value: sizes.weapp, reached: sizes.weapp <= WEAPP_KB }) },
        {
          text: 'weapp ÷ hello world, for comparison',
          unit: '×',
          evaluate: () => ({ value: sizes.weapp / sizes.helloWeapp, reached: true }),
        },
        { text: `H5 ≤ ${H5_KB} KB gzip`, unit: 'KB', evaluate: () => ({ value: sizes.h5, reached: sizes.h5 <= H5_KB }) },
        { text: 'H5 ÷ hello world, for comparison', unit: '×', evaluate: () => ({ value: sizes.h5 / sizes.helloH5, reached: true }) },
      ],
      facts,
    };
  },
};
