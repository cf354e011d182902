import { expect, test } from 'vitest';
import { type Before, BY_HAND, before, beforeWords, mayBeAsked } from './asked-before.ts';

type Row = Parameters<typeof before>[1]['offers'][number];
const offer = (status: Row['status'], token = 't2', place = 0): Row => ({ installer_id: 'zhang', token, status, place });
const NOW = 't9';

test.each<[string, Row[], boolean, Before, boolean]>([
  ['never asked', [], false, 'new', true],
  ['asked in this asking', [offer('expired', NOW)], false, 'answered', false],
  ['offered in this asking', [offer('offered', NOW)], false, 'answered', false],
  ['taken back in this asking', [offer('withdrawn', NOW)], false, 'new', true],
  ['refused in an earlier asking, which a dispatcher began anew', [offer('refused')], false, 'new', true],
  ['had it, and it was given to somebody else', [offer('accepted')], false, 'led', true],
  ['helped on it', [offer('accepted', 't2', 1)], false, 'helped', true],
  ['had it by hand', [offer('accepted', BY_HAND)], false, 'led', true],
  ['had it and gave it back', [offer('accepted')], true, 'gaveBack', false],
  ['refused first and took it later', [offer('refused'), offer('accepted', 't5')], false, 'led', true],
  ['took it, and refused when he was asked again', [offer('accepted'), offer('refused', 't5')], false, 'refused', false],
  ['was given by hand what he had refused', [offer('refused'), offer('accepted', BY_HAND)], false, 'refused', false],
  ['was given by hand what he let pass', [offer('expired'), offer('accepted', BY_HAND)], false, 'refused', false],
])('%s', (_, offers, returned, past, asked) => {
  const others: Row[] = [{ installer_id: 'li', token: NOW, status: 'refused', place: 0 }];
  const found = before('zhang', { offers: [...others, ...offers], token: NOW, gaveBack: new Set(returned ? ['zhang'] : ['li']) });
  expect(found).toBe(past);
  expect(mayBeAsked(found)).toBe(asked);
  // whoever is asked again reads why
  expect(beforeWords(found) !== null).toBe(['led', 'helped', 'gaveBack'].includes(past));
});
