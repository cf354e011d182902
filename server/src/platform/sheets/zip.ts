import { constants, crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
/** Sizes and checksum follow the data, and names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1980-01-01: the same content gives the same bytes. */
const DOS_DATE = 0x0021;

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

/**
 * Writes a ZIP file front to back without ever holding an entry: each piece is deflated for itself and flushed to a byte border, which together is one
 * valid stream. Entries below 4 GiB.
 */
export function zipWriter() {
  const entries: Entry[] = [];
  let written = 0;
  let open: { name: Buffer; at: number; crc: number; packed: number; plain: number } | null = null;
  const count = (bytes: Buffer): Buffer => {
    written += bytes.length;
    return bytes;
  };

  const begin = (name: string): Buffer => {
    open = { name: Buffer.from(name), at: written, crc: 0, packed: 0, plain: 0 };
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(VERSION, 4);
    head.writeUInt16LE(FLAGS, 6);
    head.writeUInt16LE(DEFLATE, 8);
    head.writeUInt16LE(DOS_DATE, 12);
    head.writeUInt16LE(open.name.length, 26);
    return count(Buffer.concat([head, open.name]));
  };
  const packed = (plain: Buffer, isLast: boolean): Buffer => {
    const out = deflateRawSync(plain, { finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH });
    open!.crc = crc32(plain, open!.crc);
    open!.plain += plain.length;
    open!.packed += out.length;
    return count(out);
  };
  const end = (): Buffer => {
    const last = packed(Buffer.alloc(0), true);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(0x08074b50, 0);
    tail.writeUInt32LE(open!.crc, 4);
    tail.writeUInt32LE(open!.packed, 8);
    tail.writeUInt32LE(open!.plain, 12);
    entries.push(open!);
    open = null;
    return Buffer.concat([last, count(tail)]);
  };

  return {
    begin,
    piece: (plain: Buffer) => packed(plain, false),
    end,
    /** A whole small entry. */
    entry: (name: string, content: string): Buffer => Buffer.concat([begin(name), packed(Buffer.from(content), false), end()]),
    /** The directory that ends the file. */
    close(): Buffer {
      const at = written;
      const heads = entries.map(({ name, crc, packed: size, plain, at: offset }) => {
        const head = Buffer.alloc(46);
        head.writeUInt32LE(0x02014b50, 0);
        head.writeUInt16LE(VERSION, 4);
        head.writeUInt16LE(VERSION, 6);
        head.writeUInt16LE(FLAGS, 8);
        head.writeUInt16LE(DEFLATE, 10);
        head.writeUInt16LE(DOS_DATE, 14);
        head.writeUInt32LE(crc, 16);
        head.writeUInt32LE(size, 20);
        head.writeUInt32LE(plain, 24);
        head.writeUInt16LE(name.length, 28);
        head.writeUInt32LE(offset, 42);
        return Buffer.concat([head, name]);
      });
      const directory = Buffer.concat(heads);
      const tail = Buffer.alloc(22);
      tail.writeUInt32LE(0x06054b50, 0);
      tail.writeUInt16LE(entries.length, 8);
      tail.writeUInt16LE(entries.length, 10);
      tail.writeUInt32LE(directory.length, 12);
      tail.writeUInt32LE(at, 16);
      return Buffer.concat([directory, tail]);
    },
  };
}
