import { describe, expect, it, test } from 'vitest';
import { type FloorSources, floorsOf } from './floors.ts';
import type { Said } from './said.ts';

const field = (key: string, type: string, value: unknown = null, more: object = {}) => ({
  definition: { key, type, label: key, ...more },
  value,
});
const at = (text: string) => field('address', 'address', { region: '110105', text });
const FLOOR = field('floor', 'number', null, { min: 1, max: 200 });
const floor = (fields: Parameters<typeof floorsOf>[0], sources: Partial<FloorSources> = {}) => floorsOf(fields, { byHand: {}, ...sources });

describe('the floor in the opening form', () => {
  test.each([
    ['建国路88号3号楼12层', { floor: '12' }],
    ['建国路88号3号楼1201室', { floor: '12' }],
    ['建国路88号', {}],
  ])('comes from the address: %s', (text, values) => expect(floor([at(text), FLOOR]).values).toEqual(values));

  it('is marked where only the number of a room suggests it', () => {
    expect(floor([at('3号楼1802室'), FLOOR]).notes).toEqual({ floor: '按门牌“1802室”推测的楼层，请核对' });
    expect(floor([at('3号楼18层'), FLOOR]).notes).toEqual({});
  });

  it('goes with an address that is changed by hand, and stays where the floor itself was', () => {
    const fields = [at('3号楼1802室'), FLOOR];
    expect(floor(fields, { byHand: { address: { region: '110105', text: '5号楼602室' } } }).values).toEqual({ floor: '6' });
    expect(floor(fields, { byHand: { floor: '17' } })).toEqual({ values: {}, notes: {} });
    expect(floor(fields, { byHand: { floor: null } }).values).toEqual({});
    expect(floor(fields, { carried: [{ key: 'floor', type: 'number', value: '17' }] }).values).toEqual({});
  });

  it('goes over a template’s answer; what the last order told stands above a suggestion, not above what the address says', () => {
    const known = (value: string) => field('floor', 'number', value);
    const last = [{ key: 'floor', type: 'number', value: '9' }];
    expect(floor([at('1802室'), known('1')], { last }).values).toEqual({ floor: '18' });
    expect(floor([at('1802室'), known('9')], { last }).values).toEqual({});
    expect(floor([at('18层'), known('9')], { last }).values).toEqual({ floor: '18' });
  });

  it('is said by the message’s other words too, before a room suggests one', () => {
    const said = { note: '住三楼，没电梯' } as Said;
    expect(floor([at('阳光花园'), FLOOR], { said }).values).toEqual({ floor: '3' });
    expect(floor([at('阳光花园5栋502'), FLOOR], { said }).values).toEqual({ floor: '3' });
    expect(floor([at('阳光花园5层'), FLOOR], { said }).values).toEqual({ floor: '5' });
    // a room's number in a note may be anybody's
    expect(floor([at('阳光花园'), FLOOR], { said: { note: '钥匙在1802' } as Said }).values).toEqual({});
  });

  it('of the old place is the old place’s', () => {
    const fields = [at('3号楼12层'), field('oldPlace', 'text', '梨园小区5号楼602'), field('oldFloor', 'number'), FLOOR];
    expect(floor(fields).values).toEqual({ oldFloor: '6', floor: '12' });
  });

  it('stays within what the field takes, and fills no other number', () => {
    expect(floor([at('12层'), field('floor', 'number', null, { max: 9 })]).values).toEqual({});
    expect(floor([at('12层'), field('height', 'number')]).values).toEqual({});
  });
});
