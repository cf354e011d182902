import { expect, test } from 'vitest';
import { rememberWords } from './search-words.ts';

test('what the history holds does not say the words, and differs each time', async () => {
  const [one, two] = [await rememberWords('13800002468', 'secret'), await rememberWords('13800002468', 'secret')];
  expect(one.words).not.toBe(two.words);
  for (const { words } of [one, two]) expect([words, atob(words!)].join(' ')).not.toContain('2468');
});

test('nothing is looked for: nothing is kept', async () => {
  expect(await rememberWords(undefined, 'secret')).toEqual({});
});
