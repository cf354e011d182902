import { DAY_MS, type EpochMs, localTime, startOfBusinessDay } from '../../../shared/src/kernel/time.ts';

/** Orders of an average month by template, relative to each other: assumptions, see docs/design/demo.md. */
const USUAL: Readonly<Record<string, number>> = {
  'ac-install': 16,
  'ac-repair': 14,
  'ac-clean': 11,
  'ac-move': 7,
  'heater-install': 8,
  'washer-repair': 8,
  'fridge-repair': 7,
  'tv-mount': 6,
  'toilet-install': 4,
  'water-filter': 8,
  'ev-charger': 4,
  'lock-install': 4,
  'urgent-call': 3,
  'presale-survey': 3,
};
/** By how much a month differs for a template; months that are not named are usual. */
const SEASON: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'ac-install': { 4: 1.3, 5: 1.8, 6: 3, 7: 3, 8: 3, 9: 1.2, 12: 0.5, 1: 0.4, 2: 0.4 },
  'ac-repair': { 6: 1.6, 7: 2.5, 8: 2.5, 9: 1.3, 12: 0.8, 1: 0.7, 2: 0.6 },
  'ac-clean': { 4: 1.8, 5: 2.2, 6: 1.8, 9: 1.2, 12: 0.4, 1: 0.3, 2: 0.3 },
  'ac-move': { 3: 1.3, 6: 1.6, 7: 1.8, 8: 1.5 },
  'heater-install': { 11: 2, 12: 2, 1: 1.9, 2: 1.2, 6: 0.7, 7: 0.6 },
  'fridge-repair': { 6: 1.5, 7: 1.9, 8: 1.8 },
  'urgent-call': { 7: 1.6, 8: 1.6, 12: 1.3, 1: 1.4 },
  'presale-survey': { 3: 1.8, 4: 1.6, 10: 1.4 },
};
/** 618 and 双11 bring more of everything that is bought. */
const SALES = [
  { from: '06-16', to: '06-24', times: 1.6 },
  { from: '11-10', to: '11-18', times: 1.5 },
];
const BOUGHT = new Set(['ac-install', 'heater-install', 'tv-mount', 'toilet-install', 'lock-install', 'ev-charger']);
const WEEKEND = 1.4;
const SATURDAY = 6;
/** When orders are opened, by hour in Beijing. */
export const OPENING_HOURS: Readonly<Record<string, number>> = {
  '8': 4,
  '9': 9,
  '10': 13,
  '11': 11,
  '12': 5,
  '13': 6,
  '14': 11,
  '15': 11,
  '16': 10,
  '17': 8,
  '18': 5,
  '19': 4,
  '20': 3,
  '21': 1,
};

/** How many of each template a day has, relative to other days. */
export function demandOf(day: string): Readonly<Record<string, number>> {
  const { month, weekday } = localTime((startOfBusinessDay(day)! + DAY_MS / 2) as EpochMs);
  const sale = SALES.find(({ from, to }) => day.slice(5) >= from && day.slice(5) <= to);
  const week = weekday >= SATURDAY ? WEEKEND : 1;
  return Object.fromEntries(
    Object.entries(USUAL).map(([code, usual]) => {
      const season = SEASON[code]?.[month] ?? 1;
      return [code, usual * season * week * (sale && BOUGHT.has(code) ? sale.times : 1)];
    }),
  );
}
