import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { launch, type Running } from '../services/process.ts';
import { waitUntil } from '../services/wait-until.ts';
import { compressBuild } from './compress.ts';
import { hashInputs } from './inputs.ts';

export type BuildName = 'console' | 'h5' | 'weapp';

interface Build {
  readonly title: string;
  readonly cwd: string;
  readonly script: string;
  readonly args: readonly string[];
  /** Relative to the repository; everything that the output depends on. */
  readonly inputs: readonly string[];
  /** A file that every successful build leaves. */
  readonly result: string;
}

const CONSOLE_INPUTS = ['console', 'shared/src', 'shared/package.json', 'pnpm-lock.yaml'];
const PHONE_INPUTS = ['miniprogram', 'shared/src', 'shared/package.json', 'pnpm-lock.yaml'];

const BUILDS: Readonly<Record<BuildName, Build>> = {
  console: {
    title: '管理后台 console (Vite)',
    cwd: 'console',
    script: 'console/node_modules/vite/bin/vite.js',
    args: ['build'],
    inputs: CONSOLE_INPUTS,
    result: 'console/dist/index.html',
  },
  h5: {
    title: '手机端 H5 (Taro)',
    cwd: 'miniprogram',
    script: 'miniprogram/node_modules/@tarojs/cli/bin/taro',
    args: ['build', '--type', 'h5'],
    inputs: PHONE_INPUTS,
    result: 'miniprogram/dist/h5/index.html',
  },
  weapp: {
    title: '小程序 weapp (Taro)',
    cwd: 'miniprogram',
    script: 'miniprogram/node_modules/@tarojs/cli/bin/taro',
    args: ['build', '--type', 'weapp'],
    inputs: PHONE_INPUTS,
    result: 'miniprogram/dist/weapp/app.json',
  },
};

export type BuildOutcome =
  | { readonly state: 'unchanged' | 'built'; readonly seconds: number }
  /** `missing`: this checkout has no such screen. */
  | { readonly state: 'failed' | 'missing'; readonly why: string };

/** What people call it. */
export function titleOf(name: BuildName): string {
  return BUILDS[name].title;
}

/** How long a build may take before whoever waits for it gives up. */
const TURN_MS = 10 * 60_000;

/**
 * Makes one of the built screens unless its inputs are those of the last success. The note of the success is written last and removed
 * first: an interrupted build is made again. Of several that want it at once one builds, the others wait.
 *
 * @param running gets the builder, so that the caller can end it when it is told to stop itself
 */
export async function ensureBuilt(root: string, name: BuildName, running: (builder: Running) => void = () => {}): Promise<BuildOutcome> {
  const build = BUILDS[name];
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const note = join(root, '.tmp', 'builds', `${name}.inputs`);
  const staleInputs = () => {
    const wanted = hashInputs(root, build.inputs);
    const isThere = existsSync(join(root, build.result)) && existsSync(note) && readFileSync(note, 'utf8') === wanted;
    return isThere ? undefined : wanted;
  };
  if (staleInputs() === undefined) return { state: 'unchanged', seconds: seconds() };
  if (!existsSync(join(root, build.script))) return { state: 'missing', why: `${build.script} is not there` };

  mkdirSync(join(root, '.tmp', 'builds'), { recursive: true });
  const endTurn = await takeTurn(join(root, '.tmp', 'builds', `${name}.lock`));
  try {
    const wanted = staleInputs();
    if (wanted === undefined) return { state: 'unchanged', seconds: seconds() };
    rmSync(note, { force: true });
    const builder = launch({
      name,
      cwd: join(root, build.cwd),
      logFile: join(root, '.tmp', 'builds', `${name}.log`),
      run: { script: join(root, build.script), args: build.args },
      env: { NODE_ENV: 'production', CI: 'true', NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    running(builder);
    const code = await builder.ended;
    if (code !== 0 || !existsSync(join(root, build.result))) {
      return { state: 'failed', why: `${build.title} ended with code ${code}; the whole log: ${builder.logFile}\n${builder.tail(60)}` };
    }
    // a mini-program is packed by WeChat
    if (name !== 'weapp') compressBuild(dirname(join(root, build.result)));
    writeFileSync(note, wanted);
    return { state: 'built', seconds: seconds() };
  } finally {
    endTurn();
  }
}

/** Waits until nobody else builds the same: they would empty each other's output. What somebody left who died is taken over. */
function takeTurn(file: string): Promise<() => void> {
  const tryIt = () => {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isOwned(file)) rmSync(file, { force: true });
      return undefined;
    }
  };
  return waitUntil(`the build that holds ${file}`, tryIt, { withinMs: TURN_MS, everyMs: 100 });
}

/** Whether the process that wrote its id into the file lives. */
function isOwned(file: string): boolean {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch {
    return false; // gone meanwhile, or its owner is
  }
}
