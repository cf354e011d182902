import { expect, test } from 'vitest';
import { DAY_MS, type EpochMs, localTime, parseInstant } from '../../../shared/src/kernel/time.ts';
import { readPlaces } from '../company/places.ts';
import { allTemplates } from '../templates/all.ts';
import { PARTLY } from './partly.ts';
import { DEMO_SEED, type Fate, planOrders } from './plan.ts';
import { createRandom } from './random.ts';

const NOW = parseInstant('2026-11-29T15:30:00+08:00')!;
const FROM = (NOW - 395 * DAY_MS) as EpochMs;
const AMOUNT = 2_000;
/** The demo's own seed and another: no share may hang on the luck of one. */
const plans = [DEMO_SEED, 7].map((seed) => planOrders(createRandom(seed), readPlaces(), AMOUNT, FROM, NOW));

/** Of a hundred orders so many are meant to meet this. */
const PERCENT: Readonly<Record<Fate, number>> = {
  usual: 58,
  refused: 7,
  ignored: 5,
  nobody: 1,
  absent: 4,
  'absent-for-good': 2,
  'cancelled-early': 3,
  'cancelled-late': 3,
  returned: 2,
  difficult: 7,
  partly: 4,
  crew: 2,
  'wrong-address': 2,
};

test.each(Object.entries(PERCENT))('of two thousand orders enough meet %s, and not too many', (fate, percent) => {
  const meant = (AMOUNT * percent) / 100;
  for (const orders of plans) {
    const met = orders.filter((order) => order.fate === fate).length;
    // four standard deviations of such a draw
    expect(Math.abs(met - meant)).toBeLessThan(4 * Math.sqrt(meant));
  }
});

test('each fate can happen: there are orders of templates that have a way for it', () => {
  const ways = new Map(allTemplates().map(({ code, flow }) => [code, new Set(flow.edges.map(({ outcome }) => outcome))]));
  const able = (fate: Fate, outcome: string) =>
    plans[0]!.filter((order) => order.fate === fate && ways.get(order.template)?.has(outcome)).length;
  expect(able('absent', 'absent')).toBeGreaterThan(20);
  expect(able('returned', 'return')).toBeGreaterThan(10);
  expect(able('partly', PARTLY)).toBeGreaterThan(10);
});

test('every order is opened in office hours of the span and promised for a day to come, the urgent ones soonest', () => {
  for (const { openAt, slot, urgent } of plans[0]!) {
    expect(openAt).toBeGreaterThanOrEqual(FROM - DAY_MS);
    expect(openAt).toBeLessThanOrEqual(NOW);
    const { hour } = localTime(openAt);
    expect(hour).toBeGreaterThanOrEqual(8);
    expect(hour).toBeLessThanOrEqual(21);
    const ahead = parseInstant(`${slot.date}T${slot.from}:00+08:00`)! - openAt;
    expect(ahead).toBeGreaterThan(0);
    if (urgent) expect(ahead).toBeLessThanOrEqual(2 * DAY_MS);
  }
});

test('the year has its season: July brings more air conditioners than January, and heaters come in winter', () => {
  const inMonth = (template: string, month: number) =>
    plans[0]!.filter((order) => order.template === template && localTime(order.openAt).month === month).length;
  expect(inMonth('ac-install', 7)).toBeGreaterThan(2 * inMonth('ac-install', 1));
  expect(inMonth('heater-install', 12)).toBeGreaterThan(inMonth('heater-install', 7));
});

test('some customers come again, always from the same place', () => {
  const homes = new Map<number, string>();
  let again = 0;
  for (const { customer, place } of plans[0]!) {
    const known = homes.get(customer);
    if (known !== undefined) again += 1;
    expect(known ?? place.region).toBe(place.region);
    homes.set(customer, place.region);
  }
  expect(again / AMOUNT).toBeGreaterThan(0.2);
  expect(again / AMOUNT).toBeLessThan(0.35);
});
