import { existsSync, readFileSync } from 'node:fs';

/** One test as the table counts it. */
export interface TestResult {
  /** Titles from the outermost group to the test. */
  readonly name: string;
  readonly file: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function count(results: readonly TestResult[]): Counts {
  const having = (outcome: TestResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return { passed: having('passed'), failed: having('failed'), skipped: having('skipped') };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly title: string; readonly status: string }[];
  }[];
}

/** Reads Vitest's JSON report. A file that could not even be loaded counts as one failed test, and so does a report that is missing. */
export function readReport(file: string): readonly TestResult[] {
  if (!existsSync(file)) return [{ name: 'Vitest wrote no report', file, outcome: 'failed' }];
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  return report.testResults.flatMap((suite) => {
    const tests = suite.assertionResults.map(
      (test): TestResult => ({ name: [...test.ancestorTitles, test.title].join(' › '), file: suite.name, outcome: outcomeOf(test.status) }),
    );
    const broken = suite.status === 'failed' && !tests.some((test) => test.outcome === 'failed');
    return broken ? [...tests, { name: `${suite.name} could not be run`, file: suite.name, outcome: 'failed' as const }] : tests;
  });
}

function outcomeOf(status: string): TestResult['outcome'] {
  if (status === 'passed') return 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
}
