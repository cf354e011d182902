/** Images put together by hand: right in structure, tiny, with whatever a test wants hidden in them. */

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => Buffer.from([value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff]);

/** One JPEG segment with its length. */
export function segment(marker: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);
}

/** An Exif segment with an orientation and a place, as a phone writes it. */
export function exif(orientation: number, secret: string): Buffer {
  const entry = Buffer.concat([u16(0x0112), u16(3), u32(1), u16(orientation), u16(0)]);
  const tiff = Buffer.concat([Buffer.from('MM\0*', 'latin1'), u32(8), u16(1), entry, u32(0), Buffer.from(secret)]);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

export function jpeg(width: number, height: number, parts: { before?: Buffer[]; after?: Buffer } = {}): Buffer {
  const frame = segment(0xc0, Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])]));
  const scan = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));
  // stuffed and restart bytes inside of the scan are no markers
  const pixels = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(parts.before ?? []),
    frame,
    scan,
    pixels,
    Buffer.from([0xff, 0xd9]),
    parts.after ?? Buffer.alloc(0),
  ]);
}

/** One PNG chunk; its checksum is not looked at. */
export function chunk(type: string, body: Buffer): Buffer {
  return Buffer.concat([u32(body.length), Buffer.from(type, 'latin1'), body, u32(0)]);
}

export function png(width: number, height: number, parts: { extra?: Buffer[]; after?: Buffer } = {}): Buffer {
  const head = Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(parts.extra ?? []),
    chunk('IDAT', Buffer.from('pixels')),
    chunk('IEND', Buffer.alloc(0)),
    parts.after ?? Buffer.alloc(0),
  ]);
}

function riffChunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, body, Buffer.alloc(body.length % 2)]);
}

export function webp(width: number, height: number, secret: string): Buffer {
  const canvas = Buffer.alloc(10);
  canvas[0] = 0x08 | 0x04;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([
    riffChunk('VP8X', canvas),
    riffChunk('VP8L', Buffer.from([0x2f, 0, 0, 0, 0])),
    riffChunk('EXIF', Buffer.from(secret)),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
