import { expect, it } from 'vitest';
import { isLocal, keyOfLocal, localFile, localIdsIn, withUploaded } from './local-files.ts';

const a = localFile('01A');
const b = localFile('01B');
const up = { id: '01F', sha256: 'f'.repeat(64) };
const values = { photos: [a, up, b], again: [a], lines: [{ item: 'X', quantity: '1' }], note: null, count: 3 };

it('finds pictures that only the phone has, each once, in their order', () => expect(localIdsIn(values)).toEqual([a.id, b.id]));

it('puts the stored ones in their places and leaves everything else', () => {
  expect(withUploaded(values, new Map([[a.id, up]]))).toEqual({ ...values, photos: [up, up, b], again: [up] });
});

it('names them so that the form engine takes them and no server file is called so', () => {
  expect(a.id).toMatch(/^[0-9A-Za-z_-]{1,64}$/);
  expect(a.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect([isLocal(a.id), isLocal(up.id), keyOfLocal(a.id)]).toEqual([true, false, '01A']);
});
