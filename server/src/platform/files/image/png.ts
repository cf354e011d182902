import { type CheckedImage, ImageBroken } from './checked.ts';

const HEAD_BYTES = 8;
/** Chunks that a decoder needs, and those that change colours; texts, times and Exif go, and so do the frames of an animation. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs']);

/** Walks from chunk to chunk up to IEND. What follows it is dropped. */
export function readPng(bytes: Buffer): CheckedImage {
  const kept: Buffer[] = [bytes.subarray(0, HEAD_BYTES)];
  let size: { width: number; height: number } | undefined;
  let hasData = false;
  for (let at = HEAD_BYTES; ; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const chunk = bytes.subarray(at, at + 12 + length);
    if (chunk.length !== 12 + length) throw new ImageBroken('a chunk that is cut off');
    if (size === undefined) {
      if (type !== 'IHDR' || length !== 13) throw new ImageBroken('no header');
      size = { width: chunk.readUInt32BE(8), height: chunk.readUInt32BE(12) };
    }
    hasData ||= type === 'IDAT';
    if (KEPT.has(type)) kept.push(chunk);
    at += chunk.length;
    if (type === 'IEND') break;
  }
  if (!hasData) throw new ImageBroken('no data');
  return { type: 'image/png', ...size, bytes: Buffer.concat(kept) };
}
