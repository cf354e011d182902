import Taro from '@tarojs/taro';
import { showPictures as showInBrowser } from '../web/picture-viewer.ts';
import { IS_H5 } from './place.ts';

/** Shows pictures large, beginning with `current`, one of `urls`. */
export function showPictures(current: string, urls: readonly string[]): void {
  if (IS_H5) showInBrowser(current, urls);
  else void Taro.previewImage({ current, urls: [...urls] });
}
