import { expect, test } from 'vitest';
import { handInAfterPay } from './hand-in.ts';

test.each([
  ['pay is kept from it', 81_240, 29_515, 51_725],
  ['pay covers all of it', 10_000, 29_515, 0],
  ['no pay yet', 81_240, 0, 81_240],
  ['more was taken back than earned: nothing is kept from it', 81_240, -4_185, 81_240],
  ['nothing in hand', 0, 29_515, 0],
  ['more was handed in than taken', -500, 29_515, 0],
])('%s', (_, inHand, earned, owed) => expect(handInAfterPay(inHand, earned)).toBe(owed));
