import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** Built output, installed packages and the folder of deliberate rule violations hold no tests of ours. */
const NEVER = ['**/node_modules/**', '**/dist/**', '**/.tmp/**', '**/.data/**', 'scripts/architecture/planted/**'];

/** Milliseconds that a state may take to be reached on a busy machine. */
const POLL_MS = 15_000;

interface Part {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** Milliseconds one test may take; servers on a busy two-core machine need more than a pure function. */
  readonly timeoutMs: number;
  /** Files that replace modules need a process of their own; the others share one, and what it has read: half the processor's time of the servers' tests. */
  readonly isolate?: boolean;
}

const PARTS: readonly Part[] = [
  { name: 'shared', include: ['shared/**/*.test.ts'], timeoutMs: 30_000 },
  { name: 'server', include: ['server/**/*.test.ts'], exclude: ['server/*/platform/**'], timeoutMs: 60_000 },
  // its tests define jobs of their own, which the whole product would have to handle, and set the clock of ids
  { name: 'platform', include: ['server/*/platform/**/*.test.ts'], timeoutMs: 60_000, isolate: true },
  { name: 'sandbox', include: ['scripts/sandbox/**/*.test.ts'], timeoutMs: 30_000 },
  { name: 'scripts', include: ['scripts/**/*.test.ts', 'bench/**/*.test.ts'], exclude: ['scripts/sandbox/**'], timeoutMs: 60_000 },
  { name: 'console', include: ['console/**/*.test.{ts,tsx}'], timeoutMs: 30_000 },
  { name: 'miniprogram', include: ['miniprogram/**/*.test.{ts,tsx}'], timeoutMs: 60_000, isolate: true },
  { name: 'e2e', include: ['e2e/**/*.test.ts'], timeoutMs: 240_000, isolate: true },
];

function project({ name, include, exclude = [], timeoutMs, isolate = false }: Part): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [...include],
      exclude: [...NEVER, ...exclude],
      environment: 'node',
      isolate,
      testTimeout: timeoutMs,
      hookTimeout: Math.max(timeoutMs, 60_000),
      // vitest's own second is what a drafted field takes to be saved on a quiet machine
      expect: { poll: { timeout: POLL_MS } },
      // journeys start whole products: one at a time
      ...(name === 'e2e' ? { fileParallelism: false } : {}),
    },
  };
}

export default defineConfig({
  test: {
    projects: PARTS.map(project),
    pool: 'forks',
    teardownTimeout: 20_000,
    maxWorkers: 2,
    // a test that needs a second try is a defect that hides
    retry: 0,
    passWithNoTests: true,
  },
});
