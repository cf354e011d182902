import { expect, it } from 'vitest';
import { metresBetween, metresText } from './metres.ts';

it('metres between two places', () => {
  expect(metresBetween({ lat: 31.2011, lng: 121.5901 }, { lat: 31.2011, lng: 121.5901 })).toBe(0);
  expect(metresBetween({ lat: 0, lng: 0 }, { lat: 0, lng: 1 })).toBe(111_195);
});

it('kilometres from a thousand metres on', () => {
  expect([0, 999, 1000, 12_340].map(metresText)).toEqual(['0 m', '999 m', '1.0 km', '12.3 km']);
});
