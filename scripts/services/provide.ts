import { join } from 'node:path';
import { APT_PACKAGES, aptInstall, aptRefusal } from './apt.ts';
import { chromiumPath } from './chromium.ts';
import { findProgram } from './find-program.ts';
import { findMariadb, startMariadb } from './mariadb.ts';
import { startRedis } from './redis.ts';

/** A thing that tests need and that may be missing here. */
export type Provided = { readonly ok: true; readonly value: string; readonly how: string } | { readonly ok: false; readonly why: string };

export interface Services {
  /** URL of a MySQL-protocol server, without or with a database of ours. */
  readonly mariadb: Provided;
  readonly redis: Provided;
  /** Path of a Chromium. */
  readonly chromium: Provided;
  stop(): Promise<void>;
}

/**
 * Servers and browser for the tests: those named by the environment, else private throw-away ones from programs on PATH, else after
 * an installation with apt where that is allowed, else none, with the reason.
 *
 * @param folder  of the private servers' data; they empty their part of it first
 * @param refusal why apt may not be used here; null where it may
 */
export async function provideServices(
  folder: string,
  say: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
  refusal: string | null = aptRefusal(env),
): Promise<Services> {
  const note = await installMissing(say, env, refusal);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const mariadb = await provideMariadb();
    const redis = await provideRedis();
    return { mariadb, redis, chromium: provideChromium(), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function provideMariadb(): Promise<Provided> {
    if (env['DATABASE_URL']) return { ok: true, value: env['DATABASE_URL'], how: 'DATABASE_URL' };
    const programs = findMariadb(env);
    if (!programs) return { ok: false, why: `no MariaDB on PATH and no DATABASE_URL${note}` };
    const server = await startMariadb(programs, join(folder, 'mariadb'));
    stops.push(server.stop);
    return { ok: true, value: server.url, how: `private ${programs.server} on port ${server.port}` };
  }

  async function provideRedis(): Promise<Provided> {
    if (env['REDIS_URL']) return { ok: true, value: env['REDIS_URL'], how: 'REDIS_URL' };
    const program = findProgram(['redis-server', 'valkey-server'], env);
    if (!program) return { ok: false, why: `no redis-server on PATH and no REDIS_URL${note}` };
    const server = await startRedis(program, join(folder, 'redis'));
    stops.push(server.stop);
    return { ok: true, value: server.url, how: `private ${program} on port ${server.port}` };
  }

  function provideChromium(): Provided {
    const program = chromiumPath(env);
    return program ? { ok: true, value: program, how: program } : { ok: false, why: `no Chromium on PATH${note}` };
  }
}

/** Empty when nothing had to be installed; else what came of it, to be added to the reason of a skip. */
async function installMissing(say: (line: string) => void, env: NodeJS.ProcessEnv, refusal: string | null): Promise<string> {
  const complete =
    (env['DATABASE_URL'] || findMariadb(env)) &&
    (env['REDIS_URL'] || findProgram(['redis-server', 'valkey-server'], env)) &&
    chromiumPath(env);
  if (complete) return '';
  if (refusal) return `; apt: ${refusal}`;
  say(`Installing with apt what the tests need and this machine lacks: ${APT_PACKAGES.join(' ')} (NO_APT=1 forbids this)`);
  return (await aptInstall(env)) ? '' : '; apt failed, see above';
}
