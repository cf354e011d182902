/** Draws the tab bar's pictures (the platform takes no other form): `node miniprogram/scripts/tab-icons.ts`, with Chromium on the PATH. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { LIGHT } from '@mingdan/shared/design/tokens';
import { openBrowser } from '../../scripts/services/chromium.ts';

const SIDE = 81;
const ICONS = {
  today: '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M8.5 15l2.5 2.5 4.5-4.5"/>',
  earnings: '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 7.5L12 12l3.5-4.5M12 12v5M9 12.5h6M9 15h6"/>',
  me: '<circle cx="12" cy="8.5" r="3.750"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>',
};

const svg = (paths: string, colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;

/** Draws in the page: how much of the colour each pixel has, in sixteenths, row by row. */
async function draw({ source, side }: { source: string; side: number }): Promise<number[]> {
  const picture = new Image();
  picture.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
  const context = canvas.getContext('2d')!;
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  return Array.from({ length: side * side }, (_, at) => Math.round(data[at * 4 + 3]! / 17));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/**
 * A PNG (RFC 2083) of one colour in sixteen steps from nothing to full: a palette with transparency, two pixels a byte. A quarter as large as the browser's own
 * pictures, small enough to come with the program instead of by a request each.
 */
function png(levels: readonly number[], colour: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(SIDE);
  const rgb = Buffer.from(colour.replace('#', ''), 'hex');
  const rows = Array.from({ length: SIDE }, (_, row) => {
    const line = levels.slice(row * SIDE, (row + 1) * SIDE);
    return Buffer.from([0, ...Array.from({ length: Math.ceil(SIDE / 2) }, (_, at) => (line[at * 2]! << 4) | (line[at * 2 + 1] ?? 0))]);
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([size, size, Buffer.from([4, 3, 0, 0, 0])])),
    chunk('PLTE', Buffer.concat(Array.from({ length: 16 }, () => rgb))),
    chunk('tRNS', Buffer.from(Array.from({ length: 16 }, (_, level) => level * 17))),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const browser = await openBrowser();
try {
  const tab = await browser.newPage();
  for (const [name, paths] of Object.entries(ICONS)) {
    for (const [suffix, colour] of [
      ['', LIGHT.inkSecondary],
      ['-on', LIGHT.primary],
    ] as const) {
      const levels = await tab.evaluate(draw, { source: svg(paths, colour), side: SIDE });
      writeFileSync(join(import.meta.dirname, `../src/assets/tab-${name}${suffix}.png`), png(levels, colour));
    }
  }
} finally {
  await browser.close();
}
