import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/start/build.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = join(ROOT, 'miniprogram/dist/weapp');
const GOLDEN = join(ROOT, 'shared/test/golden/pricing');
const BUILD_MS = 10 * 60_000;

/** What older WeChat runtimes lack, or forbid. */
const LACKING = [
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'Intl',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'crypto',
  'eval',
  'Function',
  'WebAssembly',
  'structuredClone',
];

/** Runs in the VM: takes webpack's own `require` out of the loaded chunks and finds the engine among the modules of its chunk. */
const FIND_ENGINE = `
  var load;
  wx.webpackJsonp.push([['probe'], {}, function (require) { load = require; }]);
  var engine;
  engineModules.forEach(function (id) {
    var found = load(id);
    Object.keys(found).forEach(function (name) {
      var value = found[name];
      if (value && typeof value === 'object' && typeof value.compileBook === 'function') engine = value;
    });
  });
  function read(line) {
    try {
      return JSON.parse(line);
    } catch (error) {
      return undefined; // a line that is no JSON is an order that is no object
    }
  }
  function priceAll(bookText, lines) {
    var book = engine.compileBook(JSON.parse(bookText));
    return JSON.stringify(lines.map(function (line) { return book.quote(read(line)); }));
  }
`;

type Vm = ReturnType<typeof createContext> & { priceAll(book: string, lines: readonly string[]): string; engine: unknown };

/** The built engine in a place that has only what every WeChat runtime has: the language itself, and no code from text. */
function loadEngine(): Vm {
  const context = createContext({ wx: {}, engineModules: [] }, { codeGeneration: { strings: false, wasm: false } }) as Vm;
  const run = (code: string, filename: string) => new Script(code, { filename }).runInContext(context);
  run(LACKING.map((name) => `delete globalThis.${name};`).join(''), 'lacking.js');
  const shared = join(DIST, 'packages/pricing/sub-common');
  const helpers = existsSync(shared) ? readdirSync(shared).map((file) => `packages/pricing/sub-common/${file}`) : [];
  for (const file of ['runtime.js', 'vendors.js', 'common.js', ...helpers.filter((name) => name.endsWith('.js'))])
    run(readFileSync(join(DIST, file), 'utf8'), file);
  // what the engine's file brings, seen on its way into webpack's list
  run(
    'var before = wx.webpackJsonp.push; wx.webpackJsonp.push = function (chunk) { engineModules = Object.keys(chunk[1]); return before(chunk); };',
    'watch.js',
  );
  run(readFileSync(join(DIST, 'packages/pricing/engine.js'), 'utf8'), 'engine.js');
  run('wx.webpackJsonp.push = before;', 'watch.js');
  run(FIND_ENGINE, 'find.js');
  return context;
}

const CASES = readdirSync(GOLDEN)
  .flatMap((file) => /^book-(.+)\.json$/.exec(file)?.[1] ?? [])
  .sort();
const linesOf = (file: string): string[] =>
  readFileSync(join(GOLDEN, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

describe('the price engine as it is built for WeChat', () => {
  let vm: Vm;

  beforeAll(async () => {
    const built = await ensureBuilt(ROOT, 'weapp');
    if (built.state === 'failed' || built.state === 'missing') throw new Error(built.why);
    vm = loadEngine();
  }, BUILD_MS);

  it('is found in its own file', () => expect(vm.engine).toBeTypeOf('object'));

  it('runs where code from text is refused and the missing globals are missing', () => {
    const has = (name: string) => new Script(`typeof ${name} !== 'undefined'`).runInContext(vm) as boolean;
    expect(LACKING.filter(has)).toEqual([]);
    expect(() => new Script('(function () {}).constructor("return 1")()').runInContext(vm)).toThrow(/Code generation/);
  });

  it.each(CASES)('prices golden book %s to the fen', (name) => {
    const orders = linesOf(`orders-${name}.ndjson`);
    const expected = linesOf(`quotes-${name}.ndjson`).map((line) => JSON.parse(line) as unknown);
    const quotes = JSON.parse(vm.priceAll(readFileSync(join(GOLDEN, `book-${name}.json`), 'utf8'), orders)) as unknown[];
    expect(orders.length).toBeGreaterThan(0);
    expect(quotes).toEqual(expected);
  });
});
