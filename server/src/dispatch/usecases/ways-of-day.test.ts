import { expect, test } from 'vitest';
import { tightWords, waysOfDay } from './ways-of-day.ts';

const visit = (site_id: string, slot_from: string, slot_to: string) => ({ site_id, slot_from, slot_to });
const orders = { distanceKm: () => '10' };
const points = new Map([
  ['home', { lat: 39.9, lng: 116.4 }],
  ['office', { lat: 39.95, lng: 116.4 }],
]);

test('two orders at one address have no way between them, known place or not; another address on the same spot has one', () => {
  const day = [
    visit('home', '08:00', '10:00'),
    visit('home', '10:00', '12:00'),
    visit('office', '14:00', '16:00'),
    visit('nowhere', '16:00', '18:00'),
    visit('nowhere', '18:00', '20:00'),
  ];
  expect(waysOfDay(orders, day, 90, points).map((way) => way?.minutes)).toEqual([undefined, 0, 25, null, 0]);
});

test('a slot that can hardly be met names the way only where there is one', () => {
  const slot = visit('home', '10:00', '12:00');
  expect([25, 0, null].map((minutes) => tightWords(slot, { minutes, tight: true }))).toEqual([
    '10:00–12:00 的单可能赶不上，路上约 25 分钟',
    '10:00–12:00 的单可能赶不上',
    '10:00–12:00 的单可能赶不上',
  ]);
});
