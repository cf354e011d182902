import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compareDecimals,
  type Decimal,
  decimalOf,
  decimalOfNumber,
  formatDecimal,
  isZero,
  multiply,
  negate,
  parseDecimal,
  roundHalfAway,
  subtract,
  toExactNumber,
} from '../../src/kernel/decimal.ts';
import { roundScaled } from '../../src/pricing/amount.ts';
import { compare, exact, minus, plus, rounded, times } from '../pricing/reference.ts';

const WIDE = { integerDigits: 400, fractionDigits: 400, signed: true };
const read = (text: string): Decimal => parseDecimal(text, WIDE)!;
/** Short, long and near the border of the safe integers. */
const texts = fc
  .tuple(
    fc.boolean(),
    fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 40n }),
      fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
      fc.bigInt({ min: 0n, max: 1000n }),
    ),
    fc.option(fc.stringMatching(/^[0-9]{1,20}$/), { nil: null }),
  )
  .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`);
const RUNS = { numRuns: 1000 };

function sameValue(got: Decimal, want: { n: bigint; scale: number }): void {
  expect(compare(exact(formatDecimal(got)), want)).toBe(0);
}

describe('decimals equal exact rationals', () => {
  it('M04: sum, difference, product and order', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        sameValue(add(read(a), read(b)), plus(exact(a), exact(b)));
        sameValue(subtract(read(a), read(b)), minus(exact(a), exact(b)));
        sameValue(multiply(read(a), read(b)), times(exact(a), exact(b)));
        expect(Math.sign(compareDecimals(read(a), read(b)))).toBe(compare(exact(a), exact(b)));
      }),
      // equal and below zero: their order is 0 and not -0
      { ...RUNS, examples: [['-1.50', '-1.5']] },
    );
  });

  it('M04 M05: rounding is half away from zero and odd', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const want = rounded(exact(text));
        const got = roundHalfAway(read(text));
        const safe = want <= 2n ** 53n - 1n && want >= -(2n ** 53n - 1n);
        expect(got).toBe(safe ? Number(want) : null);
        const mirrored = roundHalfAway(negate(read(text)));
        expect(mirrored).toBe(got === null ? null : got === 0 ? 0 : -got);
      }),
      {
        numRuns: 1000,
        examples: [['0.5'], ['-0.5'], ['2.5'], ['0.49999999999999999999'], ['1.005'], ['9007199254740990.5'], ['9007199254740991.5']],
      },
    );
  });

  it('M04 M05: the quick rounding of a scaled integer does the same', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(22), (coefficient, scale) => {
        const got = roundScaled(coefficient === 0 ? 0 : coefficient, scale);
        expect(BigInt(got)).toBe(rounded({ n: BigInt(coefficient), scale }));
        expect(Object.is(got, -0)).toBe(false);
        expect(roundScaled(-coefficient, scale) + got).toBe(0);
      }),
      {
        numRuns: 5000,
        examples: [
          [2 ** 53 - 1, 1],
          [2 ** 53 - 1, 15],
          [5, 1],
          [-5, 1],
          [4_503_599_627_370_495, 1],
          [10 ** 15 * 9 - 1, 15],
        ],
      },
    );
  });

  it('prints canonically and reads its own print', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const print = formatDecimal(read(text));
        expect(print).toMatch(/^(?:0|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]|-?[1-9][0-9]*)$/);
        expect(formatDecimal(read(print))).toBe(print);
      }),
      RUNS,
    );
  });
});

describe('numbers', () => {
  it('a JSON number means its shortest print', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const decimal = decimalOfNumber(value)!;
        expect(Number(formatDecimal(decimal))).toBe(value === 0 ? 0 : value);
        const back = toExactNumber(decimal);
        if (back !== null) expect(back).toBe(value === 0 ? 0 : value);
      }),
      RUNS,
    );
    expect(formatDecimal(decimalOfNumber(1e21)!)).toBe('1000000000000000000000');
    expect(formatDecimal(decimalOfNumber(-1.5e-7)!)).toBe('-0.00000015');
    expect(decimalOfNumber(Number.NaN)).toBeNull();
    expect(decimalOfNumber(Number.POSITIVE_INFINITY)).toBeNull();
  });

  it('0.1 + 0.2 is 0.3', () => {
    expect(toExactNumber(add(decimalOfNumber(0.1)!, decimalOfNumber(0.2)!))).toBe(0.3);
  });

  it('zero has one form', () => {
    for (const zero of [decimalOf(0, 5), decimalOf(-0), read('-0.000'), subtract(read('1.5'), read('1.50'))]) {
      expect(isZero(zero)).toBe(true);
      expect(formatDecimal(zero)).toBe('0');
      expect(zero.negative).toBe(false);
    }
  });
});

describe('grammar', () => {
  const grammar = { integerDigits: 12, fractionDigits: 3 };
  it.each(['', '.5', '5.', '+1', '-1', '1e3', '１', ' 1', '1 ', '1,0', '1.2345', '1234567890123', 'NaN', '1.5.2'])(
    '%j is refused',
    (text) => expect(parseDecimal(text, grammar)).toBeNull(),
  );
  it.each([
    ['007', '7'],
    ['1.500', '1.5'],
    ['0.000', '0'],
    ['999999999999.999', '999999999999.999'],
  ])('%s is %s', (text, print) => expect(formatDecimal(parseDecimal(text, grammar)!)).toBe(print));
});
