import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import { describe, expect, it } from 'vitest';
import { follow, wantedBy } from './follow.ts';
import type { Said } from './said.ts';

const ITEMS = [
  { code: 'W15', name: '壁挂空调安装(1.5匹及以下)', kind: 'labour' },
  { code: 'C3', name: '柜式空调安装(3匹)', kind: 'labour' },
  { code: 'HOLE', name: '打孔', kind: 'labour' },
];
const machine: FieldDefinition = {
  key: 'machine',
  type: 'select',
  label: '机型',
  options: [
    { value: 'wall', label: '壁挂机' },
    { value: 'cabinet', label: '柜机' },
  ],
};
const said = { device: { kind: '空调', brand: '', model: '', serial: '', form: '柜机', size: '3匹' } } as Said;
const line = (item: string, quantity = '1') => ({ item, quantity });

describe('which device a form is about', () => {
  it("the choice that stands now is surer than the message; the capacity is the message's where no field asks for it", () => {
    expect(wantedBy([{ definition: machine, value: 'wall' }], said)).toEqual({ form: '壁挂机', size: '3匹' });
    expect(wantedBy([{ definition: machine, value: null }], said)).toEqual({ form: '柜机', size: '3匹' });
    const inches: FieldDefinition = { key: 'inches', type: 'number', label: '尺寸', unit: '英寸' };
    expect(wantedBy([{ definition: inches, value: '75' }], undefined)).toEqual({ form: '', size: '75英寸' });
  });
});

describe('service lines go with the device', () => {
  it('each to the same work for the other build, with its quantity; what has no build stays', () => {
    expect(follow([line('W15', '2'), line('HOLE')], ITEMS, { form: '柜机', size: '3匹' })).toEqual({
      lines: [line('C3', '2'), line('HOLE')],
      changes: [{ from: '壁挂空调安装(1.5匹及以下)', to: '柜式空调安装(3匹)', exact: true }],
    });
  });

  it('back again, and says where the capacity is another', () => {
    expect(follow([line('C3')], ITEMS, { form: '壁挂机', size: '' })).toMatchObject({ lines: [line('W15')], changes: [{ exact: false }] });
  });

  it('two lines never become one, and what is right already stays the same list', () => {
    const both = [line('W15'), line('C3')];
    expect(follow(both, ITEMS, { form: '柜机', size: '' })).toEqual({ lines: both, changes: [] });
    const right = [line('C3')];
    expect(follow(right, ITEMS, { form: '柜机', size: '3匹' }).lines).toBe(right);
  });
});
