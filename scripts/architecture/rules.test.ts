import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { CAPABILITIES, findCycle } from './capabilities.ts';
import { type Inspection, inspect } from './cruise.ts';
import { createRules } from './rules.ts';

const PLANTED = 'scripts/architecture/planted';
const folder = join(dirname(fileURLToPath(import.meta.url)), 'planted');
const planted = globSync('**/*.{ts,tsx}', { cwd: folder }).map((file) => ({
  file,
  rule: /^\/\/ breaks: (\S+)/.exec(readFileSync(join(folder, file), 'utf8'))?.[1],
}));

describe('import rules on the planted folder', () => {
  let found: Inspection;
  beforeAll(async () => {
    found = await inspect('planted');
  });

  test.each(planted.flatMap(({ file, rule }) => (rule ? [[file, rule]] : [])))('%s is refused by %s', (file, rule) => {
    expect(found.violations.filter(({ from }) => from === `${PLANTED}/${file}`).map((violation) => violation.rule)).toEqual([rule]);
  });

  test.each(planted.flatMap(({ file, rule }) => (rule ? [] : [[file]])))('%s is accepted', (file) => {
    expect(found.violations.filter(({ from }) => from === `${PLANTED}/${file}`)).toEqual([]);
  });

  test('every rule has a planted violation; the per-capability rules, which come from one table, have two', () => {
    const broken = new Set(planted.map((entry) => entry.rule));
    const perCapability = Object.keys(CAPABILITIES).map((name) => `${name}-calls`);
    const rules = createRules().map((rule) => rule.name ?? '');
    expect(rules.filter((name) => !broken.has(name) && !perCapability.includes(name))).toEqual([]);
    expect(perCapability.filter((name) => broken.has(name)).length).toBeGreaterThanOrEqual(2);
  });
});

describe('the graph of capabilities', () => {
  test('names only capabilities', () => {
    const unknown = Object.values(CAPABILITIES).flatMap((mayCall) => mayCall.filter((name) => !Object.hasOwn(CAPABILITIES, name)));
    expect(unknown).toEqual([]);
  });

  test('has no cycle', () => {
    expect(findCycle(CAPABILITIES)).toBeUndefined();
  });

  test('a cycle would be found', () => {
    expect(findCycle({ a: ['b'], b: ['c'], c: ['b'] })).toEqual(['b', 'c', 'b']);
  });
});
