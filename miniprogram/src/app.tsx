import { useDidShow, useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import './lib/polyfills.ts';
import './app.css';
import { askChatAhead } from './lib/chat.ts';
import { watchNetwork } from './lib/network.ts';
import { flushOutbox } from './lib/outbox.ts';
import { dropOldPictures } from './lib/uploads.ts';

askChatAhead();

/** The program around the pages: whatever waits on the phone goes out when there is a network again, whichever page is open. */
export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    watchNetwork(() => void flushOutbox());
    dropOldPictures(Date.now());
  });
  useDidShow(() => void flushOutbox());
  return children;
}
