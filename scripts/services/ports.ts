import { createServer } from 'node:net';

/** True when nobody listens on `port` of this machine's loopback or of all its addresses. */
export async function isFree(port: number): Promise<boolean> {
  // One after the other: the probes would be in each other's way. An address that does not exist here (no IPv6) is no obstacle.
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    if ((await probe(port, host)) === 'taken') return false;
  }
  return true;
}

/** `count` different ports that were free a moment ago, chosen by the kernel. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            if (address === null || typeof address === 'string') reject(new Error('a TCP server without a port'));
            else resolve(address.port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
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
