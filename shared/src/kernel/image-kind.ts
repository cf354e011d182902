/** What a file is, read from its first bytes: names and declared types are whatever somebody wrote. */

/** `svg`, `heic` and `gif` are told apart only to say so; none of them goes up. */
export type ImageKind = 'image/jpeg' | 'image/png' | 'image/webp' | 'svg' | 'heic' | 'gif' | 'unknown';

const starts = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);
const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The kind of an image by its first bytes; a few hundred are enough. */
export function imageKind(bytes: Uint8Array): ImageKind {
  if (starts(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (text(bytes, 0, 4) === 'GIF8') return 'gif';
  if (text(bytes, 4, 8) === 'ftyp' && /^(heic|heix|hevc|mif1|msf1|avif)/.test(text(bytes, 8, 12))) return 'heic';
  if (/^[\s\u00ef\u00bb\u00bf]*<(\?xml|!DOCTYPE svg|!--|svg)/i.test(text(bytes, 0, 256))) return 'svg';
  return 'unknown';
}

/** Width × height in px as the file's head tells them; null where they do not stand there. A JPEG's may be far behind its thumbnail. */
export function pixelsOf(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const u16 = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const kind = imageKind(bytes);
  if (kind === 'image/png') return { width: u16(16) * 65_536 + u16(18), height: u16(20) * 65_536 + u16(22) };
  if (kind !== 'image/jpeg') return null;
  // segments: marker, length, content; the frame header (C0 … CF without C4, C8, CC) holds the size
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: u16(at + 7), height: u16(at + 5) };
    at += 2 + u16(at + 2);
  }
  return null;
}
