/**
 * What a bench row is. A row measures the product and its yardstick in the same run, interleaved (A B A B …), so that a noisy
 * machine harms both alike; only the ratio of their medians means anything. A row asserts that what it measured is right, never that it is fast.
 */

/** What the runner hands to a row. */
export interface BenchContext {
  /** Seed of everything random in the row; printed with the result. */
  readonly seed: number;
  /** Rounds that will be measured, at least 5. A row may ask for more, never for fewer. */
  readonly rounds: number;
  /** A line of progress on stderr. */
  note(line: string): void;
}

/** One of the things compared: the product, or a yardstick. */
export interface Contestant {
  /** Short and unique within the row; key of its median. */
  readonly name: string;
  /** `information` contestants are printed and never part of a goal. */
  readonly role: 'product' | 'yardstick' | 'information';
  /** Runs the work once and returns the figure in the row's unit. Throws when the outcome is wrong. */
  measure(round: number): number | Promise<number>;
}

/** The outcome of a goal, computed from the medians by contestant name. */
export interface GoalResult {
  readonly value: number;
  readonly reached: boolean;
}

export interface Goal {
  /** As people read it: `≤ 2× straight line`. */
  readonly text: string;
  /** Unit of the printed value: `×`, `orders/s`, `ms`. */
  readonly unit: string;
  evaluate(medians: ReadonlyMap<string, number>): GoalResult;
}

/** A row whose data is built and whose answers have been checked. */
export interface PreparedRow {
  readonly contestants: readonly Contestant[];
  readonly goals: readonly Goal[];
  /** Facts of the run worth keeping: sizes, versions of a store, what was checked. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** Ends servers and removes files. Always called. */
  close?(): void | Promise<void>;
}

/** Each file in `bench/rows` exports one as `row`; the file's name is the row's name. */
export interface BenchRow {
  readonly name: string;
  /** The work in one sentence. */
  readonly work: string;
  /** Unit of every contestant's figure: `orders/s`, `ms`, `KB`. */
  readonly unit: string;
  /** Rounds this row needs when more than the usual five. */
  readonly rounds?: number;
  /** Builds data, starts servers, asserts that product and yardstick give the same answers. Throws to skip the row with a reason: `new BenchSkipped(why)`. */
  prepare(context: BenchContext): PreparedRow | Promise<PreparedRow>;
}

/** The row cannot run here (no MariaDB, no build). Printed as skipped with the reason; anything else that is thrown fails the run. */
export class BenchSkipped extends Error {}

/** Everything known of a finished row, as written to `bench/results`. */
export interface RowResult {
  readonly name: string;
  readonly work: string;
  readonly unit: string;
  readonly seed: number;
  readonly rounds: number;
  readonly contestants: readonly { name: string; role: Contestant['role']; median: number; figures: readonly number[] }[];
  readonly goals: readonly { text: string; unit: string; value: number; reached: boolean }[];
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The middle figure; of an even number of figures the mean of the middle two. */
export function median(figures: readonly number[]): number {
  if (figures.length === 0) throw new Error('median of nothing');
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median of the named contestant; throws when the row has no such contestant. */
export function medianOf(medians: ReadonlyMap<string, number>, name: string): number {
  const value = medians.get(name);
  if (value === undefined) throw new Error(`no contestant named ${name}`);
  return value;
}

/** Units of work per second that `work` reaches, doing `units` of them. */
export async function perSecond(units: number, work: () => void | Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return units / (Number(process.hrtime.bigint() - start) / 1e9);
}

/** Milliseconds that `work` takes. */
export async function milliseconds(work: () => void | Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** A small seeded generator (mulberry32), so that a row can be repeated exactly: numbers in 0 ≤ x < 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Prepares a row, measures its contestants in turn and evaluates its goals. One unmeasured round warms up every contestant. */
export async function runRow(row: BenchRow, context: BenchContext): Promise<RowResult> {
  const rounds = Math.max(5, context.rounds, row.rounds ?? 0);
  const prepared = await row.prepare({ ...context, rounds });
  try {
    const figures = new Map<string, number[]>(prepared.contestants.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round++) {
      for (const contestant of prepared.contestants) {
        const figure = await contestant.measure(round);
        if (!Number.isFinite(figure)) throw new Error(`${row.name}: ${contestant.name} measured ${figure}`);
        if (round >= 0) figures.get(contestant.name)?.push(figure);
      }
      context.note(round < 0 ? `${row.name}: warmed up` : `${row.name}: round ${round + 1} of ${rounds}`);
    }
    const medians = new Map([...figures].map(([name, values]) => [name, median(values)]));
    return {
      name: row.name,
      work: row.work,
      unit: row.unit,
      seed: context.seed,
      rounds,
      contestants: prepared.contestants.map(({ name, role }) => ({
        name,
        role,
        median: medianOf(medians, name),
        figures: figures.get(name) ?? [],
      })),
      goals: prepared.goals.map((goal) => ({ text: goal.text, unit: goal.unit, ...goal.evaluate(medians) })),
      facts: prepared.facts ?? {},
    };
  } finally {
    await prepared.close?.();
  }
}
