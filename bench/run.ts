/**
 * Runs the bench rows and prints one table: `node bench/run.ts [NAME …] [--rounds N] [--seed N]`.
 * Writes `bench/results/<row>.json` with machine, date, versions and seed. Ends non-zero when a row's answer was wrong, never when it was slow.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchRow, BenchSkipped, type RowResult, runRow } from './harness.ts';

const here = import.meta.dirname;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string', default: '20261122' } },
});

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} needs a whole number, got ${text}`);
  return Number(text);
}

async function loadRow(name: string): Promise<BenchRow> {
  const { row } = (await import(`./rows/${name}.ts`)) as { row?: BenchRow };
  if (!row) throw new Error(`bench/rows/${name}.ts exports no row`);
  if (row.name !== name) throw new Error(`bench/rows/${name}.ts calls itself ${row.name}`);
  return row;
}

function figure(value: number, unit: string): string {
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === '×' ? `${text}×` : `${text} ${unit}`;
}

/** Pads by what a terminal shows; every character of these tables is one column wide. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => [...cells[column]!].length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function report(results: readonly RowResult[], skipped: readonly (readonly [string, string])[]): string {
  const rows: string[][] = [['row', 'contestant', 'role', 'median', 'goal', 'measured', 'reached']];
  for (const result of results) {
    const height = Math.max(result.contestants.length, result.goals.length);
    for (let line = 0; line < height; line++) {
      const contestant = result.contestants[line];
      const goal = result.goals[line];
      rows.push([
        line === 0 ? result.name : '',
        contestant?.name ?? '',
        contestant?.role ?? '',
        contestant ? figure(contestant.median, result.unit) : '',
        goal?.text ?? '',
        goal ? figure(goal.value, goal.unit) : '',
        goal ? (goal.reached ? 'yes' : 'NO') : '',
      ]);
    }
  }
  for (const [name, reason] of skipped) rows.push([name, `skipped: ${reason}`, '', '', '', '', '']);
  return table(rows);
}

const known = readdirSync(join(here, 'rows'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const wanted = positionals.length > 0 ? positionals : known;
for (const name of wanted) {
  if (!known.includes(name)) throw new Error(`no bench row ${name}; there are: ${known.join(', ')}`);
}

const seed = wholeNumber(options.seed, 'seed');
const rounds = wholeNumber(options.rounds, 'rounds');
const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryMiB: Math.round(totalmem() / 2 ** 20),
  system: `${process.platform} ${release()} ${process.arch}`,
};
mkdirSync(join(here, 'results'), { recursive: true });

const results: RowResult[] = [];
const skipped: [string, string][] = [];
for (const name of wanted) {
  const row = await loadRow(name);
  try {
    const result = await runRow(row, { seed, rounds, note: (line) => process.stderr.write(`${line}\n`) });
    results.push(result);
    const stored = { date: new Date().toISOString(), machine, versions: process.versions, ...result };
    writeFileSync(join(here, 'results', `${name}.json`), `${JSON.stringify(stored, null, 2)}\n`);
  } catch (error) {
    if (!(error instanceof BenchSkipped)) throw error;
    skipped.push([name, error.message]);
  }
}
process.stdout.write(`${report(results, skipped)}\n`);
