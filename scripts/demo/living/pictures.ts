import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];
type Box = readonly [left: number, top: number, right: number, bottom: number, colour: Colour];

const WIDTH = 240;
const HEIGHT = 180;
const WALL: Colour = [226, 222, 214];
const FLOOR: Colour = [176, 152, 124];
const WHITE: Colour = [250, 250, 250];
const GREY: Colour = [150, 156, 164];
const DARK: Colour = [84, 92, 102];
const INK: Colour = [40, 52, 88];

/** Drawn rooms in place of photos: obviously no photo of anybody's home. */
const SCENES: readonly (readonly Box[])[] = [
  // an empty wall with a hole
  [
    [0, 140, WIDTH, HEIGHT, FLOOR],
    [188, 44, 200, 56, DARK],
  ],
  // a wall unit
  [
    [0, 140, WIDTH, HEIGHT, FLOOR],
    [60, 30, 190, 66, WHITE],
    [66, 58, 184, 62, GREY],
    [190, 44, 204, 52, GREY],
  ],
  // a cabinet in a corner
  [
    [0, 150, WIDTH, HEIGHT, FLOOR],
    [150, 40, 196, 154, WHITE],
    [158, 50, 188, 84, GREY],
    [158, 120, 188, 124, DARK],
  ],
  // pipes and a box
  [
    [0, 156, WIDTH, HEIGHT, FLOOR],
    [90, 20, 98, 156, GREY],
    [104, 20, 112, 156, GREY],
    [70, 80, 140, 128, WHITE],
    [78, 90, 132, 96, DARK],
  ],
];

const drawnBefore = new Map<string, Buffer>();
/** So many different pictures of a kind are enough. */
const VARIETY = 52;

/** A picture that is drawn once. */
function once(kind: string, number: number, draw: (number: number) => Buffer): Buffer {
  const key = `${kind}${number % VARIETY}`;
  const picture = drawnBefore.get(key) ?? draw(number % VARIETY);
  drawnBefore.set(key, picture);
  return picture;
}

/** A PNG photo of a drawn room: the same number, the same room. */
export const photo = (number: number): Buffer => once('photo', number, drawRoom);
/** A PNG signature: a stroke that nobody wrote. */
export const signature = (number: number): Buffer => once('signature', number, drawStroke);

function drawRoom(number: number): Buffer {
  return drawn(WIDTH, HEIGHT, WALL, SCENES[number % SCENES.length]!, (number * 7) % 13);
}

function drawStroke(number: number): Buffer {
  const strokes: Box[] = [];
  for (let x = 20; x < WIDTH - 20; x += 2) {
    const y = Math.round(HEIGHT / 3 + Math.sin((x + number * 17) / (9 + (number % 5))) * (14 + (number % 9)));
    strokes.push([x, y, x + 4, y + 3, INK]);
  }
  return drawn(WIDTH, Math.round((HEIGHT * 2) / 3), [255, 255, 255], strokes, 0);
}

function drawn(width: number, height: number, background: Colour, boxes: readonly Box[], shade: number): Buffer {
  const row = 1 + width * 3;
  const pixels = Buffer.alloc(row * height);
  const put = (x: number, y: number, colour: Colour): void => {
    for (let channel = 0; channel < 3; channel += 1) pixels[y * row + 1 + x * 3 + channel] = Math.max(0, colour[channel]! - shade);
  };
  for (const [left, top, right, bottom, colour] of [[0, 0, width, height, background] as Box, ...boxes])
    for (let y = top; y < Math.min(bottom, height); y += 1) for (let x = left; x < Math.min(right, width); x += 1) put(x, y, colour);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
