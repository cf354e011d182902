import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as files from '@mingdan/shared/contracts/files';
import { fileLinkMeta, uploadFileMeta } from '@mingdan/shared/contracts/files.meta';
import type { PersonRole } from '@mingdan/shared/contracts/roles';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkImage } from '../../src/platform/files/image/image.ts';
import { newId } from '../../src/platform/ids.ts';
import { type FreshStore, onEachStore } from '../support/stores.ts';
import { phone } from './caller.ts';
import { chunk, exif, jpeg, png, segment, webp } from './images.ts';
import { startProduct, type TestProduct } from './product.ts';
import { rawRequest } from './support.ts';

const SECRET = 'GPS 22.5431 114.0579';
const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

describe('images', () => {
  test.each([
    [
      'jpeg',
      jpeg(640, 480, {
        before: [segment(0xe0, Buffer.from('JFIF\0')), exif(1, SECRET), segment(0xfe, Buffer.from(SECRET))],
        after: Buffer.from(SECRET),
      }),
    ],
    ['png', png(640, 480, { extra: [chunk('tEXt', Buffer.from(SECRET)), chunk('eXIf', Buffer.from(SECRET))], after: Buffer.from(SECRET) })],
    ['webp', webp(640, 480, SECRET)],
  ])('%s: size, and nothing that tells where it was taken', (type, bytes) => {
    const image = checkImage(bytes);
    if (typeof image === 'string') throw new Error(image);
    expect([image.type, image.width, image.height]).toEqual([`image/${type}`, 640, 480]);
    expect(image.bytes.includes(SECRET)).toBe(false);
    // and what is left is an image that says the same, and cannot be stripped further
    expect(checkImage(image.bytes)).toEqual(image);
  });

  test('a turned photo stays turned', () => {
    const image = checkImage(jpeg(640, 480, { before: [exif(6, SECRET)] }));
    if (typeof image === 'string') throw new Error(image);
    expect(image.bytes.includes('Exif')).toBe(true);
    expect(image.bytes.includes(SECRET)).toBe(false);
    expect(checkImage(image.bytes)).toEqual(image);
  });

  test.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['GIF', Buffer.from('GIF89a')],
    ['nothing', Buffer.alloc(0)],
  ])('%s: unknown', (_, bytes) => {
    expect(checkImage(bytes)).toBe('unknown');
  });

  test.each([
    ['a pixel flood', png(50_000, 50_000)],
    ['no pixels', png(0, 10)],
    ['a cut-off png', png(10, 10).subarray(0, 40)],
    ['a cut-off jpeg', jpeg(10, 10).subarray(0, 20)],
    ['a jpeg without end', jpeg(10, 10).subarray(0, -2)],
    ['a jpeg without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a webp without a picture', Buffer.from('RIFF\x04\0\0\0WEBP', 'latin1')],
  ])('%s: broken', (_, bytes) => {
    expect(checkImage(bytes)).toBe('broken');
  });

  test('whatever follows the first bytes, the answer is an image, unknown or broken', () => {
    const heads = [jpeg(9, 9).subarray(0, 4), png(9, 9).subarray(0, 29), webp(9, 9, '').subarray(0, 30)];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        const image = checkImage(Buffer.concat([head, rest]));
        expect(typeof image === 'string' || image.width * image.height > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

onEachStore('files over HTTP', (kind) => {
  let fresh: FreshStore;
  let app: TestProduct;

  const as = async (userid: string, roles: readonly PersonRole[]) => {
    const { api } = app.product.capabilities.identity;
    return app.run(async (tx) => {
      const id = await api.upsertPerson(tx, {
        userid,
        name: userid,
        phone: null,
        roles,
        outletId: null,
        regions: ['000000'],
        active: true,
      });
      const { token } = await api.openSession(tx, id, 'bearer');
      return { id, token, client: phone(app.url, token) };
    });
  };
  type Someone = Awaited<ReturnType<typeof as>>;
  const upload = ({ client }: Someone, bytes: Buffer, idempotencyKey = newId()) =>
    client.call<typeof files.uploadFile>(
      uploadFileMeta,
      { kind: 'photo' },
      { idempotencyKey, file: { bytes: arrayBuffer(bytes), type: 'image/jpeg' } },
    );
  const link = ({ client }: Someone, fileId: string) => client.call<typeof files.fileLink>(fileLinkMeta, { fileId });
  const stored = () =>
    readdirSync(app.product.ground.config.files.dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  beforeAll(async () => {
    fresh = await kind.fresh();
    app = await startProduct(fresh.location);
  });
  afterAll(async () => {
    await app.stop();
    await fresh.drop();
  });

  test('uploaded once however often it is sent, encrypted at rest, served by the link', async () => {
    const installer = await as('up', ['installer']);
    const photo = jpeg(64, 48, { before: [exif(6, SECRET)] });
    const key = newId();
    const replies = await Promise.all([1, 2, 3].map(() => upload(installer, photo, key)));
    const ids = new Set(replies.map((reply) => (reply.ok ? reply.value.id : reply.problem.code)));
    expect(ids.size).toBe(1);
    expect(stored()).toHaveLength(1);
    const entry = stored()[0]!;
    const atRest = readFileSync(join(entry.parentPath, entry.name));
    expect(atRest.subarray(0, 3).toString()).toBe('MD1');
    expect(atRest.includes('Exif')).toBe(false);

    const [first] = replies;
    if (!first?.ok) throw new Error('not uploaded');
    expect(first.value).toMatchObject({ width: 64, height: 48, type: 'image/jpeg', kind: 'photo' });
    const download = await fetch(app.url + first.value.url);
    expect(download.status).toBe(200);
    expect(download.headers.get('content-type')).toBe('image/jpeg');
    expect(download.headers.get('x-content-type-options')).toBe('nosniff');
    expect(download.headers.get('content-security-policy')).toContain('sandbox');
    const bytes = Buffer.from(await download.arrayBuffer());
    expect(bytes.includes(SECRET)).toBe(false);
    expect(checkImage(bytes)).toMatchObject({ width: 64 });
  });

  test('a link that was changed, or is for another file, opens nothing', async () => {
    const installer = await as('link', ['installer']);
    const [one, two] = [await upload(installer, png(9, 9)), await upload(installer, png(8, 8))];
    if (!one.ok || !two.ok) throw new Error('not uploaded');
    const query = one.value.url.split('?')[1]!;
    const swapped = `${two.value.url.split('?')[0]}?${query}`;
    const later = one.value.url.replace(/exp=\d+/, 'exp=99999999999999');
    for (const url of [swapped, later, `/files/${one.value.id}`, `/files/..%2Fmaster.key?${query}`])
      expect([url, (await fetch(app.url + url)).status]).toEqual([url, 404]);
  });

  test('what is refused leaves nothing behind', async () => {
    const installer = await as('refused', ['installer']);
    const before = stored().length;
    expect(await upload(installer, Buffer.from('<svg/>'))).toMatchObject({
      ok: false,
      problem: { code: 'files.type_refused', status: 415 },
    });
    expect(await upload(installer, png(90_000, 90_000))).toMatchObject({
      ok: false,
      problem: { code: 'files.image_invalid', status: 422 },
    });
    const html = await rawRequest(app.port, {
      method: 'POST',
      path: '/api/files?kind=photo',
      headers: { authorization: `Bearer ${installer.token}`, 'content-type': 'text/html', 'idempotency-key': newId() },
      body: png(9, 9),
    });
    expect(html.status).toBe(415);
    const huge = await rawRequest(app.port, {
      method: 'POST',
      path: '/api/files?kind=photo',
      headers: {
        authorization: `Bearer ${installer.token}`,
        'content-type': 'image/png',
        'idempotency-key': newId(),
        'content-length': String(11 * 1024 * 1024),
      },
    }).catch(() => ({ status: 413 }));
    expect(huge.status).toBe(413);
    expect(stored()).toHaveLength(before);
  });

  test('only its owner gets a link until it documents an order, and only the owner can tie it to one', async () => {
    const [owner, other] = [await as('owner', ['installer']), await as('other', ['installer'])];
    const file = await upload(owner, png(7, 7));
    if (!file.ok) throw new Error('not uploaded');
    const fileId = file.value.id;
    expect((await link(owner, fileId)).ok).toBe(true);
    expect(await link(other, fileId)).toMatchObject({ ok: false, problem: { code: 'files.not_found', status: 404 } });
    expect(await link(owner, newId())).toMatchObject({ ok: false, problem: { code: 'files.not_found' } });

    const { uow } = app.product.ground;
    const { api } = app.product.capabilities.files;
    const [orderId, anotherId] = [newId(), newId()];
    const attach = async (who: Someone, id: string, sha256?: string) => {
      const actor = {
        kind: 'person' as const,
        id: who.id,
        name: '',
        roles: ['installer' as const],
        scope: { regions: [], outletId: null, orderId: null },
        sessionId: null,
      };
      const done = await uow.run({ actor, requestId: newId() }, async (tx) => ({
        ok: true,
        value: await api.attach(tx, { id: fileId, ...(sha256 ? { sha256 } : {}) }, { type: 'order', id }),
      }));
      return done.ok && done.value;
    };
    expect(await attach(other, orderId)).toBe(false);
    expect(await attach(owner, orderId, '0'.repeat(64))).toBe(false);
    expect(await attach(owner, orderId)).toBe(true);
    expect(await attach(owner, orderId)).toBe(true);
    expect(await attach(owner, anotherId)).toBe(false);
  });
});
