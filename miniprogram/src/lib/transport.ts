import type { Transport } from '@mingdan/shared/contracts/client';
import Taro from '@tarojs/taro';
import { takeEarly } from './early.ts';
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
  const early = method === 'GET' ? takeEarly(url, headers['Authorization']) : undefined;
  if (early) {
    try {
      const { status, text } = await early;
      return { status, body: parsed(text) };
    } catch {
      // asked too early, or of somebody else: asked again below
    }
  }
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), DEADLINE_MS);
  try {
    const answer = await fetch(url, { method, headers, signal: abort.signal, cache: 'no-store', ...(body === undefined ? {} : { body }) });
    return { status: answer.status, body: parsed(await answer.text()) };
  } finally {
    clearTimeout(timer);
  }
};

/** Milliseconds for a picture in a basement. */
const UPLOAD_DEADLINE_MS = 90_000;

/** As `overFetch`, but hears how much of the body has left, which `fetch` does not tell. */
const overXhr: Transport = ({ method, url, headers, body, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = UPLOAD_DEADLINE_MS;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && onProgress?.(loaded / Math.max(1, total));
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.onerror = () => reject(new Error('no answer'));
    request.ontimeout = () => reject(new Error('no answer in time'));
    request.send(body ?? null);
  });

const inBrowser: Transport = (request) => (request.onProgress ? overXhr(request) : overFetch(request));

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
export const transport: Transport = IS_H5 ? inBrowser : overWeChat;
