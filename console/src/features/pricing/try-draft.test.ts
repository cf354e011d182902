import { expect, test } from 'vitest';
import { factsOf, type TryDraft } from './try-draft.ts';

const DRAFT: TryDraft = {
  at: '2026-11-22T10:00',
  region: '110105',
  cooperation: ' direct ',
  customerLevel: '',
  package: '',
  channel: '',
  urgency: 'normal',
  distanceKm: '12.5',
  attributes: { floor: ' 8 ', lift: 'no', weather: 'rain', 'home.area': '88.5', 'home.floors': '三', gone: 'x', warranty: '' },
  lines: [
    { key: 0, item: 'AC', quantity: ' 1.5 ' },
    { key: 1, item: '', quantity: '1' },
  ],
  crew: [
    { key: 0, installer: 'zhang', weight: '2' },
    { key: 1, installer: ' ', weight: '1' },
  ],
};

const ASKED = (
  [
    ['floor', 'number'],
    ['lift', 'flag'],
    ['weather', 'text'],
    ['home.area', 'number'],
    ['home.floors', 'number'],
    ['warranty', 'flag'],
  ] as const
).map(([path, kind]) => ({ path, kind, values: [] }));

test('what was typed becomes order facts in Beijing time; empty words are null, empty rows are left out', () => {
  expect(factsOf(DRAFT, ASKED)).toEqual({
    id: 'TRY',
    at: '2026-11-22T10:00+08:00',
    region: '110105',
    cooperation: 'direct',
    customerLevel: null,
    package: null,
    channel: null,
    urgency: 'normal',
    distanceKm: '12.5',
    attributes: { floor: 8, lift: false, weather: 'rain', home: { area: 88.5, floors: '三' } },
    lines: [{ item: 'AC', quantity: '1.5' }],
    crew: [{ installer: 'zhang', weight: 2 }],
  });
});
