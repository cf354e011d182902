import { ConfigError, loadConfig } from '../platform/config/config.ts';
import { BootError } from '../platform/http/boot-checks.ts';
import { newId } from '../platform/ids.ts';
import { createLog, type Log } from '../platform/log/log.ts';
import { ROOT, runAuditVerify, runMigrate, version } from './commands.ts';
import { compose, type Product } from './compose.ts';
import { parseRoles } from './roles.ts';

const STOP_DEADLINE_MS = 10_000;

/** `main.ts [start] [--roles=…]`, `main.ts migrate`, `main.ts audit-verify`. The only file that reads the process's environment and arguments. */
async function main(): Promise<void> {
  const [first = 'start', ...rest] = process.argv.slice(2);
  const command = first.startsWith('--') ? 'start' : first;
  const args = first.startsWith('--') ? [first, ...rest] : rest;
  const config = loadConfig(process.env, process.cwd());
  const log = createLog(config.log);
  if (command === 'migrate') return runMigrate(config);
  if (command === 'audit-verify') return runAuditVerify(config);
  if (command === 'start') return start(await compose(config, { root: ROOT, version: version(), log, roles: parseRoles(args) }), log, args);
  throw new Error(`unknown command ${command}; known: start, migrate, audit-verify`);
}

async function start(product: Product, log: Log, args: readonly string[]): Promise<void> {
  const began = performance.now();
  stopOnSignals(product, log);
  const url = await product.start();
  log.info({ event: 'ready', url, roles: [...parseRoles(args)], ms: Math.round(performance.now() - began) }, 'ready');
  const code = url === null ? null : await product.capabilities.identity.setupCode(newId());
  // not through the log: whoever reads collected logs later must not find it
  if (code !== null)
    process.stderr.write(`\n首次启动：请用企业微信登录 ${url}/console/ ，输入设置码 ${code} 成为管理员（一次有效，重启后更换）\n\n`);
}

/** The first signal drains; a second one, or ten seconds, end it at once. What nobody caught drains too, and ends with 1. */
function stopOnSignals(product: Product, log: Log): void {
  let stopping = false;
  const end = (code: number): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    product.stop().then(
      () => {
        log.info({ event: 'stopped' }, 'stopped');
        process.exit(code);
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.error({ err: error, event }, 'nobody caught this');
      end(1);
    });
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof BootError || (error instanceof Error && 'code' in error);
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
