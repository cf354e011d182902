import { createServer } from 'node:net';

/** True when nobody listens on `port` of this machine's loopback or of all its addresses. */
export async function isFree(port: number): Promise<boolean> {
  // One after the other: the probes would be in each other's way. An address that does not exist here (no IPv6) is no obstacle.
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if ((await probe(port, host)) === 'taken') return false;
  }
  return true;
}

/**
 * Ports that a server may be started on a moment later. They lie below those that the kernel gives to outgoing connections (Linux: from 32,768 on), any of
 * which may be taken by a connection before the server listens.
 */
const FIRST = 20_000;
const LAST = 32_767;

/** `count` different ports that were free a moment ago, chosen at random. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
}

function probe(port: number, host: string): Promise<'free' | 'taken' | 'no such address'> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'taken' : 'no such address'),
    );
    server.listen({ port, host, ipv6Only: host === '::' }, () => server.close(() => resolve('free')));
  });
}
