import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A file that is no archive as office programs write them, or one made to hurt. The message is for people. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_ENTRIES = 2_000;
/** A comment of 65,535 bytes may stand behind the end record. */
const END_SEARCH = 22 + 65_535;

/** One packed file. */
interface Entry {
  readonly method: number;
  readonly packed: Buffer;
}

/** A zip archive in memory. Only what office programs write: stored or deflated, one part, no encryption. */
export interface Archive {
  has(name: string): boolean;
  /**
   * Unpacks one file. What all calls together unpack is bounded by the archive's budget, whatever the sizes in its directory claim.
   * @throws Unreadable
   */
  read(name: string): Buffer;
}

/**
 * @param budget most bytes to unpack in all
 * @throws Unreadable
 */
export function openArchive(bytes: Buffer, budget: number): Archive {
  const entries = directoryOf(bytes);
  let left = budget;
  return {
    has: (name) => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (!entry) throw new Unreadable('工作簿缺少内容，可能已损坏');
      const unpacked = unpack(entry, left);
      left -= unpacked.length;
      return unpacked;
    },
  };
}

function unpack({ method, packed }: Entry, limit: number): Buffer {
  if (method === 0 && packed.length <= limit) return packed;
  if (method !== 0 && method !== 8) throw new Unreadable('工作簿用了不支持的压缩方式，请用 Excel 或 WPS 另存为 .xlsx');
  try {
    if (limit > 0 && method === 8) return inflateRawSync(packed, { maxOutputLength: limit });
  } catch (error) {
    if (!(error instanceof RangeError)) throw new Unreadable('工作簿已损坏，解不开');
  }
  throw new Unreadable('解开后的内容太大，已停止');
}

function directoryOf(bytes: Buffer): ReadonlyMap<string, Entry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new Unreadable('压缩包里的文件太多');
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    need(bytes, at, 46);
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Unreadable('工作簿已损坏，目录读不懂');
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new Unreadable('工作簿有密码，请去掉密码后再试');
    const packedSize = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    need(bytes, at + 46, nameLength);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = dataOf(bytes, bytes.readUInt32LE(at + 42));
    need(bytes, start, packedSize);
    entries.set(name, { method: bytes.readUInt16LE(at + 10), packed: bytes.subarray(start, start + packedSize) });
    at += 46 + nameLength + rest;
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - END_SEARCH); at -= 1) if (bytes.readUInt32LE(at) === END) return at;
  throw new Unreadable('工作簿不完整，可能没有传完');
}

function dataOf(bytes: Buffer, local: number): number {
  need(bytes, local, 30);
  if (bytes.readUInt32LE(local) !== LOCAL) throw new Unreadable('工作簿已损坏，内容对不上目录');
  return local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
}

function need(bytes: Buffer, at: number, length: number): void {
  if (at < 0 || at + length > bytes.length) throw new Unreadable('工作簿已损坏，内容不全');
}

/** Packs files into an archive. The same files give the same bytes: the archive's times are all the format's zero. */
export function packArchive(files: readonly { readonly name: string; readonly text: string }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const plain = Buffer.from(text, 'utf8');
    const packed = deflateRawSync(plain);
    const nameBytes = Buffer.from(name, 'utf8');
    // from the version needed to the length of the extra field: alike in both headers
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([word(LOCAL), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([word(CENTRAL), Buffer.from([20, 0]), common, tail, nameBytes]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
