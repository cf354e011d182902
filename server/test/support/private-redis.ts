import type { ChildProcess } from 'node:child_process';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { freePort } from './free-port.ts';
import { findProgram, killProgram, startProgram } from './program.ts';
import { waitUntil } from './wait-until.ts';

/** A Redis of our own, in memory only, that a test may stop. */
export interface PrivateRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

/** Starts a Redis, on a port of its own or the given one; throws where it is not installed. */
export async function startRedis(onPort?: number): Promise<PrivateRedis> {
  const program = findProgram('redis-server');
  if (!program) throw new Error('redis-server is not on PATH');
  const port = onPort ?? (await freePort());
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = startProgram(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', tmpdir()]);
    await waitUntil('Redis answers', () => listens(port));
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    stop: async () => {
      if (child) await killProgram(child);
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data).startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}
