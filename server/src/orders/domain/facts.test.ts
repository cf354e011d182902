import { epochMs, parseInstant } from '@mingdan/shared/kernel/time';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderFacts, priceTime, roadDistanceKm } from './facts.ts';

test('pricing time: the planned start in Beijing, else the creation', () => {
  const created = epochMs(Date.UTC(2026, 10, 22));
  expect(priceTime({ date: '2026-11-24', from: '10:00', to: '12:00' }, created)).toBe(parseInstant('2026-11-24T10:00:00+08:00'));
  expect(priceTime(null, created)).toBe(created);
});

test('facts carry what prices ask and nothing that names a person', () => {
  const facts = orderFacts(
    {
      id: 'MD1',
      priceAt: parseInstant('2026-11-24T10:00:00+08:00')!,
      region: '110105',
      cooperation: 'direct',
      customerLevel: 'VIP',
      channel: 'sidebar',
      urgency: 'urgent',
      attributes: { floor: 8 },
    },
    [{ item: 'FIT', quantity: '1' }],
    [{ installer: 'zhang', weight: 1 }],
    '4.5',
  );
  expect(facts).toEqual({
    id: 'MD1',
    at: '2026-11-24T10:00:00.000+08:00',
    region: '110105',
    cooperation: 'direct',
    customerLevel: 'VIP',
    package: null,
    channel: 'sidebar',
    urgency: 'urgent',
    distanceKm: '4.5',
    attributes: { floor: 8 },
    lines: [{ item: 'FIT', quantity: '1' }],
    crew: [{ installer: 'zhang', weight: 1 }],
  });
});

test('distance: great circle × 1.3 with one decimal', () => {
  // one degree of latitude is 111.19 km on a sphere of 6371.0088 km
  expect(roadDistanceKm({ lat: 39, lng: 116 }, { lat: 40, lng: 116 })).toBe('144.6');
  expect(roadDistanceKm({ lat: 39.9219, lng: 116.4437 }, { lat: 39.9087, lng: 116.4805 })).toBe('4.5');
  expect(roadDistanceKm({ lat: 39.9, lng: 116.4 }, { lat: 39.9, lng: 116.4 })).toBe('0.0');
});

test('distance is the same both ways, never negative and never more than half round the earth', () => {
  const point = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) });
  fc.assert(
    fc.property(point, point, (from, to) => {
      const there = roadDistanceKm(from, to);
      expect(roadDistanceKm(to, from)).toBe(there);
      expect(Number(there)).toBeGreaterThanOrEqual(0);
      expect(Number(there)).toBeLessThanOrEqual(26_020);
      expect(there).toMatch(/^\d+\.\d$/);
    }),
  );
});
