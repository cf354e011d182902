import { createHash } from 'node:crypto';
import { type FileView, fileLink, uploadFile } from '@mingdan/shared/contracts/files';
import { ok, type Result, refuse } from '@mingdan/shared/kernel/result';
import type { Selectable } from 'kysely';
import { type Actor, type Origin, systemOrigin } from '../actor.ts';
import type { Capability } from '../capability.ts';
import type { Clock } from '../clock.ts';
import type { Crypto } from '../crypto/index.ts';
import { openBytes, sealBytes } from '../crypto/sealed-bytes.ts';
import { insertRows, preparedOne } from '../db/prepared.ts';
import type { Tx, UnitOfWork } from '../db/unit-of-work.ts';
import { FILE_LIMIT } from '../http/body.ts';
import { HttpRefusal } from '../http/problem.ts';
import { type RequestExtras, route } from '../http/route.ts';
import { FILE_CSP } from '../http/security-headers.ts';
import type { HttpContext, RawRouter } from '../http/state.ts';
import { newId } from '../ids.ts';
import { checkImage } from './image/image.ts';
import type { BlobStore } from './local-store.ts';
import { type FileObjectTable, fileMigrations } from './table.ts';

export { createLocalStore } from './local-store.ts';

export type FileRow = Selectable<FileObjectTable>;

export interface FilesApi {
  /** Rows by id; unknown ids are absent. */
  find(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, FileRow>>;
  /**
   * Ties a file to what it documents. False when it is unknown, somebody else's, or tied to something else already: an id that was seen elsewhere
   * cannot be claimed. Tying it again to the same thing is fine.
   *
   * @param file with `sha256` only while these are its bytes
   */
  attach(
    tx: Tx,
    file: { readonly id: string; readonly sha256?: string },
    subject: { readonly type: 'order'; readonly id: string },
  ): Promise<boolean>;
  /** A link that is good for some minutes, for whoever the caller has let see it. Path and query, without an origin. */
  link(fileId: string): { readonly url: string; readonly urlExpiresAt: number };
}

/** Whether the transaction's actor may see what belongs to a subject. The composition asks whoever owns that kind of subject. */
export type SubjectAccess = (tx: Tx, subject: { readonly type: string; readonly id: string }) => Promise<boolean>;

const byId = preparedOne((db, { id }: { id: string }) => db.selectFrom('file_object').selectAll().where('id', '=', id));

const LINK_MS = 10 * 60_000;

/** Uploads, links and downloads. Photos and signatures are personal: encrypted in the store, served by short signed links only. */
export function createFiles(deps: {
  uow: UnitOfWork;
  crypto: Crypto;
  clock: Clock;
  blobs: BlobStore;
  mayReadSubject: SubjectAccess;
}): Capability & { api: FilesApi } {
  const { uow, crypto, clock, blobs, mayReadSubject } = deps;

  const link = (fileId: string): { url: string; urlExpiresAt: number } => {
    const path = `/files/${fileId}`;
    const urlExpiresAt = clock.now() + LINK_MS;
    return { url: `${path}?${crypto.links.sign(path, urlExpiresAt)}`, urlExpiresAt };
  };
  const view = (row: FileRow): FileView => {
    const { id, kind, sha256, bytes, width, height } = row;
    return { id, kind, sha256, type: row.type as FileView['type'], bytes, width, height, ...link(id) };
  };
  const upload = createUpload({ uow, crypto, blobs, view });

  const api: FilesApi = {
    async find(tx, ids) {
      if (ids.length === 0) return new Map();
      const rows = await tx.db
        .selectFrom('file_object')
        .selectAll()
        .where('id', 'in', [...new Set(ids)])
        .execute();
      return new Map(rows.map((row) => [row.id, row]));
    },
    async attach(tx, { id: fileId, sha256 }, subject) {
      const { actor } = tx.origin;
      const row = await byId(tx, { id: fileId });
      if (row === undefined || !isOwner(actor, row) || (sha256 !== undefined && row.sha256 !== sha256)) return false;
      if (row.subject_id !== null) return row.subject_type === subject.type && row.subject_id === subject.id;
      const { numUpdatedRows } = await tx.db
        .updateTable('file_object')
        .set({ subject_type: subject.type, subject_id: subject.id })
        .where('id', '=', fileId)
        .where('subject_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    link,
  };

  return {
    name: 'files',
    api,
    migrations: fileMigrations,
    routes: [
      route(uploadFile, ({ kind }, origin, { file }) => upload(kind, origin, file)),
      route(fileLink, ({ fileId }, origin) =>
        uow.read(origin, async (tx) => {
          const row = (await api.find(tx, [fileId])).get(fileId);
          if (row === undefined) return refuse('files.not_found');
          const subject = row.subject_id === null || row.subject_type === null ? null : { type: row.subject_type, id: row.subject_id };
          const mayRead = isOwner(origin.actor, row) || (subject !== null && (await mayReadSubject(tx, subject)));
          return mayRead ? ok(view(row)) : refuse('files.not_found');
        }),
      ),
    ],
    raw: (router) => serveDownloads(router, { uow, crypto, clock, blobs, find: api.find }),
  };
}

function isOwner(actor: Actor, row: FileRow): boolean {
  return row.owner_kind === actor.kind && row.owner_id === actor.id;
}

/** Checks, strips, encrypts and writes the bytes first, then the row: a row without bytes would be a lie, bytes without a row are only waste. */
function createUpload(parts: { uow: UnitOfWork; crypto: Crypto; blobs: BlobStore; view: (row: FileRow) => FileView }) {
  const { uow, crypto, blobs, view } = parts;
  type Code = 'files.too_large' | 'files.type_refused' | 'files.image_invalid';

  return async (kind: FileRow['kind'], origin: Origin, file: RequestExtras['file']): Promise<Result<FileView, Code>> => {
    if (file.bytes.length > FILE_LIMIT) return refuse('files.too_large');
    const image = checkImage(file.bytes);
    if (image === 'unknown') return refuse('files.type_refused');
    if (image === 'broken') return refuse('files.image_invalid');

    const id = newId();
    await blobs.write(id, sealBytes(crypto.keyring, id, image.bytes));
    let kept = false;
    try {
      const result = await uow.run<FileView, Code>(origin, async (tx) => {
        const row: FileRow = {
          id,
          kind,
          sha256: createHash('sha256').update(image.bytes).digest('hex'),
          type: image.type,
          bytes: image.bytes.length,
          width: image.width,
          height: image.height,
          owner_kind: origin.actor.kind,
          owner_id: origin.actor.id,
          label: kind,
          enc: 1,
          subject_type: null,
          subject_id: null,
          created_at: tx.now,
        };
        await insertRows(tx, 'file_object', [row]);
        await tx.audit({ action: 'files.uploaded', subject: { type: 'file', id }, after: { kind, sha256: row.sha256, bytes: row.bytes } });
        return ok(view(row));
      });
      // a repeat of the request answers with the file of the first time
      kept = result.ok && result.value.id === id;
      return result;
    } finally {
      if (!kept) await blobs.remove(id);
    }
  };
}

/** `GET /files/:id?exp=…&sig=…`. The signature is the permission; what is served can be shown and nothing else. */
function serveDownloads(
  router: RawRouter,
  { uow, crypto, clock, blobs, find }: { uow: UnitOfWork; crypto: Crypto; clock: Clock; blobs: BlobStore; find: FilesApi['find'] },
): void {
  router.get('/files/:id', async (ctx) => {
    const { state, params, query } = ctx as unknown as HttpContext & { params: { id: string } };
    state.route = 'files.download';
    const verdict = crypto.links.verify(`/files/${params.id}`, { exp: query['exp'], sig: query['sig'] }, clock.now());
    if (verdict === 'expired') throw new HttpRefusal('files.link_expired');
    if (verdict === 'forged') throw new HttpRefusal('files.not_found');

    const row = (await uow.read(systemOrigin('files.download', state.requestId), (tx) => find(tx, [params.id]))).get(params.id);
    const stored = row && (await blobs.read(row.id));
    if (row === undefined || stored === undefined) throw new HttpRefusal('files.not_found');

    ctx.set('Content-Security-Policy', FILE_CSP);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.set('Content-Disposition', `inline; filename="${row.id}.${row.type.slice(6)}"`);
    // the link is this viewer's: a shared cache must not keep it
    ctx.set('Cache-Control', 'private, max-age=600, immutable');
    ctx.type = row.type;
    ctx.body = row.enc === 1 ? openBytes(crypto.keyring, row.id, stored) : stored;
  });
}
