import { type CheckedImage, ImageBroken } from './checked.ts';

const RIFF_BYTES = 12;
const DROPPED = new Set(['EXIF', 'XMP ', 'ANIM', 'ANMF']);
/** Flags of VP8X that announce what was dropped: Exif, XMP, animation. */
const DROPPED_FLAGS = 0x08 | 0x04 | 0x02;

/** Walks through the RIFF chunks; keeps the picture, its transparency and its colour profile. */
export function readWebp(bytes: Buffer): CheckedImage {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = RIFF_BYTES; at + 8 <= end; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const padded = 8 + length + (length % 2);
    const chunk = Buffer.from(bytes.subarray(at, at + padded));
    if (chunk.length < 8 + length) throw new ImageBroken('a chunk that is cut off');
    if (type === 'VP8X') chunk[8] = chunk[8]! & ~DROPPED_FLAGS;
    size ??= sizeOf(type, chunk);
    if (!DROPPED.has(type)) kept.push(chunk);
    at += padded;
  }
  if (size === undefined) throw new ImageBroken('no picture');
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return { type: 'image/webp', ...size, bytes: Buffer.concat([head, body]) };
}

function sizeOf(type: string, chunk: Buffer): { width: number; height: number } | undefined {
  if (type === 'VP8X') return { width: 1 + chunk.readUIntLE(12, 3), height: 1 + chunk.readUIntLE(15, 3) };
  if (type === 'VP8 ') {
    if (chunk.readUIntBE(11, 3) !== 0x9d012a) throw new ImageBroken('no key frame');
    return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
  }
  if (type === 'VP8L') {
    if (chunk.readUInt8(8) !== 0x2f) throw new ImageBroken('no lossless picture');
    const bits = chunk.readUInt32LE(9);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
  }
  return undefined;
}
