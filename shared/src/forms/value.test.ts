import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchPattern } from '../kernel/pattern.ts';
import { checkRegion } from '../region/region.ts';
import type { FieldDefinition } from './definition.ts';
import { checkValue, type ValueHost } from './value.ts';

const host: ValueHost = { today: '2026-07-30', matchPattern, checkRegion };
const named = (rest: Record<string, unknown>): FieldDefinition => ({ key: 'f', label: '字段', ...rest }) as unknown as FieldDefinition;
const codes = (field: FieldDefinition, value: unknown) => checkValue(field, value, host).map(({ code, path }) => `${path} ${code}`);

const SHA = 'a'.repeat(64);
const file = (id: string) => ({ id, sha256: SHA });
const slots = [{ from: '08:00', to: '10:00' }];

const OPTIONS = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
];

const GOOD: readonly (readonly [Record<string, unknown>, unknown])[] = [
  [{ type: 'text' }, 'KFR-35GW'],
  [{ type: 'text', max: 3 }, '壁挂机'],
  [{ type: 'text', pattern: 'KFR-\\d+' }, 'KFR-35'],
  [{ type: 'textarea' }, '第一行\n第二行'],
  [{ type: 'textarea', pattern: '(?s)故障.*' }, '故障\n不制冷'],
  [{ type: 'money' }, 0],
  [{ type: 'money' }, 10_000_000_000],
  [{ type: 'money', min: -500, max: -100 }, -100],
  [{ type: 'money', max: -100 }, -100],
  [{ type: 'quantity', unit: '米' }, '3.5'],
  [{ type: 'quantity', integer: true, max: 8 }, '8'],
  [{ type: 'multiselect', options: OPTIONS }, ['b', 'a']],
  [{ type: 'date' }, '2028-02-29'],
  [{ type: 'date', min: 'P0D', max: 'P7D' }, '2026-08-06'],
  [{ type: 'service-lines', maxQuantity: 200 }, [{ item: 'AC', quantity: '200' }]],
  [{ type: 'service-lines' }, [{ item: 'AC', quantity: '99' }]],
  [{ type: 'part-lines' }, [{ item: 'PIPE', quantity: '999' }]],
  [{ type: 'number' }, '0'],
  [{ type: 'number' }, '-12.125'],
  [{ type: 'number', integer: true, min: 1, max: 200 }, '200'],
  [{ type: 'number' }, '999999999999.999'],
  [{ type: 'boolean' }, false],
  [{ type: 'select', options: [{ value: 'a', label: '甲' }] }, 'a'],
  [{ type: 'phone' }, '13800138000'],
  [{ type: 'phone' }, '01088886666'],
  [{ type: 'phone' }, '075588886666'],
  [{ type: 'phone', landline: true }, '4008001234'],
  [{ type: 'region' }, '440305'],
  [{ type: 'region' }, '441900'],
  [{ type: 'region', level: 'city' }, '440300'],
  [{ type: 'address' }, { region: '440305', text: '科技园1栋' }],
  [{ type: 'address' }, { region: '440305', text: '科技园1栋', lat: 22.5, lng: 113.9 }],
  [{ type: 'timeslot' }, { date: '2028-02-29', from: '00:00', to: '23:59' }],
  [
    { type: 'timeslot', min: 'P0D', max: 'P7D', slots },
    { date: '2026-07-30', from: '08:00', to: '10:00' },
  ],
  [
    { type: 'timeslot', max: 'P7D' },
    { date: '2026-08-06', from: '08:00', to: '10:00' },
  ],
  [
    { type: 'location', maxAccuracy: 100 },
    { lat: -90, lng: 180, accuracy: 100, at: 1_785_000_000_000 },
  ],
  [{ type: 'photo' }, [file('a'), file('b')]],
  [{ type: 'signature' }, [file('a')]],
  [{ type: 'rating' }, 5],
  [{ type: 'rating', max: 10 }, 10],
  [{ type: 'serial' }, 'SN 2026/07-001'],
  [{ type: 'service-lines', items: ['HOLE'] }, [{ item: 'HOLE', quantity: '2' }]],
  [
    { type: 'part-lines' },
    [
      { item: 'PIPE', quantity: '3.5' },
      { item: 'PIPE', quantity: '0' },
    ],
  ],
];

const BAD: readonly (readonly [Record<string, unknown>, unknown, ...string[]])[] = [
  [{ type: 'text' }, 5, 'f form.type'],
  [{ type: 'text', max: 3 }, '壁挂机型', 'f form.too_long'],
  [{ type: 'text' }, 'a'.repeat(2001), 'f form.too_long'],
  [{ type: 'text' }, 'a\u0000b', 'f form.control_character'],
  [{ type: 'text', pattern: 'KFR-\\d+' }, 'xKFR-35', 'f form.pattern'],
  [{ type: 'textarea' }, 'a\u0007b', 'f form.control_character'],
  [{ type: 'textarea' }, 'a\r\nb', 'f form.control_character'],
  [{ type: 'textarea', max: 3 }, 'a\nbc', 'f form.too_long'],
  [{ type: 'money' }, '12.50', 'f form.money'],
  [{ type: 'money' }, 12.5, 'f form.money'],
  [{ type: 'money' }, 10_000_000_001, 'f form.money'],
  [{ type: 'money' }, -1, 'f form.min'],
  [{ type: 'money', max: 100 }, 101, 'f form.max'],
  [{ type: 'quantity' }, '-1', 'f form.min'],
  [{ type: 'quantity', scale: 1 }, '1.25', 'f form.scale'],
  [{ type: 'quantity', max: 8 }, '8.001', 'f form.max'],
  [{ type: 'multiselect', options: OPTIONS }, 'a', 'f form.type'],
  [{ type: 'multiselect', options: OPTIONS }, ['a', 'c'], 'f form.option'],
  [{ type: 'multiselect', options: OPTIONS }, ['a', 'a'], 'f form.option_twice'],
  [{ type: 'date' }, '2026-02-29', 'f form.day'],
  [{ type: 'date', min: 'P0D' }, '2026-07-29', 'f form.day_min'],
  [{ type: 'date', max: '2026-12-31' }, '2027-01-01', 'f form.day_max'],
  [{ type: 'heading' }, 'x', 'f form.readonly'],
  [{ type: 'service-lines' }, [{ item: 'AC', quantity: '99999' }], 'f.0.quantity form.quantity_max'],
  [{ type: 'part-lines', maxQuantity: 20 }, [{ item: 'PIPE', quantity: '20.001' }], 'f.0.quantity form.quantity_max'],
  [{ type: 'part-lines', minQuantity: 1 }, [{ item: 'PIPE', quantity: '0.5' }], 'f.0.quantity form.quantity_min'],
  [{ type: 'number' }, 5, 'f form.number'],
  [{ type: 'number' }, '1e3', 'f form.number'],
  [{ type: 'number' }, '007', 'f form.number'],
  [{ type: 'number' }, '1000000000000', 'f form.number'],
  [{ type: 'number' }, '+5', 'f form.number'],
  [{ type: 'number' }, '５', 'f form.number'],
  [{ type: 'number' }, '1.', 'f form.number'],
  [{ type: 'number' }, '1.2345', 'f form.scale'],
  [{ type: 'number', integer: true }, '1.0', 'f form.integer'],
  [{ type: 'number', min: 1 }, '0.999', 'f form.min'],
  [{ type: 'number', max: 200 }, '200.001', 'f form.max'],
  [{ type: 'boolean' }, 'true', 'f form.type'],
  [{ type: 'select', options: [{ value: 'a', label: '甲' }] }, '甲', 'f form.option'],
  [{ type: 'phone' }, '12800138000', 'f form.phone'],
  [{ type: 'phone', mobile: true }, '01088886666', 'f form.mobile'],
  [{ type: 'phone', landline: true }, '13800138000', 'f form.landline'],
  [{ type: 'phone' }, '138-0013-8000', 'f form.phone'],
  [{ type: 'phone' }, 13800138000, 'f form.phone'],
  [{ type: 'region' }, '999999', 'f form.region'],
  [{ type: 'region' }, '440300', 'f form.region_level'],
  [{ type: 'address' }, '科技园', 'f form.type'],
  [{ type: 'address' }, { region: '440300', text: ' ' }, 'f.region form.region_level', 'f.text form.required'],
  [{ type: 'address' }, { region: '440305', text: 'x', lat: 91, lng: 0 }, 'f.lat form.type'],
  [{ type: 'address' }, { region: '440305', text: 'x', lat: 22 }, 'f.lng form.type'],
  [{ type: 'address' }, { region: '440305', text: 'x', door: '3' }, 'f form.unknown_part'],
  [{ type: 'timeslot' }, { date: '2026-02-29', from: '08:00', to: '10:00' }, 'f.date form.day'],
  [{ type: 'timeslot' }, { date: '2026-07-30', from: '10:00', to: '08:00' }, 'f.from form.time'],
  [{ type: 'timeslot' }, { date: '2026-07-30', from: '24:00', to: '25:00' }, 'f.from form.time'],
  [{ type: 'timeslot', min: 'P0D' }, { date: '2026-07-29', from: '08:00', to: '10:00' }, 'f.date form.day_min'],
  [{ type: 'timeslot', max: 'P7D' }, { date: '2026-08-07', from: '08:00', to: '10:00' }, 'f.date form.day_max'],
  [{ type: 'timeslot', slots }, { date: '2026-07-30', from: '08:00', to: '09:00' }, 'f.from form.slot'],
  [{ type: 'location' }, { lat: 1, lng: 1, accuracy: -1, at: 1 }, 'f.accuracy form.type'],
  [{ type: 'location' }, { lat: 1, lng: 1, accuracy: 1, at: 1.5 }, 'f.at form.type'],
  [{ type: 'location', maxAccuracy: 50 }, { lat: 1, lng: 1, accuracy: 51, at: 1 }, 'f.accuracy form.accuracy'],
  [{ type: 'location' }, { lat: Number.NaN, lng: 1, accuracy: 1, at: 1 }, 'f.lat form.type'],
  [{ type: 'photo', min: 2 }, [file('a')], 'f form.count_min'],
  [{ type: 'photo', max: 1 }, [file('a'), file('b')], 'f form.count_max'],
  [{ type: 'photo' }, [file('a'), file('a')], 'f.1 form.file_twice'],
  [{ type: 'photo' }, [{ id: 'a', sha256: 'short' }, { id: '../x', sha256: SHA }, 'a'], 'f.0 form.file', 'f.1 form.file', 'f.2 form.file'],
  [{ type: 'signature' }, [file('a'), file('b')], 'f form.count_max'],
  [{ type: 'rating' }, 0, 'f form.min'],
  [{ type: 'rating' }, 6, 'f form.max'],
  [{ type: 'rating' }, '5', 'f form.integer'],
  [{ type: 'rating' }, 4.5, 'f form.integer'],
  [{ type: 'serial' }, '序列号', 'f form.serial'],
  [{ type: 'serial' }, 'a'.repeat(65), 'f form.serial'],
  [{ type: 'service-lines', items: ['HOLE'] }, [{ item: 'PIPE', quantity: '2' }], 'f.0.item form.item'],
  [
    { type: 'part-lines' },
    [
      { item: 'PIPE', quantity: '-1' },
      { item: 'PIPE', quantity: 1 },
    ],
    'f.0.quantity form.quantity',
    'f.1.quantity form.quantity',
  ],
  [{ type: 'part-lines' }, [{ item: 'PIPE', quantity: '1', price: 0 }], 'f.0 form.type'],
  [
    { type: 'part-lines', max: 1 },
    [
      { item: 'A', quantity: '1' },
      { item: 'B', quantity: '1' },
    ],
    'f form.count_max',
  ],
];

describe('values', () => {
  it.each(GOOD)('%j takes %j', (field: Record<string, unknown>, value: unknown) => {
    expect(codes(named(field), value)).toEqual([]);
  });

  it.each(BAD)('%j refuses %j', (field, value, ...wanted) => {
    expect(codes(named(field as Record<string, unknown>), value)).toEqual(wanted);
  });

  it('never throws and never lets another kind of value pass, whatever is sent', () => {
    const fields = [...new Map(GOOD.map(([field]) => [field.type, named(field)])).values()];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const errors = checkValue(field, value, host);
        if (errors.length > 0) return;
        const kind = Array.isArray(value) ? 'list' : typeof value;
        const wanted = {
          boolean: 'boolean',
          rating: 'number',
          money: 'number',
          address: 'object',
          timeslot: 'object',
          location: 'object',
        } as Record<string, string>;
        const lists = ['photo', 'signature', 'service-lines', 'part-lines', 'multiselect'];
        expect(kind).toBe(lists.includes(field.type) ? 'list' : (wanted[field.type] ?? 'string'));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes every decimal of three places within its bounds and prints the same number in conditions', () => {
    const field = named({ type: 'number' });
    fc.assert(
      fc.property(fc.maxSafeInteger(), (thousandths) => {
        if (Math.abs(thousandths) > 999_999_999_999_999) return;
        const digits = String(Math.abs(thousandths)).padStart(4, '0');
        const text = `${thousandths < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
        expect(codes(field, text)).toEqual([]);
        expect(Number(text).toFixed(3)).toBe(text);
      }),
    );
  });

  it('names no entered value in any message', () => {
    for (const [field, value] of BAD) {
      for (const { message } of checkValue(named(field), value, host)) {
        expect(message).not.toMatch(/\{|undefined|13800138000|科技园/);
      }
    }
  });

  it('takes every amount of whole fen within its bounds and no other', () => {
    const bound = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 });
    fc.assert(
      fc.property(bound, bound, bound, (a, b, fen) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        expect(codes(named({ type: 'money', min, max }), fen)).toEqual(fen < min ? ['f form.min'] : fen > max ? ['f form.max'] : []);
        expect(codes(named({ type: 'money', min, max }), fen + 0.5)).toEqual(['f form.money']);
      }),
    );
  });

  it('takes every choice of different options, in any order', () => {
    const options = Array.from({ length: 8 }, (_, index) => ({ value: `v${index}`, label: `${index}` }));
    const field = named({ type: 'multiselect', options });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          options.map(({ value }) => value),
          { minLength: 1 },
        ),
        (chosen) => {
          expect(codes(field, chosen)).toEqual([]);
          expect(codes(field, [...chosen, chosen[0]])).toEqual(['f form.option_twice']);
          expect(codes(field, [...chosen, 'v8'])).toEqual(['f form.option']);
        },
      ),
    );
  });

  it('takes a line up to its most, to the thousandth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (milli, mostMilli) => {
        const field = named({ type: 'part-lines', maxQuantity: mostMilli / 1000 });
        const line = [{ item: 'PIPE', quantity: (milli / 1000).toFixed(3) }];
        expect(codes(field, line)).toEqual(milli > mostMilli ? ['f.0.quantity form.quantity_max'] : []);
      }),
    );
  });
});
