import type { TemplateDefinition } from '../../../shared/src/flows/definition.ts';
import type { FormValues, LineValue } from '../../../shared/src/forms/definition.ts';
import type { Random } from './random.ts';

/** Service and part lines of an order. */
export interface Lines {
  readonly services: readonly LineValue[];
  readonly parts: readonly LineValue[];
}

/** What may come on top on the spot: item, smallest and largest amount in steps of a half, how likely. */
type Extra = readonly [item: string, least: number, most: number, chance: number];
interface Extras {
  readonly services?: readonly Extra[];
  readonly parts?: readonly Extra[];
}

const EXTRAS: Readonly<Record<string, Extras>> = {
  'ac-install': {
    services: [
      ['WALL-HOLE', 1, 2, 0.45],
      ['ELEC-SOCKET', 1, 1, 0.08],
      ['OLD-RECYCLE', 1, 1, 0.12],
    ],
    parts: [
      ['COPPER-PIPE', 0.5, 3, 0.5],
      ['DRAIN-HOSE', 1, 4, 0.3],
      ['AIR-SWITCH', 1, 1, 0.2],
      ['AC-SLEEVE', 1, 1, 0.25],
    ],
  },
  'ac-clean': { services: [['AC-CLEAN-OUTDOOR', 1, 1, 0.25]], parts: [['AC-FILTER', 1, 2, 0.15]] },
  'ac-move': {
    services: [
      ['AC-RECOVER-GAS', 1, 1, 0.4],
      ['WALL-HOLE', 1, 1, 0.5],
    ],
    parts: [
      ['COPPER-PIPE', 1, 3, 0.5],
      ['R32', 0.5, 1, 0.3],
      ['BRACKET', 1, 1, 0.35],
    ],
  },
  'heater-install': {
    services: [['WALL-HOLE', 1, 1, 0.3]],
    parts: [
      ['HEATER-FLUE', 1, 2, 0.25],
      ['GAS-HOSE', 1, 2, 0.2],
      ['HEATER-SAFETY-VALVE', 1, 1, 0.25],
    ],
  },
  'tv-mount': { services: [['HOLE-CONCRETE', 1, 2, 0.2]], parts: [['HDMI-CABLE', 1, 1, 0.2]] },
  'toilet-install': { services: [['HOLE-STONE', 1, 1, 0.1]], parts: [['ANGLE-VALVE', 1, 1, 0.5]] },
  'water-filter': { services: [['WATER-TEST', 1, 1, 0.2]], parts: [['FILTER-POST', 1, 1, 0.35]] },
  'ev-charger': { services: [['EV-TRAY', 2, 12, 0.35]], parts: [['EV-PIPE', 4, 20, 0.6]] },
  'lock-install': { services: [['LOCK-NET', 1, 1, 0.3]], parts: [['LOCK-PLATE', 1, 1, 0.15]] },
  'urgent-call': {
    services: [
      ['PIPE-LEAK', 1, 1, 0.4],
      ['ELEC-CIRCUIT', 1, 1, 0.3],
    ],
    parts: [['ANGLE-VALVE', 1, 1, 0.3]],
  },
};

/** Labour and part that go with a cause, by template and cause. */
const REPAIRS: Readonly<Record<string, Readonly<Record<string, readonly [service: string, part: string | null]>>>> = {
  'ac-repair': {
    gas: ['AC-GAS-R32', 'R32'],
    capacitor: ['AC-FIX-CAPACITOR', 'CAPACITOR'],
    fan: ['AC-FIX-FAN', 'AC-FAN-OUTDOOR'],
    board: ['AC-FIX-BOARD', 'BOARD'],
    compressor: ['AC-FIX-COMPRESSOR', 'AC-COMPRESSOR-1P5'],
    drain: ['AC-FIX-DRAIN', 'AC-DRAIN-KIT'],
    user: ['DIAGNOSE', null],
  },
  'washer-repair': {
    pump: ['WASHER-FIX-PUMP', 'WASHER-PUMP'],
    bearing: ['WASHER-FIX-BEARING', 'WASHER-BEARING'],
    board: ['WASHER-FIX-BOARD', 'WASHER-BOARD'],
    motor: ['WASHER-FIX-MOTOR', 'WASHER-MOTOR'],
    belt: ['WASHER-FIX-BELT', 'WASHER-BELT'],
    lock: ['WASHER-FIX-DOOR', 'WASHER-DOOR-LOCK'],
    none: ['WASHER-CHECK', null],
  },
  'fridge-repair': {
    compressor: ['FRIDGE-FIX-COMP-M', 'FRIDGE-COMPRESSOR'],
    gas: ['FRIDGE-FIX-ELEC-M', 'R600A'],
    board: ['FRIDGE-FIX-ELEC-M', 'FRIDGE-BOARD'],
    fan: ['FRIDGE-FIX-MINOR-M', 'FRIDGE-FAN'],
    seal: ['FRIDGE-FIX-SEAL', 'FRIDGE-SEAL'],
    inner: ['FRIDGE-FIX-INNER-M', null],
  },
};
const SIZES: Readonly<Record<string, string>> = { small: 'S', middle: 'M', large: 'L' };

const line = (item: string, quantity: number | string = 1): LineValue => ({ item, quantity: String(quantity) });

/** What the order is opened with: the preset lines, as the answers change them. */
export function plannedLines(template: TemplateDefinition, answers: FormValues): Lines {
  const preset = { services: template.lines['services'] ?? [], parts: template.lines['parts'] ?? [] };
  switch (template.code) {
    case 'ac-install':
      return answers['machine'] === 'cabinet'
        ? { ...preset, services: [line('AC-INSTALL-3P')], parts: [line('BRACKET-LARGE'), line('COPPER-PIPE', 4)] }
        : preset;
    case 'ac-move':
      return answers['machine'] === 'cabinet' ? { ...preset, services: [line('AC-MOVE-CABINET')] } : preset;
    case 'ac-clean':
      return { ...preset, services: cleaning(answers) };
    case 'heater-install':
      return {
        ...preset,
        services: [
          line(HEATERS[String(answers['energy'])] ?? 'HEATER-INSTALL'),
          ...(answers['oldRemove'] === true ? [line('HEATER-REMOVE')] : []),
        ],
      };
    case 'tv-mount':
      return {
        services: [line(Number(answers['inches']) >= 75 ? 'TV-MOUNT-75' : 'TV-MOUNT')],
        parts: RACKS[String(answers['rack'])] ?? [],
      };
    case 'toilet-install':
      return answers['kind'] === 'seat' ? { services: [line('TOILET-SEAT-INSTALL')], parts: [line('ANGLE-VALVE')] } : preset;
    case 'water-filter':
      return answers['fullSet'] === true ? { ...preset, parts: [line('FILTER-COMBO')] } : preset;
    default:
      return preset;
  }
}

const HEATERS: Readonly<Record<string, string>> = { gas: 'HEATER-GAS-INSTALL', solar: 'HEATER-SOLAR-INSTALL', air: 'HEATER-AIR-INSTALL' };
const RACKS: Readonly<Record<string, readonly LineValue[]>> = { fixed: [line('TV-RACK-FIXED')], arm: [line('TV-RACK-ARM')] };

function cleaning(answers: FormValues): readonly LineValue[] {
  const wall = Number(answers['wallUnits'] ?? 0);
  const cabinet = Number(answers['cabinetUnits'] ?? 0);
  const own = [
    ...(wall > 0 ? [line(answers['deep'] === true ? 'AC-CLEAN-DEEP' : 'AC-CLEAN', wall)] : []),
    ...(cabinet > 0 ? [line('AC-CLEAN-CABINET', cabinet)] : []),
  ];
  return own.length > 0 ? own : [line('AC-CLEAN')];
}

/** What was really done: the plan, what the cause asks for, and what came on top. */
export function actualLines(random: Random, template: string, planned: Lines, values: FormValues): Lines {
  const repair = REPAIRS[template]?.[String(values['cause'])];
  if (repair) {
    const size = SIZES[String(values['size'])];
    const service = size ? repair[0].replace(/-M$/, `-${size}`) : repair[0];
    return { services: [line(service)], parts: repair[1] === null ? [] : [line(repair[1])] };
  }
  const { services = [], parts = [] } = EXTRAS[template] ?? {};
  return { services: more(random, planned.services, services), parts: more(random, planned.parts, parts) };
}

function more(random: Random, planned: readonly LineValue[], extras: readonly Extra[]): readonly LineValue[] {
  const lines = new Map(planned.map(({ item, quantity }) => [item, Number(quantity)]));
  for (const [item, least, most, chance] of extras) {
    if (!random.chance(chance)) continue;
    // metres and kilograms come in halves, things in whole numbers
    const step = least < 1 ? 0.5 : 1;
    lines.set(item, (lines.get(item) ?? 0) + least + random.between(0, Math.round((most - least) / step)) * step);
  }
  return [...lines].map(([item, quantity]) => line(item, quantity));
}
