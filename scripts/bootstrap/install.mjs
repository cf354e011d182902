import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { installFingerprint } from './fingerprint.mjs';

const PNPM = 'pnpm@10.34.9';

/**
 * Installs from the frozen lockfile unless node_modules already is what it describes; in that case no package manager runs and no
 * network is needed. The marker is written last, so an interrupted installation is simply done again.
 * @param {string} root
 * @param {(line: string) => void} say progress, one line each; never stdout
 * @returns {Promise<boolean>} false when it failed; the reason has been said
 */
export async function ensureInstalled(root, say) {
  if (isInstalled(root)) return true;
  const release = await takeLock(root, say);
  try {
    if (isInstalled(root)) return true; // by the process we waited for
    const begun = Date.now();
    const wanted = installFingerprint(root);
    rmSync(markerFile(root), { force: true });
    say(`安装依赖 Installing packages (${PNPM}, frozen lockfile); the first time takes about a minute …`);
    const code = await runInstall(root);
    if (code !== 0) {
      if (code === 'interrupted') say('安装被中断，再次运行即可继续。Interrupted; run the same command again to go on.');
      else await explainFailure(root, say);
      return false;
    }
    if (!existsSync(join(root, 'node_modules', 'node', 'bin'))) {
      say('The package `node` has no binary for this platform; Mingdan needs Linux, macOS or Windows on x64 or arm64.');
      return false;
    }
    writeFileSync(markerFile(root), wanted);
    say(`依赖已就绪 Packages installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
    return true;
  } finally {
    release();
  }
}

const markerFile = (root) => join(root, 'node_modules', '.mingdan-lock-hash');

function isInstalled(root) {
  if (!existsSync(markerFile(root)) || !existsSync(join(root, 'node_modules', 'node', 'bin'))) return false;
  return readFileSync(markerFile(root), 'utf8') === installFingerprint(root);
}

/** Two commands in two terminals: the second waits for the first. A lock whose owner has died is taken over. */
async function takeLock(root, say) {
  const file = join(root, '.tmp', 'install.lock');
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (!isAlive(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`Another command (process ${owner}) is installing; waiting for it …`);
    told = true;
    await wait(300);
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @returns {Promise<number | 'interrupted'>} */
function runInstall(root) {
  const [command, before] = packageRunner();
  const args = [...before, PNPM, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false', '--prod=false'];
  const child = spawn(command, args, {
    cwd: root,
    // all of its output is progress, and our stdout may be somebody's pipe
    stdio: ['ignore', 2, 2],
    env: installEnvironment(root),
    shell: process.platform === 'win32',
    // a group of its own, so that a signal reaches npx, pnpm and the programs they run
    detached: process.platform !== 'win32',
  });
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
    } catch {
      // it has ended by itself
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(interrupted ? 'interrupted' : (code ?? 1)));
  }).finally(() => {
    for (const signal of signals) process.off(signal, stop);
  });
}

/** npm's own copy of npx when npm runs us, so that what lies in node_modules/.bin cannot stand in its way. */
function packageRunner() {
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js' && process.platform !== 'win32') return [process.execPath, [npm, 'exec', '--yes', '--']];
  return ['npx', ['--yes']];
}

/** An offline machine is told so after seconds, not minutes; a half-installed `node` is not used to install `node`. */
function installEnvironment(root) {
  const own = join(root, 'node_modules', '.bin');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== own);
  return {
    npm_config_fetch_retries: '2',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    ...process.env,
    PATH: path.join(delimiter),
    NODE_ENV: 'development',
  };
}

async function explainFailure(root, say) {
  const [command, before] = packageRunner();
  const asked = before.includes('exec')
    ? spawnSync(command, [before[0], 'config', 'get', 'registry'], { cwd: root, encoding: 'utf8' })
    : spawnSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const registry = asked.stdout?.trim() || 'https://registry.npmjs.org/';
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  const reached = proxy ? null : await answers(registry);
  say('');
  if (reached === false) {
    say(`无法连接 npm 源 ${registry}，首次安装需要网络。`);
    say(`Cannot reach the package registry ${registry}. The first installation needs the network; later starts do not.`);
    say('Check the connection, or choose a mirror:  npm config set registry https://registry.npmmirror.com');
    return;
  }
  say('依赖安装失败，原因见上；修正后再次运行即可。');
  say(`Installing failed; the reason stands above${proxy ? ` (proxy ${proxy})` : ''}. Run the same command again once it is mended.`);
}

async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8000) });
    return true;
  } catch {
    return false;
  }
}
