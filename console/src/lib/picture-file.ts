import { imageKind } from '@mingdan/shared/kernel/image-kind';

/** Types of pictures that the server takes, as a file dialog wants them. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp';
/** What the server takes; a larger file is not even sent. */
const LARGEST_BYTES = 10 * 1024 * 1024;
/** The first bytes that tell what a file is. */
const HEAD_BYTES = 512;

/** A picture read from a file, or why it is not taken. The type is read from the bytes: names and declared types are whatever somebody wrote. */
export type PictureRead =
  | { readonly ok: true; readonly bytes: ArrayBuffer; readonly type: 'image/jpeg' | 'image/png' | 'image/webp' }
  | { readonly ok: false; readonly because: 'tooLarge' | 'heic' | 'noPicture' };

/** Reads a file that somebody chose. */
export async function readPicture(file: Blob): Promise<PictureRead> {
  if (file.size > LARGEST_BYTES) return { ok: false, because: 'tooLarge' };
  const kind = imageKind(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (kind === 'heic') return { ok: false, because: 'heic' };
  if (kind === 'gif' || kind === 'svg' || kind === 'unknown') return { ok: false, because: 'noPicture' };
  return { ok: true, bytes: await file.arrayBuffer(), type: kind };
}
