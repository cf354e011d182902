import { describe, expect, it } from 'vitest';
import { takeFrom } from './address-bar.ts';

const CLEAN = 'http://shop.test/m/#/packages/customer/pages/order/index?t=abc';

describe('takeFrom', () => {
  it.each([
    ['before the #', 'http://shop.test/m/?ticket=T%2B1#/packages/customer/pages/order/index?t=abc'],
    ['behind the #, first', 'http://shop.test/m/#/packages/customer/pages/order/index?ticket=T%2B1&t=abc'],
    ['behind the #, last', 'http://shop.test/m/#/packages/customer/pages/order/index?t=abc&ticket=T%2B1'],
  ])('takes the parameter out, %s', (_, address) => {
    expect(takeFrom(address, 'ticket')).toEqual({ value: 'T+1', address: CLEAN });
  });

  it('leaves an address alone that has no such parameter', () => {
    expect(takeFrom(CLEAN, 'ticket')).toEqual({ value: null, address: CLEAN });
    expect(takeFrom('http://shop.test/m/', 'ticket')).toEqual({ value: null, address: 'http://shop.test/m/' });
  });

  it('keeps the other parameters, also one whose name only begins alike', () => {
    expect(takeFrom('http://shop.test/m/?a=1&ticket=x&tickets=2#/p', 'ticket')).toEqual({
      value: 'x',
      address: 'http://shop.test/m/?a=1&tickets=2#/p',
    });
  });
});
