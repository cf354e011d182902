import type { Check } from './checks.ts';
import { add, type Counts, count, NOTHING, type TestResult } from './report.ts';

/** Gathers what ran; prints one line per check as it ends. */
export class Tally {
  #counts: Counts = NOTHING;
  readonly #results: TestResult[] = [];
  readonly #failures: string[] = [];
  readonly #skips: string[] = [];

  get counts(): Counts {
    return this.#counts;
  }
  get results(): readonly TestResult[] {
    return this.#results;
  }
  get failures(): readonly string[] {
    return this.#failures;
  }
  get skips(): readonly string[] {
    return this.#skips;
  }

  pass(): void {
    this.#counts = add(this.#counts, { ...NOTHING, passed: 1 });
  }
  fail(what: string): void {
    this.#counts = add(this.#counts, { ...NOTHING, failed: 1 });
    this.#failures.push(what);
  }
  /** A part that could not run here, with the reason. */
  skip(what: string): void {
    this.#counts = add(this.#counts, { ...NOTHING, skipped: 1 });
    this.#skips.push(what);
  }
  tests(results: readonly TestResult[]): void {
    this.#counts = add(this.#counts, count(results));
    this.#results.push(...results);
    for (const { name, outcome } of results) if (outcome === 'failed') this.#failures.push(name);
  }
}

/** Runs checks `atOnce` at a time and prints the output of those that fail. */
export async function runChecks(checks: readonly Check[], tally: Tally, atOnce = 2): Promise<void> {
  const waiting = [...checks];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await runCheck(check, tally);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function runCheck(check: Check, tally: Tally): Promise<void> {
  const begun = performance.now();
  const { code, output } = await check.run();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  print(`${code === 0 ? '✓' : '✗'} ${check.title} ${seconds} s`);
  if (code === 0) tally.pass();
  else {
    tally.fail(check.title);
    print(output.trimEnd());
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The end of every run: what failed, what was skipped and why, and the plain last line. Answers the exit code. */
export function conclude(tally: Tally, { skipsFail }: { skipsFail: boolean }): number {
  const { passed, failed, skipped } = tally.counts;
  if (tally.failures.length > 0) print(`\nFailed:\n${tally.failures.map((failure) => `  ✗ ${failure}`).join('\n')}`);
  if (tally.skips.length > 0) print(`\nSkipped here:\n${tally.skips.map((skip) => `  - ${skip}`).join('\n')}`);
  if (skipsFail && skipped > 0) print('\nCI=true: what is skipped counts as failed.');
  print(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || (skipsFail && skipped > 0) ? 1 : 0;
}
