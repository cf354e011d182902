import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectionFault, dueOf } from './payment.ts';
import { waivable, waiverFault, waiversBeyond } from './waiver.ts';

const NO_LIMIT = Number.POSITIVE_INFINITY;

test.each([
  ['before a bill', { billed: 0, waived: 0, limit: NO_LIMIT }, 1, 'no_bill'],
  ['the whole bill', { billed: 25100, waived: 0, limit: NO_LIMIT }, 25100, null],
  ['a fen more than the bill', { billed: 25100, waived: 0, limit: NO_LIMIT }, 25101, 'too_much'],
  ['what another waiver left', { billed: 25100, waived: 20000, limit: NO_LIMIT }, 5100, null],
  ['more than another waiver left', { billed: 25100, waived: 20000, limit: NO_LIMIT }, 5101, 'too_much'],
  ['up to the own limit', { billed: 90000, waived: 5000, limit: 20000 }, 15000, null],
  ['beyond the own limit, by two waivers', { billed: 90000, waived: 5000, limit: 20000 }, 15001, 'over_limit'],
  ['where somebody else went beyond the own limit', { billed: 90000, waived: 50000, limit: 20000 }, 1, 'over_limit'],
] as const)('waiving %s', (_name, room, amount, fault) => {
  expect(waiverFault(room, amount)).toBe(fault);
});

test('an amount may be waived exactly as far as is told', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 1200 }), (billed, waived, limit, amount) => {
      fc.pre(waived <= billed);
      const room = { billed, waived, limit };
      expect(waiverFault(room, amount) === null).toBe(amount <= waivable(room));
    }),
  );
});

const command = fc.oneof(
  fc.record({ type: fc.constant('bill' as const), amount: fc.nat(500) }),
  fc.record({ type: fc.constant('waive' as const), amount: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ type: fc.constant('void' as const), which: fc.nat(10) }),
  fc.record({ type: fc.constant('money' as const), amount: fc.integer({ min: -400, max: 400 }).filter((amount) => amount !== 0) }),
);

test('M02: whatever is billed, waived, taken back and paid: the bill less what stands is due, never below nothing, and what is too much goes back', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      let [charge, collected] = [0, 0];
      const waivers: { amount: number; stands: boolean }[] = [];
      const waived = () => waivers.reduce((sum, { amount, stands }) => sum + (stands ? amount : 0), 0);
      const due = () => dueOf({ state: 'done', finished_at: 1, charge, collected, waived: waived() });
      for (const each of commands) {
        if (each.type === 'bill') charge += each.amount;
        else if (each.type === 'waive') {
          const fault = waiverFault({ billed: charge, waived: waived(), limit: NO_LIMIT }, each.amount);
          if (fault === null) waivers.push({ amount: each.amount, stands: true });
        } else if (each.type === 'void') {
          const wrong = waivers[each.which];
          if (wrong) wrong.stands = false;
        } else if (collectionFault(due(), collected, each.amount) === null) collected += each.amount;
        expect(due()).toBe(charge - waived());
        expect(due()).toBeGreaterThanOrEqual(0);
        expect(collected).toBeGreaterThanOrEqual(0);
        // what was paid beyond the bill can go back to the fen
        const over = collected - due();
        if (over > 0) expect(collectionFault(due(), collected, -over)).toBeNull();
      }
    }),
  );
});

test('after a bill was taken back just so much stays waived as is billed, and older waivers stay before newer ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 6 }), fc.nat(1500), (amounts, billed) => {
      const standing = amounts.map((amount) => ({ amount }));
      const sum = (some: readonly { amount: number }[]) => some.reduce((total, { amount }) => total + amount, 0);
      const { voided, kept } = waiversBeyond(standing, billed);
      expect(sum(standing) - sum(voided) + kept).toBe(Math.min(sum(standing), billed));
      expect(voided).toEqual(standing.slice(standing.length - voided.length).reverse());
      expect(kept).toBeLessThan(voided.at(-1)?.amount ?? 1);
    }),
  );
});
