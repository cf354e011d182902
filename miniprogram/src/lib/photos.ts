import Taro from '@tarojs/taro';
import type { ImageBytes } from './files.ts';
import { newKey } from './key.ts';
import { IS_H5 } from './place.ts';

/** A picture just taken: its bytes, and an address to show it by until the server's is known. */
export interface Picture extends ImageBytes {
  readonly preview: string;
}

/** Longest side in px that a picture is sent with: enough to read a type plate, small enough for a basement's network. */
const LONGEST_SIDE = 2048;
const JPEG_QUALITY = 0.85;

/** Smaller JPEG of a picture, or the picture itself where the browser cannot draw it. */
async function smaller(file: File): Promise<{ bytes: ArrayBuffer; type: ImageBytes['type'] }> {
  const asItIs = async () => ({ bytes: await file.arrayBuffer(), type: (file.type || 'image/jpeg') as ImageBytes['type'] });
  if (typeof createImageBitmap !== 'function') return asItIs();
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size < 1_000_000) return asItIs();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
    return blob ? { bytes: await blob.arrayBuffer(), type: 'image/jpeg' } : asItIs();
  } catch {
    // the server looks at the bytes itself and says what it does not take
    return asItIs();
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

async function takeInBrowser(count: number, cameraOnly: boolean): Promise<Picture[]> {
  const files = await chooseFiles(count, cameraOnly);
  return Promise.all(files.map(async (file) => ({ ...(await smaller(file)), key: newKey(), preview: URL.createObjectURL(file) })));
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

async function takeInWeChat(count: number, cameraOnly: boolean): Promise<Picture[]> {
  const { tempFiles } = await Taro.chooseMedia({
    count,
    mediaType: ['image'],
    sizeType: ['compressed'],
    sourceType: cameraOnly ? ['camera'] : ['camera', 'album'],
  });
  return Promise.all(
    tempFiles.map(async ({ tempFilePath }) => ({
      bytes: await readBytes(tempFilePath),
      type: tempFilePath.endsWith('.png') ? ('image/png' as const) : ('image/jpeg' as const),
      key: newKey(),
      preview: tempFilePath,
    })),
  );
}

/** Lets the person take or choose up to `count` pictures. None when they think better of it. */
export async function takePictures(count: number, cameraOnly: boolean): Promise<Picture[]> {
  try {
    return IS_H5 ? await takeInBrowser(count, cameraOnly) : await takeInWeChat(count, cameraOnly);
  } catch {
    // cancelling is an error in WeChat's words
    return [];
  }
}

/** The bytes of a file that a canvas was written to. */
export const bytesOfTemporary: (filePath: string) => Promise<ArrayBuffer> = readBytes;
