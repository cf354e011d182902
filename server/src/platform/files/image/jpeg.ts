import { type CheckedImage, ImageBroken } from './checked.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const COMMENT = 0xfe;
const ORIENTATION = 0x0112;

/** Start of frame: all but the four codes in between that mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Segments that say how to decode stay; every other application segment and comment goes. */
function isMetadata(marker: number): boolean {
  return marker === COMMENT || (marker > APP0 && marker <= 0xef && marker !== APP14);
}

/** Walks from segment to segment up to the end marker. What follows it is dropped. */
export function readJpeg(bytes: Buffer): CheckedImage {
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) throw new ImageBroken('no marker where one belongs');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) break;
    if (marker === SOI || marker === 0x00) throw new ImageBroken('a marker that cannot be here');
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (segment.length !== end - at || segment.length < 4) throw new ImageBroken('a segment that is cut off');
    if (isFrame(marker)) size ??= { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    if (marker === APP1) orientation = orientationOf(segment) ?? orientation;
    if (!isMetadata(marker)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      at = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
  }
  if (size === undefined) throw new ImageBroken('no frame');
  const turn = orientation === 1 ? [] : [orientationSegment(orientation)];
  return {
    type: 'image/jpeg',
    ...size,
    bytes: Buffer.concat([Buffer.from([0xff, SOI]), ...turn, ...kept, Buffer.from([0xff, EOI])]),
  };
}

/** Index of the next marker: within a scan 0xff is followed by a zero, or by a restart marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]!;
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new ImageBroken('no end');
}

/** How the picture must be turned, 1 to 8: the only thing of the metadata that the reader needs. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || segment.length < 18) return undefined;
  const tiff = segment.subarray(10);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  const entries = Math.min(u16(directory), 64);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12;
    if (u16(entry) !== ORIENTATION) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment with the orientation and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, APP1, 0, 0, ...Buffer.from('Exif\0\0', 'latin1')]);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  return Buffer.concat([head, tiff]);
}
