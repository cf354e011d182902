import { imageKind, pixelsOf } from '@mingdan/shared/kernel/image-kind';
import Taro from '@tarojs/taro';
import { t } from '../messages/common.ts';
import type { ImageBytes } from './files.ts';
import { newKey } from './key.ts';
import { recentPosition } from './locate.ts';
import { IS_H5 } from './place.ts';
import { drawStamp, type Stamp, stampWords } from './watermark.ts';

/** What came of taking pictures: those ready to go up, and why others were not taken, in words. */
export interface Taken {
  readonly pictures: readonly ImageBytes[];
  readonly refused: readonly string[];
}

/** Longest side in px that a picture is sent with: enough to read a type plate, small enough for a basement's network. */
const LONGEST_SIDE = 2048;
const JPEG_QUALITY = 0.85;
/** Bytes and pixels that no phone's camera makes; more would only fill the memory. */
const MOST_BYTES = 60_000_000;
const MOST_PIXELS = 120_000_000;
/** A JPEG's size stands behind its metadata, which may be this long. */
const HEAD_BYTES = 262_144;

/** The lines of the watermark, asked for as each picture is drawn. */
type Words = () => Promise<readonly string[]>;

interface Drawn {
  readonly width: number;
  readonly height: number;
}

function scaledTo({ width, height }: Drawn): Drawn {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Draws a picture in the size that it goes up with, and the watermark over it. */
function paint(ink: CanvasRenderingContext2D, image: CanvasImageSource, size: Drawn, words: readonly string[]): void {
  ink.imageSmoothingQuality = 'medium';
  // a transparent PNG would turn black as a JPEG
  ink.fillStyle = '#FFFFFF';
  ink.fillRect(0, 0, size.width, size.height);
  ink.drawImage(image, 0, 0, size.width, size.height);
  if (words.length > 0) drawStamp(ink, size.width, size.height, words);
}

/** Why a file is not taken, in words; null for one that is. */
async function whyNot(file: File): Promise<string | null> {
  if (file.size > MOST_BYTES) return t('photo.tooLarge', { name: file.name });
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const kind = imageKind(head);
  if (kind === 'heic') return t('photo.heic', { name: file.name });
  if (kind === 'svg' || kind === 'gif' || kind === 'unknown') return t('photo.type', { name: file.name });
  const pixels = pixelsOf(head);
  return pixels && pixels.width * pixels.height > MOST_PIXELS ? t('photo.tooLarge', { name: file.name }) : null;
}

function imageOf(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    // not decoded here: drawing small lets the browser decode small, which is what keeps 40 megapixels out of the memory
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('not an image'));
    image.src = url;
  });
}

async function drawnInBrowser(file: File, words: readonly string[]): Promise<ArrayBuffer> {
  const url = URL.createObjectURL(file);
  const canvas = document.createElement('canvas');
  try {
    const image = await imageOf(url);
    const size = scaledTo({ width: image.naturalWidth, height: image.naturalHeight });
    canvas.width = size.width;
    canvas.height = size.height;
    const ink = canvas.getContext('2d');
    if (!ink) throw new Error('no canvas');
    paint(ink, image, size, words);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
    if (!blob) throw new Error('not drawn');
    return await blob.arrayBuffer();
  } finally {
    URL.revokeObjectURL(url);
    // some browsers keep a canvas' memory until it is empty
    canvas.width = 0;
    canvas.height = 0;
  }
}

function chooseFiles(count: number, cameraOnly: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/jpeg,image/png,image/webp';
    input.multiple = count > 1 && !cameraOnly;
    if (cameraOnly) input.capture = 'environment';
    input.style.display = 'none';
    input.addEventListener('change', () => {
      resolve([...(input.files ?? [])].slice(0, count));
      input.remove();
    });
    input.addEventListener('cancel', () => {
      resolve([]);
      input.remove();
    });
    document.body.append(input);
    input.click();
  });
}

async function takeInBrowser(count: number, cameraOnly: boolean, words: Words, onChosen: () => void): Promise<Taken> {
  const pictures: ImageBytes[] = [];
  const refused: string[] = [];
  const files = await chooseFiles(count, cameraOnly);
  onChosen();
  // one after the other: three pictures of 40 megapixels at once are more than a phone has
  for (const file of files) {
    const why = await whyNot(file);
    if (why !== null) {
      refused.push(why);
      continue;
    }
    try {
      pictures.push({ bytes: await drawnInBrowser(file, await words()), type: 'image/jpeg', key: newKey() });
    } catch {
      refused.push(t('photo.broken', { name: file.name }));
    }
  }
  return { pictures, refused };
}

function readBytes(filePath: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => (typeof data === 'string' ? reject(new Error('text instead of bytes')) : resolve(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

interface OffscreenCanvas2d {
  getContext(kind: '2d'): CanvasRenderingContext2D | null;
  createImage(): { src: string; onload: () => void; onerror: () => void };
}

async function drawnInWeChat(path: string, words: readonly string[]): Promise<ArrayBuffer> {
  const size = scaledTo(await Taro.getImageInfo({ src: path }));
  const canvas = Taro.createOffscreenCanvas({ type: '2d', ...size }) as unknown as OffscreenCanvas2d;
  const ink = canvas.getContext('2d');
  if (!ink) throw new Error('no canvas');
  const image = canvas.createImage();
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('not an image'));
    image.src = path;
  });
  paint(ink, image as unknown as CanvasImageSource, size, words);
  const { tempFilePath } = await Taro.canvasToTempFilePath({
    canvas: canvas as unknown as Taro.Canvas,
    fileType: 'jpg',
    quality: JPEG_QUALITY,
  });
  return readBytes(tempFilePath);
}

async function takeInWeChat(count: number, cameraOnly: boolean, words: Words, onChosen: () => void): Promise<Taken> {
  const { tempFiles } = await Taro.chooseMedia({
    count,
    mediaType: ['image'],
    sizeType: ['compressed'],
    sourceType: cameraOnly ? ['camera'] : ['camera', 'album'],
  });
  onChosen();
  const pictures: ImageBytes[] = [];
  const refused: string[] = [];
  for (const { tempFilePath } of tempFiles) {
    try {
      pictures.push({ bytes: await drawnInWeChat(tempFilePath, await words()), type: 'image/jpeg', key: newKey() });
    } catch {
      refused.push(t('photo.broken', { name: '' }));
    }
  }
  return { pictures, refused };
}

/**
 * Lets the person take or choose up to `count` pictures, and writes `stamp` into each. None when they think better of it.
 * @param onChosen called when the choice is made and the work on the pictures begins
 */
export async function takePictures(count: number, cameraOnly: boolean, stamp: Stamp | undefined, onChosen: () => void): Promise<Taken> {
  const words = async () => (stamp ? stampWords(stamp, Date.now(), await recentPosition()) : []);
  try {
    return IS_H5 ? await takeInBrowser(count, cameraOnly, words, onChosen) : await takeInWeChat(count, cameraOnly, words, onChosen);
  } catch {
    // cancelling is an error in WeChat's words
    return { pictures: [], refused: [] };
  }
}

/** The bytes of a file that a canvas was written to. */
export const bytesOfTemporary: (filePath: string) => Promise<ArrayBuffer> = readBytes;
