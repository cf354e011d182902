import { type CheckedImage, ImageBroken } from './checked.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/** Decoding more would take more memory than a phone has. */
export const MAX_PIXELS = 40_000_000;

/**
 * Recognises an image by its first bytes, never by its name or declared type, walks through its structure without decoding a pixel, and drops metadata.
 *
 * @returns `unknown` for another format; `broken` for a damaged, empty or too large picture
 */
export function checkImage(bytes: Buffer): CheckedImage | 'unknown' | 'broken' {
  const read = readerOf(bytes);
  if (read === undefined) return 'unknown';
  try {
    const image = read(bytes);
    const pixels = image.width * image.height;
    return pixels > 0 && pixels <= MAX_PIXELS ? image : 'broken';
  } catch (error) {
    // reading beyond the end is how a cut-off file shows
    if (error instanceof ImageBroken || error instanceof RangeError) return 'broken';
    throw error;
  }
}

function readerOf(bytes: Buffer): ((bytes: Buffer) => CheckedImage) | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return readJpeg;
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return readPng;
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return readWebp;
  return undefined;
}
