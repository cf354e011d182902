import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Capability } from '../capability.ts';
import type { Clock } from '../clock.ts';
import type { Crypto } from '../crypto/index.ts';
import { openBytes, sealBytes } from '../crypto/sealed-bytes.ts';
import { HttpRefusal } from '../http/problem.ts';
import type { HttpContext, RawRouter } from '../http/state.ts';
import { isId } from '../ids.ts';

const LINK_MS = 10 * 60_000;
/** Pieces are gathered up to here before they are sealed and written. */
const PIECE_BYTES = 256 * 1024;
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A file while it is being written; nobody can read it before `finish`. */
export interface ExportWriter {
  write(bytes: Buffer): Promise<void>;
  /** @returns its size in bytes */
  finish(): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Files that the product makes for one person to take away: written and read in pieces, encrypted where they lie, fetched by short signed links. */
export interface Exports {
  /** @param id a ULID that names the file */
  create(id: string): Promise<ExportWriter>;
  /** A link that is good for ten minutes, for whoever the caller has let fetch the file. `name` ends in `.csv` or `.xlsx`. */
  link(id: string, name: string): { readonly url: string; readonly urlExpiresAt: number };
  /** Nothing happens when it is gone already. */
  remove(id: string): Promise<void>;
}

/** Each piece is sealed under the file's id and its place, the last one marked: pieces cannot be exchanged, dropped or cut off unseen. */
const place = (id: string, index: number, isLast: boolean): string => `${id}:${index}${isLast ? ':end' : ''}`;

export function createExports(deps: { crypto: Crypto; clock: Clock; folder: string }): Capability & { api: Exports } {
  const { crypto, clock, folder } = deps;
  const { keyring } = crypto;
  const pathOf = (id: string): string => {
    if (!isId(id)) throw new Error('an export is named by an id of ours');
    return join(folder, id);
  };

  const api: Exports = {
    async create(id) {
      const path = pathOf(id);
      await mkdir(folder, { recursive: true });
      const file = await open(`${path}.part`, 'wx', 0o600);
      return writer(file, id, path);
    },
    link(id, name) {
      const path = `/exports/${id}/${encodeURIComponent(name)}`;
      const urlExpiresAt = clock.now() + LINK_MS;
      return { url: `${path}?${crypto.links.sign(path, urlExpiresAt)}`, urlExpiresAt };
    },
    remove: (id) => rm(pathOf(id), { force: true }),
  };

  function writer(file: FileHandle, id: string, path: string): ExportWriter {
    let [index, size, waiting, held] = [0, 0, [] as Buffer[], 0];
    const seal = async (isLast: boolean): Promise<void> => {
      const sealed = sealBytes(keyring, place(id, index, isLast), Buffer.concat(waiting));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.length);
      await file.writeFile(Buffer.concat([length, sealed]));
      [index, waiting, held] = [index + 1, [], 0];
    };
    return {
      async write(bytes) {
        waiting.push(bytes);
        held += bytes.length;
        size += bytes.length;
        if (held >= PIECE_BYTES) await seal(false);
      },
      async finish() {
        await seal(true);
        await file.sync();
        await file.close();
        await rename(`${path}.part`, path);
        return size;
      },
      async abandon() {
        await file.close().catch(() => undefined);
        await rm(`${path}.part`, { force: true });
      },
    };
  }

  /** Opens piece after piece. @throws Error where the file was changed or ends too early */
  async function* pieces(id: string): AsyncGenerator<Buffer> {
    let rest: Buffer = Buffer.alloc(0);
    let index = 0;
    let ended = false;
    for await (const chunk of createReadStream(pathOf(id)) as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
        const sealed = rest.subarray(4, 4 + rest.readUInt32BE(0));
        rest = rest.subarray(4 + sealed.length);
        const piece = openPiece(id, index, sealed);
        ended = piece.isLast;
        index += 1;
        yield piece.plain;
      }
    }
    if (!ended || rest.length > 0) throw new Error(`export ${id} ends too early`);
  }

  function openPiece(id: string, index: number, sealed: Buffer): { plain: Buffer; isLast: boolean } {
    try {
      return { plain: openBytes(keyring, place(id, index, false), sealed), isLast: false };
    } catch {
      return { plain: openBytes(keyring, place(id, index, true), sealed), isLast: true };
    }
  }

  /** `GET /exports/:id/:name?exp=…&sig=…`. The signature is the permission, and covers the name. */
  const serve = (router: RawRouter): void => {
    router.get('/exports/:id/:name', async (ctx) => {
      const { state, params, query } = ctx as unknown as HttpContext & { params: { id: string; name: string } };
      state.route = 'exports.download';
      const path = `/exports/${params.id}/${encodeURIComponent(params.name)}`;
      const verdict = crypto.links.verify(path, { exp: query['exp'], sig: query['sig'] }, clock.now());
      if (verdict === 'expired') throw new HttpRefusal('files.link_expired');
      const isThere = verdict === 'good' && (await stat(pathOf(params.id)).catch(() => undefined)) !== undefined;
      if (!isThere) throw new HttpRefusal('files.not_found');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(params.name)}`);
      ctx.set('Cache-Control', 'private, no-store');
      ctx.type = TYPES[params.name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      ctx.body = Readable.from(pieces(params.id));
    });
  };

  return { name: 'exports', api, raw: serve };
}
