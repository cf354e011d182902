import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { ROOT, version } from '../../../server/src/app/commands.ts';
import { compose, type Product } from '../../../server/src/app/compose.ts';
import { systemOrigin } from '../../../server/src/platform/actor.ts';
import type { Config } from '../../../server/src/platform/config/config.ts';
import { newId } from '../../../server/src/platform/ids.ts';
import { createLog } from '../../../server/src/platform/log/log.ts';
import type { WecomMessenger } from '../../../server/src/wecom/index.ts';
import { DAY_MS, type EpochMs, parseInstant } from '../../../shared/src/kernel/time.ts';
import { wholeCompany } from '../company/company.ts';
import { readJson } from '../data.ts';
import { demoDays } from '../days.ts';
import { loadCompany, loadDemo } from '../load.ts';
import { Clockwork, createStoryClock, STORYTELLER } from './clockwork.ts';
import { liveOn } from './generate.ts';
import { lastDay } from './lived-days.ts';
import { DEMO_SEED } from './plan.ts';

/** How far back the orders go, days: a year and a month. */
const STORY_DAYS = 395;

export interface LoadingOptions {
  /** Orders in all. */
  readonly amount: number;
  /** The real time; the story ends here. */
  readonly now?: EpochMs;
  readonly say?: (line: string) => void;
}

/** Takes every message and tells nobody: what happened in the past rings no phone today. */
export const SILENT: WecomMessenger = {
  sendButtonCard: async () => ({ msgid: null, responseCode: null }),
  sendTextCard: async () => ({ msgid: null, responseCode: null }),
  sendProgramNotice: async () => ({ msgid: null, responseCode: null }),
  replaceCard: async () => {},
  closeCard: async () => {},
};

/**
 * The demo company with its year of orders, in a database that has neither. Where SQLite holds the data it is made in a file beside and put in place when it is
 * complete: a start that is broken off leaves nothing half done, and while it is made no commit waits for the disk. In another database what was broken off
 * goes on with its next start.
 *
 * @returns why some orders stopped before their end; empty as long as stories and product fit
 */
export async function loadLiving(config: Config, options: LoadingOptions): Promise<readonly string[]> {
  const { url, sqliteFile } = config.database;
  if (url !== null) return live(config, options, false);
  if (existsSync(sqliteFile)) {
    // made before: only the schema may be behind
    const product = await composed(config, undefined, false);
    await product.migrate().finally(() => product.stop());
    return [];
  }
  const making = `${sqliteFile}.making`;
  const files = ['', '-journal', '-wal', '-shm'].map((ending) => `${making}${ending}`);
  for (const file of files) rmSync(file, { force: true });
  const failures = await live({ ...config, database: { url: null, sqliteFile: making } }, options, true);
  toDisk(making);
  renameSync(making, sqliteFile);
  return failures;
}

/** Waits for the disk once, after all that did not. */
function toDisk(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The small company of the tests, without orders. */
export async function loadSmall(config: Config): Promise<void> {
  const product = await composed(config, undefined, false);
  try {
    await product.migrate();
    await loadDemo(product, readJson);
  } finally {
    await product.stop();
  }
}

async function live(
  config: Config,
  { amount, say, now = Date.now() as EpochMs }: LoadingOptions,
  hasty: boolean,
): Promise<readonly string[]> {
  const days = demoDays(now);
  const clock = createStoryClock(parseInstant(days.opened)!);
  const product = await composed(config, clock, hasty);
  try {
    await product.migrate();
    const company = wholeCompany(days);
    const isNew = await loadCompany(product, company);
    if (amount === 0 || (await lastDay(product))) {
      if (isNew) await new Clockwork(product, clock).handOver();
      return [];
    }
    // a year that was broken off goes on from its last order
    const start = (now - STORY_DAYS * DAY_MS) as EpochMs;
    const from = isNew ? start : ((await newestOrder(product)) ?? start);
    if (from > start) clock.moveTo(from);
    const { failures } = await liveOn(product, company, clock, {
      seed: DEMO_SEED,
      corpId: config.wecom?.corpId ?? '',
      amount: Math.ceil((amount * (now - from)) / (now - start)),
      from,
      until: now,
      progress: (opened, of) => say?.(`演示工单 demo orders ${opened}/${of}`),
    });
    for (const failure of failures) say?.(`! ${failure}`);
    return failures;
  } finally {
    await product.stop();
  }
}

/** When the newest order was opened; null where there is none. */
async function newestOrder({ ground }: Product): Promise<EpochMs | null> {
  const row = await ground.uow.read(systemOrigin('demo', newId()), (tx) =>
    tx.db.selectFrom('work_order').select('created_at').orderBy('created_at', 'desc').limit(1).executeTakeFirst(),
  );
  return row ? (row.created_at as EpochMs) : null;
}

const composed = (config: Config, clock: ReturnType<typeof createStoryClock> | undefined, hasty: boolean): Promise<Product> =>
  compose(config, {
    root: ROOT,
    version: version(),
    log: createLog({ level: 'warn' }),
    messenger: SILENT,
    hasty,
    ...(clock ? { clock, ownWorker: STORYTELLER } : {}),
  });
