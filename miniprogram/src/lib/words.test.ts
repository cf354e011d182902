import { describe, expect, it } from 'vitest';
import { contentOf } from './scanned.ts';
import { wholeAddress } from './whole-address.ts';

describe('contentOf', () => {
  it.each([
    ['CODE_128,GR35SN20261122', 'GR35SN20261122'],
    ['EAN_13,6901234567892', '6901234567892'],
    [' GR35SN20261122 ', 'GR35SN20261122'],
    ['a,b', 'a,b'],
    ['QR_CODE,', 'QR_CODE,'],
  ])('of %s is %s', (read, content) => expect(contentOf(read)).toBe(content));
});

describe('wholeAddress', () => {
  it('puts the region before the street', () => expect(wholeAddress('北京市朝阳区', '建国路 88 号')).toBe('北京市朝阳区建国路 88 号'));
  it('does not say it twice', () => expect(wholeAddress('北京市朝阳区', '北京市朝阳区建国路 88 号')).toBe('北京市朝阳区建国路 88 号'));
});
