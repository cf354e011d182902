import { expect, test } from 'vitest';
import type { EpochMs } from '../../../shared/src/kernel/time.ts';
import { handIn } from './hand-in.ts';
import { createRandom } from './random.ts';
import type { World } from './world.ts';

const at = (text: string) => Date.parse(text) as EpochMs;

test('on Monday afternoons most hand in what they have, some a part; small sums stay', async () => {
  const given: { installerId: string; amount: number; day: string }[] = [];
  const items = Array.from({ length: 40 }, (_, index) => ({ installerId: `i${index}`, inHand: index === 0 ? 5_000 : 123_456 }));
  const world = {
    random: createRandom(7),
    person: () => ({}),
    calls: {
      call: async () => ({ items }),
      attempt: async (_: unknown, input: (typeof given)[number]) => void given.push(input),
    },
  } as unknown as World;
  const moments: string[] = [];
  for await (const moment of handIn(world, at('2026-11-18T10:00:00+08:00'), at('2026-11-30T23:00:00+08:00')))
    moments.push(new Date(moment).toISOString());
  expect(moments).toEqual(['2026-11-23T08:30:00.000Z', '2026-11-30T08:30:00.000Z']);
  expect(given.every(({ installerId }) => installerId !== 'i0')).toBe(true);
  expect(given.some(({ amount }) => amount === 123_456)).toBe(true);
  expect(given.some(({ amount }) => amount < 123_456 && amount % 10_000 === 0)).toBe(true);
  expect(given.length).toBeLessThan(78);
  expect(new Set(given.map(({ day }) => day))).toEqual(new Set(['2026-11-23', '2026-11-30']));
});
