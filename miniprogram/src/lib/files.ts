import type { Reply } from '@mingdan/shared/contracts/client';
import type { FileView, uploadFile } from '@mingdan/shared/contracts/files';
import { uploadFileMeta } from '@mingdan/shared/contracts/files.meta';
import { call, callAsCustomer } from './api.ts';
import type { Face } from './session.ts';

/** An image ready to be sent. `key` is made when it is taken, so that a repeated upload is the same upload. */
export interface ImageBytes {
  readonly bytes: ArrayBuffer;
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly key: string;
}

/** Sends one image. The answer carries the id and the digest that a form's value is made of. `onProgress` hears the share that has left, 0 … 1. */
export function sendImage(
  face: Face,
  kind: 'photo' | 'signature',
  { bytes, type, key }: ImageBytes,
  onProgress: (share: number) => void = () => undefined,
): Promise<Reply<FileView>> {
  const ask = face === 'customer' ? callAsCustomer : call;
  return ask<typeof uploadFile>(uploadFileMeta, { kind }, { idempotencyKey: key, file: { bytes, type }, onProgress });
}
