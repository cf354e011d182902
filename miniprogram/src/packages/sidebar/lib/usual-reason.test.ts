import { describe, expect, it } from 'vitest';
import { chosenReason, withUsual } from './usual-reason.ts';

const USUAL = ['客户说没有人上门', '师傅没有按约定时间到'];
const tap = (written: string, which: number) => withUsual(written, USUAL[which] ?? '', USUAL);

describe('a tap on a usual reason', () => {
  it('fills an empty field', () => expect(tap('  ', 0)).toBe('客户说没有人上门'));

  it('takes the place of another one, and stays where it is tapped twice', () => {
    expect(tap('客户说没有人上门', 1)).toBe('师傅没有按约定时间到');
    expect(tap('客户说没有人上门', 0)).toBe('客户说没有人上门');
  });

  it('follows words of one’s own, and there too only one of them', () => {
    const both = tap('电话问过王女士。', 0);
    expect(both).toBe('电话问过王女士；客户说没有人上门');
    expect(tap(both, 1)).toBe('电话问过王女士；师傅没有按约定时间到');
    expect(tap(both, 0)).toBe(both);
  });

  it('leaves long words alone', () => {
    const long = '长'.repeat(195);
    expect(tap(long, 0)).toBe(long);
  });

  it('is marked while it stands', () => {
    expect(chosenReason('问过；客户说没有人上门', USUAL)).toBe('客户说没有人上门');
    expect(chosenReason('客户说没有人上门，也没有电话', USUAL)).toBeUndefined();
  });
});
