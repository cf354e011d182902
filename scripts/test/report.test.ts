import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cellOf, countCells, drawCells, REQUIRED } from './matrix.ts';
import { count, readReport, type TestResult } from './report.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): readonly TestResult[] {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return readReport(file);
}

const ran = (name: string, outcome: TestResult['outcome'] = 'passed'): TestResult => ({ name, file: 'a.test.ts', outcome });

describe('what Vitest reports', () => {
  test('passed, failed and skipped tests are counted by their status', () => {
    const statuses = ['passed', 'passed', 'failed', 'pending', 'skipped', 'todo'];
    const results = report({
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          message: '',
          assertionResults: statuses.map((status) => ({ ancestorTitles: ['group'], title: 'test', status })),
        },
      ],
    });
    expect(count(results)).toEqual({ passed: 2, failed: 1, skipped: 3 });
    expect(results[0]?.name).toBe('group › test');
  });

  test('a file that could not be loaded is a failure', () => {
    const results = report({ testResults: [{ name: 'a.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] }] });
    expect(count(results)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('a missing report is a failure', () => {
    expect(count(readReport(join(folder, 'none.json')))).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the table of stores, queues and browsers', () => {
  test.each([
    ['orders › [sqlite] opens', { store: 'sqlite', queue: null, browser: null }],
    ['queue [mariadb] › [bullmq] rings again', { store: 'mariadb', queue: 'bullmq', browser: null }],
    ['thread [sqlite] [database] [chromium]', { store: 'sqlite', queue: 'database', browser: 'chromium' }],
    ['the word sqlite alone', undefined],
    // titles without the tags: these tests would count themselves into the table
  ])('reads titles, case %#', (name, cell) => {
    expect(cellOf(name)).toEqual(cell);
  });

  test('counts what ran and shows required zeros', () => {
    const counts = countCells([ran('a [sqlite]'), ran('b [sqlite]', 'failed'), ran('c [mariadb]', 'skipped')]);
    const of = (store: string) => counts.find(({ cell }) => cell.store === store && !cell.queue && !cell.browser)?.ran;
    expect(of('sqlite')).toBe(2);
    expect(of('mariadb')).toBe(0);
    expect(counts.filter((entry) => entry.required)).toHaveLength(REQUIRED.length);
    expect(drawCells(counts)).toMatch(/mariadb\s+–\s+–\s+0 ✗/);
  });

  test('a combination that nobody requires is shown all the same', () => {
    const counts = countCells([ran('x [mariadb] [database] [chromium]')]);
    expect(counts.find((entry) => !entry.required)).toMatchObject({ ran: 1, cell: { store: 'mariadb', queue: 'database' } });
  });
});
