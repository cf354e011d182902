import { describe, expect, it } from 'vitest';
import { linesNow, linesWithout, pricedValues } from './lines-now.ts';

const SERVICES = { key: 'services', type: 'service-lines', label: '服务' } as const;
const PARTS = { key: 'parts', type: 'part-lines', label: '配件' } as const;
const NOTE = { key: 'note', type: 'text', label: '备注' } as const;
const ac = { item: 'AC', quantity: '1' };
const pipe = { item: 'PIPE', quantity: '3.5' };
const billLine = (item: string, kind: 'labour' | 'part' | 'fee') => ({
  item,
  kind,
  name: item,
  unit: '个',
  quantity: '2',
  charge: 1,
  settle: null,
  cost: null,
  earn: null,
});
const order = (filled: { key: string; label: string; type: string; value: unknown }[]) =>
  ({
    filled: [{ node: 'open', name: '开单', fields: filled }],
    bill: { lines: [billLine('AC', 'labour'), billLine('BRACKET', 'part'), billLine('FAR', 'fee')] },
  }) as unknown as Parameters<typeof linesNow>[0];

describe('linesNow', () => {
  it('takes what the form under the hand holds', () => {
    expect(linesNow(order([]), [SERVICES, PARTS, NOTE], { services: [ac], parts: [pipe] })).toEqual([ac, pipe]);
  });

  it('takes an emptied form as no lines', () => expect(linesNow(order([]), [SERVICES], { services: null })).toEqual([]));

  it('falls back to what was filled in earlier', () => {
    const earlier = order([{ key: 'services', label: '服务', type: 'service-lines', value: [ac] }]);
    expect(linesNow(earlier, [NOTE], {})).toEqual([ac]);
  });

  it('falls back to the bill, without the fees that the book adds by itself', () => {
    expect(linesNow(order([]), [NOTE], {}).map(({ item }) => item)).toEqual(['AC', 'BRACKET']);
  });
});

describe('linesWithout', () => {
  it('takes away what goes beyond the agreement, to the thousandth', () => {
    expect(
      linesWithout(
        [ac, { item: 'PIPE', quantity: '4.5' }, { item: 'HOLE', quantity: '1' }],
        [
          { item: 'PIPE', quantity: '1.001' },
          { item: 'HOLE', quantity: '1' },
        ],
      ),
    ).toEqual([ac, { item: 'PIPE', quantity: '3.499' }]);
  });

  it('leaves everything where nothing is extra', () => expect(linesWithout([ac, pipe], [])).toEqual([ac, pipe]));
});

it('asks for a price anew only for values that may change it', () => {
  expect(pricedValues([NOTE, { key: 'floor', type: 'number', label: '楼层' }], { note: 'x', floor: '8', gone: 1 })).toEqual({ floor: '8' });
});
