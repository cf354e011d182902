import { expect, test } from 'vitest';
import { allTemplates } from '../../scripts/demo/templates/all.ts';
import { conditionOf, rowsOf } from '../src/lib/condition-rows.ts';

/** Everything in a template that stands where a condition may stand. */
function conditionsIn(json: unknown): readonly unknown[] {
  if (typeof json !== 'object' || json === null) return [];
  if (Array.isArray(json)) return json.flatMap(conditionsIn);
  return Object.entries(json).flatMap(([key, value]) =>
    ['when', 'visible', 'required', 'readonly'].includes(key) && typeof value === 'object' && value !== null
      ? [value]
      : conditionsIn(value),
  );
}

const conditions = allTemplates().flatMap((template) => conditionsIn(template).map((condition) => ({ code: template.code, condition })));

test('the demo has conditions', () => expect(conditions.length).toBeGreaterThan(20));

test.each(conditions)('$code: $condition becomes rows and comes back', ({ condition }) => {
  expect(conditionOf(rowsOf(condition)!)).toEqual(condition);
});
