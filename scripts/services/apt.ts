import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Everything that the tests use beyond Node, as Debian names it. None of these starts a service by itself. */
export const APT_PACKAGES = [
  'mariadb-server-core',
  'mariadb-client-core',
  'redis-server',
  'chromium-headless-shell',
  'fonts-noto-cjk',
] as const;

/** Why packages cannot be installed here, or null when they can. */
export function aptRefusal(
  env: NodeJS.ProcessEnv = process.env,
  osRelease: string = readOsRelease(),
  uid = process.getuid?.() ?? -1,
): string | null {
  if (env['NO_APT'] === '1') return 'NO_APT=1 forbids it';
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1];
  if (field('ID') !== 'debian' || Number(field('VERSION_ID') ?? 0) < 12) return 'only done on Debian 12 or later';
  if (uid !== 0) return 'only done as root';
  return null;
}

/** Installs what the tests use. False when apt failed; its own words are on stderr then. */
export async function aptInstall(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return (await apt(['update'], env)) && (await apt(['install', '-y', '--no-install-recommends', ...APT_PACKAGES], env));
}

function apt(args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      // its output is long and is progress, not a result
      stdio: ['ignore', 2, 2],
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return ''; // not Linux
  }
}
