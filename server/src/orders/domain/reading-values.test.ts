import type { FormDefinition } from '@mingdan/shared/forms/definition';
import { describe, expect, test } from 'vitest';
import { linesOf, priceAttributes, readDevice, readOrderValues } from './reading-values.ts';

const FORM = {
  code: 'f',
  version: 1,
  name: '表',
  fields: [
    { key: 'note', type: 'text', label: '备注' },
    { key: 'who', type: 'text', label: '联系人', personal: true },
    { key: 'tel', type: 'phone', label: '电话' },
    { key: 'tel2', type: 'phone', label: '备用电话' },
    { key: 'where', type: 'address', label: '地址' },
    { key: 'when', type: 'timeslot', label: '时段' },
    { key: 'extra', type: 'part-lines', label: '配件' },
    { key: 'work', type: 'service-lines', label: '服务' },
    { key: 'floor', type: 'number', label: '楼层' },
    { key: 'age', type: 'number', label: '客户年龄', personal: true },
    { key: 'lift', type: 'boolean', label: '电梯' },
    { key: 'model', type: 'text', label: '型号' },
    { key: 'sn', type: 'serial', label: '序列号' },
  ],
} as unknown as FormDefinition;

describe('what an order takes out of its form', () => {
  test('by type, whatever the fields are called; the first that is filled counts', () => {
    const address = { region: '110105', text: '某路 1 号' };
    const slot = { date: '2026-11-24', from: '10:00', to: '12:00' };
    const read = readOrderValues(FORM, {
      note: '急',
      who: '王',
      tel2: '13812345678',
      where: address,
      when: slot,
      sn: 'A1',
      model: 'M',
    } as never);
    expect(read).toEqual({ address, slot, phone: '13812345678', contactName: '王', lines: [], serial: 'A1' });
  });

  test('nothing filled: nothing read', () => {
    expect(readOrderValues(FORM, {})).toEqual({
      address: null,
      slot: null,
      phone: null,
      contactName: null,
      lines: [],
      serial: null,
    });
  });

  test('the device by model and brand, in words, and by the build that was chosen', () => {
    const choices = [
      { key: 'brand', type: 'select', label: '品牌', options: [{ value: 'gree', label: '格力' }] },
      { key: 'type', type: 'select', label: '机型', options: [{ value: 'wall', label: '壁挂机' }] },
    ];
    const form = { ...FORM, fields: [...FORM.fields, ...choices] } as unknown as FormDefinition;
    expect(readDevice(form, { model: 'KFR-35GW', sn: 'A1', brand: 'gree', type: 'wall' } as never)).toMatchObject({
      serial: 'A1',
      model: 'KFR-35GW',
      brand: '格力',
      build: { kind: '空调', name: '壁挂机' },
    });
    expect(readDevice(form, {})).toEqual({ serial: null, model: '', brand: '', build: null });
  });

  test('services stand before parts, each in the order of the form', () => {
    const values = { extra: [{ item: 'PIPE', quantity: '3' }], work: [{ item: 'FIT', quantity: '1' }] };
    expect(linesOf(FORM, values as never).map(({ item }) => item)).toEqual(['FIT', 'PIPE']);
  });
});

test('prices hear of numbers, choices and yes or no, never of anything personal', () => {
  const values = { floor: '8.5', age: '77', lift: false, who: '王', tel: '13812345678', model: 'M', note: 'x' };
  expect(priceAttributes(FORM, values as never)).toEqual({ floor: 8.5, lift: false });
});
