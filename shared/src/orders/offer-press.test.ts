import { expect, test } from 'vitest';
import { offerPress, REFUSAL_KEYS } from './offer-press.ts';

test.each([
  ['accept', { does: 'answer', answer: 'accept' }],
  ['refuse', { does: 'ask' }],
  ['back', { does: 'back' }],
  ['refuse_far', { does: 'answer', answer: 'refuse', reason: '太远' }],
  ['refuse_none', { does: 'answer', answer: 'refuse' }],
  ['refuse_everything', undefined],
  ['', undefined],
])('a press on %s', (key, means) => expect(offerPress(key)).toEqual(means));

test('every way to refuse is an answer, and only those', () => {
  expect(REFUSAL_KEYS.map(({ key }) => offerPress(key)?.does)).toEqual(['answer', 'answer', 'answer', 'answer', 'answer']);
});
