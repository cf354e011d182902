import { expect, test } from 'vitest';
import { persistently } from './lazily.ts';

/** Fails so many times before it answers. */
function failing(times: number) {
  const pauses: number[] = [];
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked <= times) throw new Error(`no answer ${asked}`);
    return 'here';
  };
  return { come: () => persistently(load, async (ms) => void pauses.push(ms)), pauses, asked: () => asked };
}

test('what comes at once is asked for once', async () => {
  const { come, pauses, asked } = failing(0);
  expect([await come(), asked(), pauses]).toEqual(['here', 1, []]);
});

test('what does not come is asked for again, each time after a longer pause', async () => {
  const { come, pauses, asked } = failing(3);
  expect(await come()).toBe('here');
  expect(asked()).toBe(4);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test('what never comes is told at last, with the last reason', async () => {
  const { come, asked } = failing(99);
  await expect(come()).rejects.toThrow('no answer 4');
  expect(asked()).toBe(4);
});
