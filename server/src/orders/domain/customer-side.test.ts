import type { CustomerBillSetting } from '@mingdan/shared/contracts/company-settings';
import { type CustomerLine, customerLines } from '@mingdan/shared/orders/customer-bill';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_CHANGES, slotNote, slotRefusal } from './customer-slot.ts';
import { faceOf } from './face.ts';

const ALL: CustomerBillSetting = {
  labour: true,
  parts: true,
  fees: true,
  quantities: true,
  discounts: true,
  surcharges: true,
  commission: false,
};
const line = (name: string, kind: CustomerLine['kind'], charge: number): CustomerLine => ({
  name,
  kind,
  quantity: '2',
  unit: '件',
  charge,
  parts: charge > 0 ? [{ quantity: '2', each: charge / 2 }] : [],
  added: [],
});
const BILL = [line('安装', 'labour', 30_000), line('老客户优惠', 'labour', -3_000), line('支架', 'part', 8_000), line('远程费', 'fee', 0)];

describe('the bill as the company shows it', () => {
  test('everything, without fees of nothing', () => {
    expect(customerLines(BILL, ALL).map(({ name }) => name)).toEqual(['安装', '老客户优惠', '支架']);
  });

  test('a kind that is not shown is one sum', () => {
    expect(customerLines(BILL, { ...ALL, parts: false })).toContainEqual({
      name: '材料费',
      kind: 'part',
      quantity: '',
      unit: '',
      parts: [],
      added: [],
      charge: 8_000,
    });
  });

  test.each([
    ['both', {}, ['高空作业', '会员价']],
    ['no reductions', { discounts: false }, ['高空作业']],
    ['no surcharges', { surcharges: false }, ['会员价']],
    ['nothing of a sum', { labour: false }, []],
  ])('what rules did to a price: %s', (_name, setting, shown) => {
    const bill = [
      {
        ...line('安装', 'labour', 30_000),
        added: [
          { name: '高空作业', amount: 10_000 },
          { name: '会员价', amount: -500 },
        ],
      },
    ];
    expect(customerLines(bill, { ...ALL, ...setting }).flatMap(({ added }) => added.map(({ name }) => name))).toEqual(shown);
  });

  test('reductions that are not shown are within the sum of their kind', () => {
    expect(customerLines(BILL, { ...ALL, discounts: false }).map(({ name, charge }) => [name, charge])).toEqual([
      ['服务费', 27_000],
      ['支架', 8_000],
    ]);
  });

  test('without quantities', () => {
    expect(customerLines(BILL, { ...ALL, quantities: false }).every(({ quantity, parts }) => quantity === '' && parts.length === 0)).toBe(
      true,
    );
  });

  test('adds up to the same total whatever is shown', () => {
    const lines = fc.array(
      fc.record({
        name: fc.string({ maxLength: 5 }),
        kind: fc.constantFrom('labour' as const, 'part' as const, 'fee' as const),
        quantity: fc.constant('1'),
        unit: fc.constant('次'),
        charge: fc.integer({ min: -100_000, max: 1_000_000 }),
        parts: fc.constant([]),
        added: fc.constant([]),
      }),
      { maxLength: 30 },
    );
    const choice = fc.boolean();
    const setting = fc.record({
      labour: choice,
      parts: choice,
      fees: choice,
      quantities: choice,
      discounts: choice,
      surcharges: choice,
      commission: choice,
    });
    const sum = (all: readonly CustomerLine[]) => all.reduce((total, { charge }) => total + charge, 0);
    fc.assert(
      fc.property(lines, setting, (bill, shown) => {
        expect(sum(customerLines(bill, shown))).toBe(sum(bill));
        if (!shown.discounts)
          for (const { kind, quantity, charge } of customerLines(bill, shown)) if (charge < 0) expect([kind, quantity]).toEqual([kind, '']);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('another appointment by the customer', () => {
  const now = Date.parse('2026-11-22T10:00:00+08:00');
  const facts = {
    proved: true,
    hasField: true,
    state: 'open',
    begun: false,
    between: false,
    slot: { date: '2026-11-22', from: '12:00' },
    changes: 0,
    now,
  };

  test.each([
    ['two hours before', {}, null],
    ['a minute later', { now: now + 60_000 }, 'too_late'],
    ['no appointment yet', { slot: null }, null],
    ['between two visits, when the hours of the last one are over', { between: true, now: now + 86_400_000 }, null],
    ['the fourth time', { changes: MOST_CHANGES }, 'too_often'],
    ['once the work has begun', { begun: true }, 'begun'],
    ['a cancelled order', { state: 'cancelled' }, 'closed'],
    ['a form without one', { hasField: false }, 'no_slot'],
    ['somebody who was not proved', { proved: false }, 'not_proved'],
  ])('%s', (_, over, refusal) => {
    expect(slotRefusal({ ...facts, ...over })).toBe(refusal);
  });
});

describe('faces', () => {
  test.each([
    ['张伟', '张师傅', '张'],
    ['张师傅', '张师傅', '张'],
    ['Ali Khan', '师傅', 'A'],
    ['张', '师傅', '张'],
    ['', '师傅', '·'],
  ])('%s is shown as %s', (name, shown, letter) => {
    expect(faceOf(name, '师傅')).toEqual({ name: shown, letter });
  });
});

describe('what stands beside hours between two visits', () => {
  const entered = { type: 'entered', actor_role: 'installer' };
  const moved = (actor_role: string) => ({ type: 'rescheduled', actor_role });
  test.each([
    ['nobody has chosen yet', [moved('customer'), entered], '原时间，待另约', '原时间，待另约'],
    ['the customer has', [entered, moved('customer')], '客户所选，待确认', '您选的时间，待确认'],
    ['the desk has: they stand', [entered, moved('customer'), moved('staff')], null, null],
  ])('%s', (_name, events, staff, customer) => {
    expect([slotNote('waiting', events, 'staff'), slotNote('waiting', events, 'customer')]).toEqual([staff, customer]);
    expect(slotNote('working', events, 'staff')).toBeNull();
  });
});
