/**
 * The console's pages without the product behind them: serves `dist` and answers every contract from fixtures, each answer parsed by its contract
 * so that the pages are never looked at with data that the server could not send. For tests and for looking; no part of the product.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { CONTRACTS } from '@mingdan/shared/contracts/all';
import type { Contract } from '@mingdan/shared/contracts/define';
import { ANSWERS } from './fixture-answers.ts';
import { id } from './fixture-data.ts';
import type { Input } from './fixture-paged.ts';

/** What the server pretends: `empty` lists, `error` on every read but `auth.me`, `long` texts and huge numbers, nobody logged in, forbidden pages, no answer at all. */
export type Scenario = 'normal' | 'empty' | 'error' | 'long' | 'loggedOut' | 'forbidden' | 'hanging' | 'unbalanced' | 'staff' | 'setup';

/** Where the built console lies: `CONSOLE_DIST` (absolute) while others build into `dist`. */
const DIST = process.env['CONSOLE_DIST'] ? pathToFileURL(`${process.env['CONSOLE_DIST']}/`) : new URL('../dist/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const STAFF = [
  'auth:self',
  'orders:list',
  'orders:read',
  'orders:act',
  'customers:read',
  'catalog:read',
  'templates:read',
  'deliveries:read',
];

export interface FixtureServer {
  readonly url: string;
  scenario: Scenario;
  /** Writes that arrived: operation and idempotency key. */
  readonly writes: { operation: string; key: string | undefined; csrf: string | undefined; input: Input }[];
  close(): Promise<void>;
}

type State = Pick<FixtureServer, 'scenario' | 'writes'> & { readonly sites: ReadonlyMap<string, URL> };

/** `sites`: further folders by path (`/hello/`), served beside the console. */
export async function startFixtureServer(sites: Readonly<Record<string, URL>> = {}): Promise<FixtureServer> {
  const state: State = { scenario: 'normal', writes: [], sites: new Map([['/console/', DIST], ...Object.entries(sites)]) };
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'request.internal', detail: { why: String(error) }, fields: [], requestId: id(9999) }));
      process.stderr.write(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}\n`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fixture');
  if (url.pathname.startsWith('/api/')) return answer(state, request, response, url);
  for (const [path, folder] of state.sites)
    if (url.pathname.startsWith(path)) return serveFile(request, response, folder, url.pathname.slice(path.length));
  response.writeHead(404).end();
}

/** Files of the build, packed once: a run opens the same page hundreds of times. */
const packedFiles = new Map<string, Promise<Buffer>>();
function packed(url: URL): Promise<Buffer> {
  const found = packedFiles.get(url.href) ?? readFile(url).then((content) => gzipSync(content));
  packedFiles.set(url.href, found);
  return found;
}

async function serveFile(request: IncomingMessage, response: ServerResponse, folder: URL, path: string): Promise<void> {
  const file = extname(path) === '' ? 'index.html' : path;
  const isGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const url = new URL(file, folder);
  const content = await (isGzip ? packed(url) : readFile(url));
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const caching = file === 'index.html' ? 'no-cache' : 'max-age=31536000, immutable';
  response.writeHead(200, { 'content-type': type, 'cache-control': caching, ...(isGzip ? { 'content-encoding': 'gzip' } : {}) });
  response.end(content);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ code, status, fields: [], detail: {}, requestId: id(9999) }));
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const found = contractFor(request.method ?? 'GET', url.pathname.slice('/api'.length));
  if (found === null) return refuse(response, 404, 'request.not_found');
  const { contract, parameters } = found;
  const { name } = contract.meta;
  if (state.scenario === 'hanging' && name !== 'auth.me') return;
  if (state.scenario === 'loggedOut' && name !== 'auth.about') return refuse(response, 401, 'request.unauthenticated');
  if (state.scenario === 'error' && name !== 'auth.me') return refuse(response, 500, 'request.internal');
  if (state.scenario === 'forbidden' && name !== 'auth.me') return refuse(response, 403, 'request.forbidden');

  let text = '';
  for await (const chunk of request) text += String(chunk);
  const isFile = contract.meta.body === 'octets';
  const raw = { ...parameters, ...Object.fromEntries(url.searchParams), ...(text === '' || isFile ? {} : (JSON.parse(text) as object)) };
  const input = contract.input.parse(raw) as Input;
  if (contract.meta.method !== 'GET') {
    const header = (header: string) => request.headers[header] as string | undefined;
    state.writes.push({ operation: name, key: header('idempotency-key'), csrf: header('x-csrf-token'), input });
  }
  const give = ANSWERS[name];
  if (give === undefined) return refuse(response, 404, 'request.not_found');
  const output = contract.output.parse(bend(state.scenario, name, give(input, text)));
  // fields that a contract does not name yet (the demo mark) are passed on as the server would after it names them
  const body = name === 'auth.me' ? { ...(output as object), demo: true } : output;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const byPath = CONTRACTS.map((contract) => ({
  contract,
  pattern: new RegExp(`^${contract.meta.path.replace(/:([A-Za-z]+)/g, '(?<$1>[^/]+)')}$`),
}));

function contractFor(method: string, path: string): { contract: Contract; parameters: Record<string, string> } | null {
  // a fixed path before one with parameters: /books/check is not a book
  const ordered = [...byPath].sort(
    (a, b) => (a.contract.meta.path.match(/:/g)?.length ?? 0) - (b.contract.meta.path.match(/:/g)?.length ?? 0),
  );
  for (const { contract, pattern } of ordered) {
    const match = contract.meta.method === method ? pattern.exec(path) : null;
    if (match)
      return {
        contract,
        parameters: Object.fromEntries(Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)])),
      };
  }
  return null;
}

const LONG = '内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇巴特罕大街与纳文西路交叉口东北角达斡尔民族园小区';
const LONG_KEYS = new Set([
  'customerName',
  'contactName',
  'regionName',
  'outletName',
  'templateName',
  'installerName',
  'name',
  'title',
  'text',
  'reason',
  'summary',
  'nodeName',
  'label',
]);
const FEN_KEYS = new Set(['charge', 'settle', 'earn', 'cost', 'profit', 'pay', 'outlet', 'debit', 'credit', 'share']);

/** The same answer as another day might give it. */
function bend(scenario: Scenario, name: string, value: unknown): unknown {
  if (name === 'auth.me') {
    if (scenario === 'staff') return { ...(value as object), name: '周小美', roles: ['staff'], permissions: STAFF, money: ['charge'] };
    if (scenario === 'setup') return { ...(value as object), setupOpen: true };
    return value;
  }
  if (scenario === 'empty') return emptied(value);
  if (scenario === 'long') return stretched(value);
  if (scenario === 'unbalanced' && name === 'ledger.trialBalance') return { ...(value as object), credit: 21_142_900, balanced: false };
  if (scenario === 'unbalanced' && name === 'audit.verify')
    return { ...(value as object), ok: false, problem: { seq: 1_043, what: '哈希与内容不符' } };
  if (scenario === 'staff') return hidden(value);
  return value;
}

function emptied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const lists = ['items', 'lines', 'filled', 'timeline', 'tasks', 'accounts', 'postings', 'sites', 'devices', 'findings', 'queue', 'rows'];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (lists.includes(key) && Array.isArray(inner)) return [key, []];
      if (key === 'nextCursor') return [key, null];
      return [key, key === 'bill' ? emptied(inner) : inner];
    }),
  );
}

function stretched(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((inner) => stretched(inner, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, name === 'book' || name === 'template' ? inner : stretched(inner, name)]),
    );
  }
  if (typeof value === 'string' && LONG_KEYS.has(key)) return `${value}${LONG}`;
  if (typeof value === 'number' && FEN_KEYS.has(key)) return value * 10_000_007;
  return value;
}

/** Money as somebody sees it who may see only what the customer pays. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, ['settle', 'earn', 'cost', 'profit'].includes(key) ? null : hidden(inner)]),
  );
}
