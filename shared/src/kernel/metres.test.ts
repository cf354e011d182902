import { expect, it } from 'vitest';
import { kmText, metresBetween, metresText } from './metres.ts';

it('metres between two places', () => {
  expect(metresBetween({ lat: 31.2011, lng: 121.5901 }, { lat: 31.2011, lng: 121.5901 })).toBe(0);
  expect(metresBetween({ lat: 0, lng: 0 }, { lat: 0, lng: 1 })).toBe(111_195);
});

it('kilometres of an order in the same words', () => {
  expect(['0', '0.8', '1.0', '12.3'].map(kmText)).toEqual(['0 米', '800 米', '1.0 公里', '12.3 公里']);
});

it('kilometres from a thousand metres on', () => {
  expect([0, 999, 999.6, 1000, 12_340].map(metresText)).toEqual(['0 米', '999 米', '1.0 公里', '1.0 公里', '12.3 公里']);
});
