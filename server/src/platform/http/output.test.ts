import { CONTRACTS } from '@mingdan/shared/contracts/all';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { compileOutput } from './output.ts';

describe('answers hold what the contract names and nothing else', () => {
  test('objects, lists, maps, optional and nullable parts', () => {
    const filter = compileOutput(
      z.object({
        id: z.string(),
        lines: z.array(z.object({ item: z.string() })),
        byKey: z.record(z.string(), z.object({ n: z.number() })),
        maybe: z.object({ a: z.string() }).optional(),
        nothing: z.object({ a: z.string() }).nullable(),
        pair: z.tuple([z.string(), z.object({ a: z.string() })]),
      }),
    );
    expect(
      filter({
        id: 'x',
        cost: 1,
        lines: [{ item: 'i', cost: 2 }],
        byKey: { k: { n: 1, cost: 3 } },
        maybe: { a: 'b', cost: 4 },
        nothing: null,
        pair: ['p', { a: 'b', cost: 5 }],
      }),
    ).toEqual({ id: 'x', lines: [{ item: 'i' }], byKey: { k: { n: 1 } }, maybe: { a: 'b' }, nothing: null, pair: ['p', { a: 'b' }] });
  });

  test('tagged unions go by their tag, others by the member that fits', () => {
    const tagged = compileOutput(
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), x: z.number() }), z.object({ kind: z.literal('b'), y: z.number() })]),
    );
    expect(tagged({ kind: 'b', y: 1, x: 2 })).toEqual({ kind: 'b', y: 1 });
    expect(() => tagged({ kind: 'c' })).toThrow();
    const free = compileOutput(z.union([z.string(), z.object({ x: z.number() })]));
    expect(free('text')).toBe('text');
    expect(free({ x: 1, secret: 2 })).toEqual({ x: 1 });
  });

  test('free JSON stays as it is; a recursive schema is followed', () => {
    const json = { a: [1, { b: null }] };
    expect(compileOutput(z.object({ book: z.json() }))({ book: json, other: 1 })).toEqual({ book: json });
    const tree: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(tree) }));
    expect(compileOutput(tree)({ name: 'a', children: [{ name: 'b', children: [], secret: 1 }], secret: 2 })).toEqual({
      name: 'a',
      children: [{ name: 'b', children: [] }],
    });
  });

  test('every contract of the product compiles', () => {
    for (const { meta, output } of CONTRACTS) expect([meta.name, typeof compileOutput(output)]).toEqual([meta.name, 'function']);
  });
});
