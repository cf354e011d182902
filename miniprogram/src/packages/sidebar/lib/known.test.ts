import { describe, expect, it } from 'vitest';
import { knownValues } from './known.ts';

const CUSTOMER = {
  id: '1',
  name: '王丽',
  phoneMasked: '138****5678',
  phone: '13812345678',
  level: 'STD',
  sites: [{ id: '2', label: '家', region: '110105', regionName: '北京市朝阳区', text: '建国路 88 号', lat: 39.9, lng: 116.4 }],
  devices: [],
  createdAt: 0,
};
const NOTHING = { lines: [], items: [] };
const field = (key: string, type: string, value: unknown = null) => ({ definition: { key, type, label: key }, value });

describe('knownValues', () => {
  it('fills name, phone, address and region', () => {
    const fields = [
      field('customerName', 'text'),
      field('customerPhone', 'phone'),
      field('address', 'address'),
      field('region', 'region'),
      field('note', 'text'),
    ];
    expect(knownValues(fields, CUSTOMER, NOTHING)).toEqual({
      customerName: '王丽',
      customerPhone: '13812345678',
      address: { region: '110105', text: '建国路 88 号', lat: 39.9, lng: 116.4 },
      region: '110105',
    });
  });

  it('leaves what the template says', () => expect(knownValues([field('customerName', 'text', '前台')], CUSTOMER, NOTHING)).toEqual({}));

  it('knows nothing of a new customer but the name', () => {
    const fresh = { ...CUSTOMER, phone: null, sites: [] };
    expect(knownValues([field('customerName', 'text'), field('phone', 'phone'), field('address', 'address')], fresh, NOTHING)).toEqual({
      customerName: '王丽',
    });
  });

  it('leaves out half of a position', () => {
    const [site] = CUSTOMER.sites;
    const unplaced = { ...CUSTOMER, sites: [{ ...site!, lat: null, lng: null }] };
    expect(knownValues([field('address', 'address')], unplaced, NOTHING)).toEqual({ address: { region: '110105', text: '建国路 88 号' } });
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
    expect(knownValues([field('services', 'service-lines'), field('parts', 'part-lines')], CUSTOMER, presets)).toEqual({
      services: [{ item: 'AC', quantity: '1' }],
      parts: [{ item: 'PIPE', quantity: '3' }],
    });
  });
});
