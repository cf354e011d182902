import type { FormDefinition } from '@mingdan/shared/forms/definition';
import { expect, test } from 'vitest';
import { forNextVisit, withLines } from './next-visit.ts';

const form = {
  code: 'f',
  version: 1,
  name: 'f',
  fields: [
    { key: 'floor', type: 'number', label: '楼层' },
    { key: 'services', type: 'service-lines', label: '项目' },
    { key: 'extraServices', type: 'service-lines', label: '更多项目' },
    { key: 'parts', type: 'part-lines', label: '配件' },
    { key: 'arrival', type: 'location', label: '到达' },
    { key: 'photos', type: 'photo', label: '照片' },
    { key: 'signature', type: 'signature', label: '签名' },
  ],
} as unknown as FormDefinition;
const values = {
  floor: '8',
  services: [{ item: 'INSTALL', quantity: '1' }],
  extraServices: [{ item: 'HOLE', quantity: '1' }],
  parts: [{ item: 'PIPE', quantity: '3' }],
  arrival: { lat: 1, lng: 2, accuracy: 3, at: 4 },
  photos: [{ id: 'a' }],
  signature: [{ id: 'b' }],
};

test('the next visit is punched in and signed anew; photos and answers stay', () => {
  const next = forNextVisit(form, values);
  expect(next).toEqual({
    floor: '8',
    services: values.services,
    extraServices: values.extraServices,
    parts: values.parts,
    photos: values.photos,
  });
});

test('given lines stand in the first field of its kind', () => {
  const rest = [
    { item: 'PIPE', quantity: '2' },
    { item: 'HOLE', quantity: '1' },
  ];
  const next = withLines(form, values, (item) => (item === 'PIPE' ? 'part' : 'labour'), rest);
  expect(next).toEqual({
    floor: '8',
    services: [{ item: 'HOLE', quantity: '1' }],
    parts: [{ item: 'PIPE', quantity: '2' }],
    arrival: values.arrival,
    photos: values.photos,
    signature: values.signature,
  });
});
