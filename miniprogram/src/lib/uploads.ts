/** Pictures on their way up: each once, whoever asks for it: the form that shows it, or the act that needs it. */
import type { Reply } from '@mingdan/shared/contracts/client';
import { t } from '../messages/common.ts';
import { dropBytes, getBytes, putBytes } from './bytes.ts';
import { type ImageBytes, sendImage } from './files.ts';
import { type FileRef, keyOfLocal, localFile } from './local-files.ts';
import { isFinal } from './pending.ts';
import type { Face } from './session.ts';
import { forget, keep, kept, keptNames } from './store.ts';

type Kind = 'photo' | 'signature';

interface Waiting {
  readonly kind: Kind;
  /** Where it went up to; absent until then. */
  readonly stored?: FileRef;
  readonly at: number;
}

/** What became of a picture that is not needed any more is remembered so long: epoch ms differences. */
const REMEMBERED_MS = 8 * 86_400_000;
const slot = (id: string): string => `picture:${id}`;
const underWay = new Map<string, Promise<Reply<FileRef>>>();
const listeners = new Map<string, Set<(share: number) => void>>();

/** Keeps a picture on the phone and answers the value that stands for it until it is up. */
export async function keepPicture(kind: Kind, { bytes, type, key }: ImageBytes): Promise<FileRef> {
  const file = localFile(key);
  await putBytes(file.id, { bytes, type });
  keep(slot(file.id), { kind, at: Date.now() } satisfies Waiting);
  return file;
}

/** Calls back with the share, 0 … 1, of a picture that is on its way. Answers how to stop. */
export function onProgress(id: string, listener: (share: number) => void): () => void {
  const all = listeners.get(id) ?? new Set();
  listeners.set(id, all.add(listener));
  return () => all.delete(listener);
}

/** The phone gave the bytes up: storage was cleared, or never could be written. Said as a refusal, for trying again cannot help. */
const lost = (): Reply<FileRef> => ({
  ok: false,
  offline: false,
  problem: {
    code: 'files.not_found',
    status: 410,
    fields: [{ path: 'photo', code: 'files.not_found', message: t('form.photoLost') }],
    detail: {},
    requestId: null,
  },
});

async function send(face: Face, id: string): Promise<Reply<FileRef>> {
  const waiting = kept<Waiting>(slot(id));
  if (waiting?.stored) return { ok: true, value: waiting.stored };
  const bytes = await getBytes(id);
  if (!waiting || !bytes) return lost();
  const image = { bytes: bytes.bytes, type: bytes.type as ImageBytes['type'], key: keyOfLocal(id) };
  const reply = await sendImage(face, waiting.kind, image, (share) => {
    for (const listener of listeners.get(id) ?? []) listener(share);
  });
  if (!reply.ok) return reply;
  const stored = { id: reply.value.id, sha256: reply.value.sha256 };
  keep(slot(id), { ...waiting, stored } satisfies Waiting);
  return { ok: true, value: stored };
}

/** Brings a picture up, once however often it is asked for; after a restart under the same key. */
export function upload(face: Face, id: string): Promise<Reply<FileRef>> {
  const running = underWay.get(id);
  if (running) return running;
  const mine = send(face, id).finally(() => underWay.delete(id));
  underWay.set(id, mine);
  return mine;
}

/** True where trying the same picture again cannot help. */
export const isRefused = (reply: Reply<FileRef>): boolean => !reply.ok && isFinal(reply);

/** Forgets a picture that is no longer in any form: sent, or taken out. */
export async function dropPicture(id: string): Promise<void> {
  forget(slot(id));
  await dropBytes(id);
}

/** Forgets pictures that nothing asks for any more: their form was given up long ago. */
export function dropOldPictures(now: number): void {
  for (const name of keptNames('picture:')) {
    if (now - (kept<Waiting>(name)?.at ?? 0) > REMEMBERED_MS) void dropPicture(name.slice('picture:'.length));
  }
}

/** Forgets every picture on this phone: its person leaves. */
export function forgetPictures(): void {
  for (const name of keptNames('picture:')) void dropPicture(name.slice('picture:'.length));
}
