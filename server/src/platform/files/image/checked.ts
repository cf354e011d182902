/** The three formats that phones make and browsers show without running anything. SVG is a program and stays out. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export interface CheckedImage {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  /** The picture without what says where, when and with what it was taken, and without anything appended to it. */
  readonly bytes: Buffer;
}

/** Thrown by the readers of the formats: the file is not what its first bytes say. */
export class ImageBroken extends Error {
  override readonly name = 'ImageBroken';
}
