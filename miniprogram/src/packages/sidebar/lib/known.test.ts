import { liveForm } from '@mingdan/shared/forms/live-form';
import { describe, expect, it } from 'vitest';
import { type Knowledge, knownValues, modelsOfOtherKind } from './known.ts';
import type { Said } from './said.ts';
import { saidNotes } from './said-notes.ts';
import { slotsWithRoom } from './slot-choice.ts';

const CUSTOMER = {
  id: '1',
  name: '王丽',
  phoneMasked: '138****5678',
  phone: '13812345678',
  level: 'STD',
  contactLinked: false,
  sites: [{ id: '2', label: '家', region: '110105', regionName: '北京市朝阳区', text: '建国路 88 号', lat: 39.9, lng: 116.4 }],
  devices: [],
  contactLostAt: null,
  createdAt: 0,
};
const NOTHING = { lines: [], items: [] };
const BASE: Knowledge = { customer: CUSTOMER, presets: NOTHING, today: '2026-11-22', time: '10:20' };
const SAID: Said = {
  name: '李雷',
  phone: '13900139000',
  region: '440305',
  address: '科技园南区 1 栋',
  from: null,
  device: { kind: '空调', brand: '格力', model: 'KFR-35GW/N8', serial: 'A2026', form: '', size: '' },
  wish: { value: 'repair', word: '不制冷' },
  symptoms: ['不制冷'],
  time: { date: '2026-11-23', from: '14:00', to: '18:00' },
  urgent: false,
  note: '狗很凶',
};
/** The same words about the customer's own home. */
const HOME: Said = { ...SAID, region: '110105', address: '建国路88号' };
const field = (key: string, type: string, value: unknown = null, more: object = {}) => ({
  definition: { key, type, label: key, ...more },
  value,
});
const SLOT = field('slot', 'timeslot', null, { min: 'P0D', max: 'P7D' });

describe('what a form is filled with', () => {
  it('name, phone, address and region of the customer', () => {
    const fields = [
      field('customerName', 'text'),
      field('customerPhone', 'phone'),
      field('address', 'address'),
      field('region', 'region'),
      field('note', 'text'),
    ];
    expect(knownValues(fields, BASE)).toEqual({
      customerName: '王丽',
      customerPhone: '13812345678',
      address: { region: '110105', text: '建国路 88 号', lat: 39.9, lng: 116.4 },
      region: '110105',
    });
  });

  it('leaves what the template says', () => expect(knownValues([field('customerName', 'text', '前台')], BASE)).toEqual({}));

  it('knows nothing of a new customer but the name', () => {
    const fresh = { ...CUSTOMER, phone: null, sites: [] };
    const fields = [field('customerName', 'text'), field('phone', 'phone'), field('address', 'address')];
    expect(knownValues(fields, { ...BASE, customer: fresh })).toEqual({ customerName: '王丽' });
  });

  it('leaves out half of a position', () => {
    const [site] = CUSTOMER.sites;
    const unplaced = { ...CUSTOMER, sites: [{ ...site!, lat: null, lng: null }] };
    expect(knownValues([field('address', 'address')], { ...BASE, customer: unplaced })).toEqual({
      address: { region: '110105', text: '建国路 88 号' },
    });
  });

  it('puts preset lines where their kind belongs', () => {
    const presets = {
      lines: [
        { item: 'AC', quantity: '1' },
        { item: 'PIPE', quantity: '3' },
      ],
      items: [
        { code: 'AC', kind: 'labour' },
        { code: 'PIPE', kind: 'part' },
      ],
    };
    expect(knownValues([field('services', 'service-lines'), field('parts', 'part-lines')], { ...BASE, presets })).toEqual({
      services: [{ item: 'AC', quantity: '1' }],
      parts: [{ item: 'PIPE', quantity: '3' }],
    });
  });

  it('what the message says is surer than the file, down to the slot that it wishes', () => {
    const fields = [
      field('contactName', 'text'),
      field('phone', 'phone'),
      field('address', 'address'),
      SLOT,
      field('model', 'text', null, { max: 6 }),
      field('serial', 'serial'),
      field('note', 'text'),
      field('brand', 'select', null, {
        options: [
          { value: 'gree', label: '格力' },
          { value: 'midea', label: '美的' },
        ],
      }),
    ];
    expect(knownValues(fields, { ...BASE, said: SAID })).toEqual({
      contactName: '李雷',
      phone: '13900139000',
      address: { region: '440305', text: '科技园南区 1 栋' },
      slot: { date: '2026-11-23', from: '14:00', to: '16:00' },
      model: 'KFR-35',
      serial: 'A2026',
      note: '狗很凶',
      brand: 'gree',
    });
  });

  it('what the message says of the device is surer than the last order and than the template', () => {
    const machine = (value: unknown) =>
      field('machine', 'select', value, {
        options: [
          { value: 'wall', label: '壁挂机' },
          { value: 'cabinet', label: '柜机' },
        ],
      });
    const last = [{ key: 'machine', type: 'select', value: 'wall' }];
    const said = { ...SAID, device: { ...SAID.device, form: '柜机', size: '3匹' } };
    expect(knownValues([machine('wall')], { ...BASE, said, last })).toEqual({ machine: 'cabinet' });
    // without a word of it, and at the same place, memory goes over the template's answer, and the template's answer stands alone
    expect(knownValues([machine('cabinet')], { ...BASE, said: HOME, last })).toEqual({ machine: 'wall' });
    expect(knownValues([machine('cabinet')], { ...BASE, said: SAID })).toEqual({});
    // another home has another machine and another floor
    expect(knownValues([machine('cabinet')], { ...BASE, said: SAID, last })).toEqual({});
    expect(knownValues([field('floor', 'number')], { ...BASE, said: SAID, last: [{ key: 'floor', type: 'number', value: '1' }] })).toEqual(
      {},
    );
    // without a message it is the file's own address that the form begins with: what another one's order held says nothing of it
    const floorAt = (place: { region: string; text: string }) => [
      { key: 'address', type: 'address', value: place },
      { key: 'floor', type: 'number', value: '5' },
    ];
    const [site] = BASE.customer.sites;
    expect(knownValues([field('floor', 'number')], { ...BASE, last: floorAt(site!) })).toEqual({ floor: '5' });
    expect(knownValues([field('floor', 'number')], { ...BASE, last: floorAt({ region: site!.region, text: '别的小区 5 号楼' }) })).toEqual(
      {},
    );
    // an option that the template has no more is none
    expect(knownValues([machine('cabinet')], { ...BASE, last: [{ key: 'machine', type: 'select', value: 'duct' }] })).toEqual({});
  });

  it('options and figures that the message names, word for word or by their measure', () => {
    const options = (...labels: string[]) => ({ options: labels.map((label) => ({ value: label, label })) });
    const said = (note: string, device: Partial<Said['device']> = {}, symptoms: readonly string[] = []) => ({
      ...BASE,
      said: { ...SAID, device: { ...SAID.device, ...device }, symptoms, note },
    });
    const size = field('size', 'select', null, options('100–300 升', '300–500 升', '500 升以上'));
    expect(knownValues([size], said('', { size: '468升' }))).toEqual({ size: '300–500 升' });
    expect(knownValues([field('inches', 'number', null, { unit: '英寸' })], said('', { size: '65英寸' }))).toEqual({ inches: '65' });
    const fault = field('fault', 'select', 'cold', options('不制冷', '异味', '漏水'));
    expect(knownValues([fault], said('', {}, ['有异味']))).toEqual({ fault: '异味' });
    const door = field('door', 'select', null, options('防盗门', '木门'));
    expect(knownValues([door], said('不是防盗门，是木门'))).toEqual({ door: '木门' });
    const energy = field('energy', 'select', null, options('电', '燃气', '太阳能'));
    expect(knownValues([energy], said('', { form: '电热水器' }))).toEqual({ energy: '电' });
  });

  it('the old place of a move, as the message writes it, and never the order’s own address', () => {
    const said = { ...BASE, said: { ...SAID, region: '110105', address: '', from: { text: '通州', region: '110112' } } };
    const fields = [
      field('oldPlace', 'text', null, { max: 120 }),
      field('address', 'address'),
      field('old', 'address', null, { label: '旧地址' }),
    ];
    expect(knownValues(fields, said)).toEqual({
      oldPlace: '通州',
      address: { region: '110105', text: '' },
      old: { region: '110112', text: '通州' },
    });
    expect(saidNotes([{ ...fields[0]!, value: '通州' }], said.said, {})).toEqual({ oldPlace: '客户留言里的旧址，请补全小区和楼栋' });
    expect(saidNotes([{ ...fields[0]!, value: '通州' }], said.said, { oldPlace: '通州梨园' })).toEqual({});
    // nothing moves: the file's own site is no old place
    expect(knownValues(fields, BASE)).toEqual({ address: { region: '110105', text: '建国路 88 号', lat: 39.9, lng: 116.4 } });
  });

  it.each([
    ['三楼没电梯', false],
    ['6 楼，没有电梯', false],
    ['无电梯', false],
    ['有电梯', true],
    ['电梯要刷卡', undefined],
  ])('a lift: %s', (note, lift) => {
    const fields = [field('lift', 'boolean', null, { label: '有电梯' }), field('deep', 'boolean')];
    expect(knownValues(fields, { ...BASE, said: { ...SAID, note } })).toEqual(lift === undefined ? {} : { lift });
  });

  it('an address that the customer has already brings its point along', () => {
    const said = (region: string, address: string) => ({ ...BASE, said: { ...SAID, region, address } });
    const whole = { address: { region: '110105', text: '建国路 88 号', lat: 39.9, lng: 116.4 } };
    expect(knownValues([field('address', 'address')], said('110105', '建国路88号'))).toEqual(whole);
    expect(knownValues([field('address', 'address')], said('', '建国路 88号'))).toEqual(whole);
    expect(knownValues([field('address', 'address')], said('110101', '建国路88号'))).toEqual({
      address: { region: '110101', text: '建国路88号' },
    });
  });

  it('the last order tells what hangs on the place, never its day, its note or another kind of field', () => {
    const last = [
      { key: 'floor', type: 'number', value: '8' },
      { key: 'lift', type: 'boolean', value: false },
      { key: 'slot', type: 'timeslot', value: { date: '2026-11-01', from: '08:00', to: '10:00' } },
      { key: 'note', type: 'text', value: '上次的备注' },
      { key: 'machine', type: 'text', value: 'wall' },
      { key: 'phone', type: 'phone', value: '138****5678' },
    ];
    const fields = [
      field('floor', 'number'),
      field('lift', 'boolean'),
      SLOT,
      field('note', 'text'),
      field('machine', 'select', null, { options: [] }),
    ];
    expect(knownValues([...fields, field('phone', 'phone')], { ...BASE, last })).toEqual({ floor: '8', lift: false, phone: '13812345678' });
  });

  it('what could not be sent is carried to the fields of the same name and kind, over everything', () => {
    const carried = [
      { key: 'floor', type: 'number', value: '12' },
      { key: 'customerName', type: 'text', value: '改过的名字' },
      { key: 'machine', type: 'text', value: 'wall' },
    ];
    const fields = [field('floor', 'number', '1'), field('customerName', 'text'), field('machine', 'select', null, { options: [] })];
    expect(knownValues(fields, { ...BASE, said: SAID, carried })).toEqual({ floor: '12', customerName: '改过的名字' });
  });
});

describe('a known customer', () => {
  const NOW = Date.parse('2026-11-22T10:20:00+08:00');
  /** The installation's form as the demo's template has it. */
  const fields = [
    field('customerName', 'text', null, { required: true }),
    field('customerPhone', 'phone', null, { required: true }),
    field('address', 'address', null, { required: true }),
    field('slot', 'timeslot', null, { required: true, min: 'P0D', max: 'P60D' }),
    field('machine', 'select', null, { required: true, options: [{ value: 'wall', label: '壁挂机' }] }),
    field('floor', 'number', null, { required: true, integer: true }),
    field('services', 'service-lines', null, { required: true }),
  ];
  const knowledge: Knowledge = {
    ...BASE,
    presets: { lines: [{ item: 'AC', quantity: '1' }], items: [{ code: 'AC', kind: 'labour' }] },
    last: [
      { key: 'machine', type: 'select', value: 'wall' },
      { key: 'floor', type: 'number', value: '8' },
    ],
  };

  it('is three taps away from an order: the tile, the slot, the submit', () => {
    let taps = 0;
    // 1: the tile opens the form, filled with what is known
    taps += 1;
    const known = knownValues(fields, knowledge);
    const offered = fields.map(({ definition }) => ({
      definition,
      state: 'edit' as const,
      required: true,
      value: known[definition.key] ?? null,
    }));
    const open = liveForm(offered, {}, { node: 'open', role: 'staff' }, NOW);
    expect(open.errors.map(({ path }) => path)).toEqual(['slot']);
    // 2: the first slot on offer stands on the page
    taps += 1;
    const [first] = slotsWithRoom(fields[3]!.definition as never, '2026-11-22', '2026-11-22', '10:20', null);
    const ready = liveForm(
      offered,
      { slot: { date: '2026-11-22', from: first!.from, to: first!.to } },
      { node: 'open', role: 'staff' },
      NOW,
    );
    expect(ready.errors).toEqual([]);
    // 3: submit
    taps += 1;
    expect(taps).toBe(3);
  });

  it('is two taps away when the message names the time', () => {
    const known = knownValues(fields, { ...knowledge, said: HOME });
    const offered = fields.map(({ definition }) => ({
      definition,
      state: 'edit' as const,
      required: true,
      value: known[definition.key] ?? null,
    }));
    expect(liveForm(offered, {}, { node: 'open', role: 'staff' }, NOW).errors).toEqual([]);
  });
});

describe('the last order’s model once another kind of device is chosen', () => {
  const machine = field('machine', 'select', 'wall', {
    label: '机型',
    options: [
      { value: 'wall', label: '壁挂机' },
      { value: 'cabinet', label: '柜机' },
    ],
  });
  const model = field('model', 'text', 'KFR-35GW');
  const last = [
    { key: 'machine', type: 'select', value: 'wall' },
    { key: 'model', type: 'text', value: 'KFR-35GW' },
  ];

  it('goes, and comes back when the kind is chosen back', () => {
    expect(modelsOfOtherKind([machine, model], { machine: 'cabinet' }, last)).toEqual(['model']);
    expect(modelsOfOtherKind([machine, model], { machine: 'wall' }, last)).toEqual([]);
    expect(modelsOfOtherKind([machine, model], {}, last)).toEqual([]);
  });

  it('goes where a message says another kind, and comes back where somebody chooses the last one', () => {
    const said = { ...machine, value: 'cabinet' };
    expect(modelsOfOtherKind([said, model], {}, last)).toEqual(['model']);
    expect(modelsOfOtherKind([said, model], { machine: 'wall' }, last)).toEqual([]);
  });

  it('stays where it was typed or said', () => {
    expect(modelsOfOtherKind([machine, model], { machine: 'cabinet', model: 'KFR-72LW' }, last)).toEqual([]);
    expect(modelsOfOtherKind([machine, { ...model, value: 'KFR-50LW' }], { machine: 'cabinet' }, last)).toEqual([]);
    expect(modelsOfOtherKind([machine, model], { machine: 'cabinet' }, undefined)).toEqual([]);
  });
});
