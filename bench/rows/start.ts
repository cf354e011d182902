import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../scripts/services/ports.ts';
import { type Launch, launch } from '../../scripts/services/process.ts';
import { answersOk, waitUntil } from '../../scripts/services/wait-until.ts';
import { type BenchRow, medianOf, milliseconds } from '../harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The first start of a checkout installs and builds; minutes on a small machine. */
const FIRST_START_MS = 10 * 60_000;
const READY_MS = 60_000;

/** Milliseconds from the launch of a process until `url` answers; the process is ended before this returns. */
async function untilAnswer(start: Launch, url: string, withinMs: number): Promise<number> {
  const child = launch(start);
  try {
    const taken = await milliseconds(async () => {
      await waitUntil(
        `${start.name} at ${url}`,
        () => {
          if (child.hasEnded()) throw new Error(`${start.name} ended:\n${child.tail()}`);
          return answersOk(url);
        },
        { withinMs, everyMs: 10 },
      );
    });
    const code = await child.stop(20_000);
    if (start.name === 'product' && code !== 0) throw new Error(`npm start did not end cleanly (code ${code}):\n${child.tail()}`);
    return taken;
  } finally {
    await child.stop();
  }
}

export const row: BenchRow = {
  name: 'start',
  work: 'npm start on a machine that has run it before, until /readyz answers (sandbox, demo data and all roles included)',
  unit: 'ms',
  async prepare({ note }) {
    const folder = mkdtempSync(join(tmpdir(), 'mingdan-start-'));
    const [port, sandbox, staff, installer, customer, bare] = await freePorts(6);
    const product: Launch = {
      name: 'product',
      cwd: ROOT,
      run: { script: join(ROOT, 'scripts/bootstrap.mjs'), args: ['start'] },
      logFile: join(folder, 'product.log'),
      env: {
        DATA_DIR: join(folder, 'data'),
        PORT: String(port),
        SANDBOX_PORT: String(sandbox),
        SANDBOX_PHONE_PORTS: [staff, installer, customer].join(','),
        WECOM_CORP_ID: undefined,
        DATABASE_URL: undefined,
        REDIS_URL: undefined,
      },
    };
    const yardstick: Launch = {
      name: 'bare Koa',
      cwd: ROOT,
      run: { script: join(ROOT, 'bench/yardsticks/bare-koa.ts'), args: [String(bare)] },
      logFile: join(folder, 'bare-koa.log'),
    };
    const ready = `http://127.0.0.1:${port}/readyz`;
    note('start: the first start, which is not measured');
    const first = await untilAnswer(product, ready, FIRST_START_MS);
    return {
      contestants: [
        { name: 'product', role: 'product', measure: () => untilAnswer(product, ready, READY_MS) },
        { name: 'bare Koa', role: 'yardstick', measure: () => untilAnswer(yardstick, `http://127.0.0.1:${bare}/`, READY_MS) },
      ],
      goals: [
        {
          text: 'ready ≤ 5,000 ms',
          unit: 'ms',
          evaluate: (medians) => ({ value: medianOf(medians, 'product'), reached: medianOf(medians, 'product') <= 5000 }),
        },
        {
          text: 'of bare Koa (for information)',
          unit: '×',
          evaluate: (medians) => ({ value: medianOf(medians, 'product') / medianOf(medians, 'bare Koa'), reached: true }),
        },
      ],
      facts: { 'first start with an empty data folder, ms': Math.round(first) },
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
