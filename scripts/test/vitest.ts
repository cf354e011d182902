import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readReport, type TestResult } from './report.ts';
import { runTool } from './tool.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const REPORTS = join(ROOT, '.tmp', 'test');

/** Where the servers for tests are; absent ones make the tests that need them skip. */
export interface TestServices {
  readonly TEST_DATABASE_URL?: string;
  readonly TEST_REDIS_URL?: string;
  readonly CHROMIUM?: string;
}

/** Settings of a product that may be running here must not leak into the tests. */
const NOT_FOR_TESTS =
  /^(WECOM_|WECHAT_|SANDBOX_|H5_ORIGINS$|DATABASE_URL$|REDIS_URL$|PORT$|PUBLIC_URL$|DATA_DIR$|FILES_DIR$|MASTER_KEY$|ADMIN_USERIDS$|TEST_|CHROMIUM$)/;

/**
 * Runs Vitest on some projects (`!e2e`: all but that one) and answers every test's outcome. Errors outside of any test, which Vitest
 * answers with its exit code only, count as one failed test.
 *
 * @param more further arguments of Vitest
 */
export async function runVitest(
  name: string,
  projects: readonly string[],
  services: TestServices,
  more: readonly string[] = [],
): Promise<readonly TestResult[]> {
  mkdirSync(REPORTS, { recursive: true });
  const report = join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !NOT_FOR_TESTS.test(key)));
  const { code } = await runTool(
    'node_modules/vitest/vitest.mjs',
    [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...more,
    ],
    'always',
    { ...env, ...services },
  );
  const results = readReport(report);
  const unexplained = code !== 0 && !results.some(({ outcome }) => outcome === 'failed');
  return unexplained ? [...results, { name: `Vitest (${name}) ended with code ${code}`, file: report, outcome: 'failed' }] : results;
}
