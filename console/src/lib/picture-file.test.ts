import { expect, test } from 'vitest';
import { readPicture } from './picture-file.ts';

const JPEG = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
const HEIC = [0, 0, 0, 24, ...new TextEncoder().encode('ftypheic')];
const file = (bytes: readonly number[], type = 'image/jpeg') => new Blob([new Uint8Array(bytes)], { type });

test('a picture is what its bytes are, not what it calls itself', async () => {
  const read = await readPicture(file(JPEG, 'application/pdf'));
  expect(read).toMatchObject({ ok: true, type: 'image/jpeg' });
  expect(read.ok && [...new Uint8Array(read.bytes)]).toEqual(JPEG);
});

test.each([
  ['a HEIC that calls itself a JPEG', file(HEIC), 'heic'],
  ['a drawing with scripts', new Blob(['<svg onload="alert(1)"/>'], { type: 'image/png' }), 'noPicture'],
  ['a table', new Blob(['a,b'], { type: 'text/csv' }), 'noPicture'],
  ['nothing', new Blob([]), 'noPicture'],
  ['one byte more than the server takes', new Blob([new Uint8Array(JPEG), new Uint8Array(10 * 1024 * 1024 - JPEG.length + 1)]), 'tooLarge'],
] as const)('%s is refused', async (_name, blob, because) => expect(await readPicture(blob)).toEqual({ ok: false, because }));
