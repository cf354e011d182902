import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { gzipSync } from 'node:zlib';
import { cookiesToPhone, cookiesToServer } from './cookies.ts';
import { allowFrames, allowScript, bridgeOf, injectBridge } from './inject.ts';
import type { Phone, Phones } from './phones.ts';
import { userAgentOf } from './user-agent.ts';

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const without = (headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

/** A page is asked for uncompressed, so that the bridge can be put in, and packed afterwards; everything else as the web view asks for it. */
function requestHeaders(incoming: IncomingMessage, phone: Phone): OutgoingHttpHeaders {
  const cookie = cookiesToServer(incoming.headers.cookie, phone.name);
  return {
    ...without(incoming.headers, [...HOP_BY_HOP, 'cookie']),
    'user-agent': userAgentOf(phone.client),
    ...((incoming.headers.accept ?? '').includes('text/html') ? { 'accept-encoding': 'identity' } : {}),
    'x-forwarded-for': incoming.socket.remoteAddress ?? '',
    'x-forwarded-host': incoming.headers.host ?? '',
    'x-forwarded-proto': 'http',
    ...(cookie ? { cookie } : {}),
  };
}

function responseHeaders(incoming: IncomingMessage, phones: Phones, phone: Phone): OutgoingHttpHeaders {
  const headers = without(incoming.headers, [...HOP_BY_HOP, 'x-frame-options']);
  const policy = incoming.headers['content-security-policy'];
  if (typeof policy === 'string') headers['content-security-policy'] = allowFrames(policy);
  if (incoming.headers.location) headers['location'] = phones.toPhone(phone.name, incoming.headers.location);
  // the sandbox's login pages find the phone by where one comes from, also over a redirect
  headers['referrer-policy'] = 'strict-origin-when-cross-origin';
  const cookies = incoming.headers['set-cookie'];
  if (cookies) headers['set-cookie'] = [...cookiesToPhone(cookies, phone.name)];
  return headers;
}

const DOWN = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>连接中</title><link rel="stylesheet" href="/__phone/assets/base.css"></head><body class="notice"><p>明单服务还没有启动，正在重试…</p></body></html>`;

/** Every path of the phone's origin goes to the server and comes back as its client would show it. */
export function proxy(phones: Phones, phone: Phone, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const target = new URL(phones.serverUrl);
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const upstream = send(
    {
      hostname: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: requestHeaders(incoming, phone),
    },
    (answer) => {
      const headers = responseHeaders(answer, phones, phone);
      const isPlain = (answer.headers['content-encoding'] ?? 'identity') === 'identity';
      const isPage = isPlain && /^text\/html\b/i.test(answer.headers['content-type'] ?? '') && incoming.method !== 'HEAD';
      if (!isPage) {
        outgoing.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(outgoing);
        // an upstream that breaks off must not look like a complete answer
        answer.on('error', () => outgoing.destroy());
        return;
      }
      void sendPage(answer, phone, headers, outgoing, /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? '')));
    },
  );
  upstream.on('error', () => {
    if (outgoing.headersSent) {
      outgoing.destroy();
      return;
    }
    const isPage = (incoming.headers.accept ?? '').includes('text/html');
    outgoing.writeHead(502, { 'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json' });
    outgoing.end(isPage ? DOWN : JSON.stringify({ title: 'server unreachable', status: 502 }));
  });
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

async function sendPage(
  answer: IncomingMessage,
  phone: Phone,
  headers: OutgoingHttpHeaders,
  outgoing: ServerResponse,
  packed: boolean,
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    outgoing.destroy();
    return;
  }
  const bridge = await bridgeOf(phone);
  const text = Buffer.from(injectBridge(Buffer.concat(chunks).toString('utf8'), bridge), 'utf8');
  const policy = headers['content-security-policy'];
  if (typeof policy === 'string') headers['content-security-policy'] = allowScript(policy, bridge);
  const page = packed ? gzipSync(text) : text;
  for (const name of ['etag', 'last-modified', 'content-encoding']) delete headers[name];
  outgoing.writeHead(answer.statusCode ?? 502, {
    ...headers,
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': page.length,
    'cache-control': 'no-store',
  });
  outgoing.end(page);
}
