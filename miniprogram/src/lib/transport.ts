import type { Transport } from '@mingdan/shared/contracts/client';
import Taro from '@tarojs/taro';
import { IS_H5 } from './place.ts';

/** Milliseconds after which no answer counts as none. */
const DEADLINE_MS = 20_000;

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // a proxy's page instead of an answer: the status says enough
    return undefined;
  }
}

const overFetch: Transport = async ({ method, url, headers, body }) => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), DEADLINE_MS);
  try {
    const answer = await fetch(url, { method, headers, signal: abort.signal, cache: 'no-store', ...(body === undefined ? {} : { body }) });
    return { status: answer.status, body: parsed(await answer.text()) };
  } finally {
    clearTimeout(timer);
  }
};

const overWeChat: Transport = async ({ method, url, headers, body }) => {
  const answer = await Taro.request({
    url,
    method,
    header: headers,
    timeout: DEADLINE_MS,
    dataType: 'text',
    ...(body === undefined ? {} : { data: body }),
  });
  return { status: answer.statusCode, body: typeof answer.data === 'string' ? parsed(answer.data) : answer.data };
};

/** One exchange with the server, over whatever the platform offers. Rejects only when no answer came. */
export const transport: Transport = IS_H5 ? overFetch : overWeChat;
