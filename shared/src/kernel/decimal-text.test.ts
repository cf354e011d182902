import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText, stepQuantity } from './decimal-text.ts';

describe('decimalText', () => {
  it.each([
    ['3.50', '3.5'],
    ['003', '3'],
    ['.5', '0.5'],
    ['3.', '3'],
    ['３．５', '3.5'],
    ['-2', '-2'],
    ['', null],
    ['  ', null],
    ['三', '三'],
    ['1e3', '1e3'],
  ])('reads %j as %j', (typed, stored) => expect(decimalText(typed)).toBe(stored));

  it('keeps the value of whatever is a number', () => {
    const typed = fc
      .tuple(fc.nat({ max: 999_999 }), fc.nat({ max: 999 }))
      .map(([whole, thousandths]) => `${whole}.${String(thousandths).padStart(3, '0')}`);
    fc.assert(fc.property(typed, (text) => Number(decimalText(text)) === Number(text)));
  });
});

describe('stepQuantity', () => {
  it('adds and takes one without a binary rest', () => {
    expect(stepQuantity('3.3', 1)).toBe('4.3');
    expect(stepQuantity('1.1', -1)).toBe('0.1');
  });

  it('never falls below nothing', () => expect(stepQuantity('0.5', -1)).toBe('0'));

  it('comes back to where it was', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (thousandths) => {
        const start = decimalText(String(thousandths / 1000)) ?? '0';
        return stepQuantity(stepQuantity(start, 1), -1) === start;
      }),
    );
  });
});
