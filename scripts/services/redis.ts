import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import { launch, type Running } from './process.ts';
import { waitUntil } from './wait-until.ts';

export interface Redis {
  readonly url: string;
  readonly port: number;
  readonly process: Running;
  /** Starts an empty server on the same port, after `process` has ended. */
  restart(): Promise<Redis>;
  stop(): Promise<void>;
}

/** A server of our own that keeps nothing on disk, on a free port of the loopback. */
export async function startRedis(program: string, folder: string): Promise<Redis> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [port] = await freePorts(1);
  return startOn(program, folder, port!);
}

async function startOn(program: string, folder: string, port: number): Promise<Redis> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const child = launch({ name: 'redis', cwd: folder, logFile: join(folder, 'redis.log'), run: { program, args } });
  await waitUntil('Redis answers', () => pong(child, port), { withinMs: 20_000 });
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    process: child,
    restart: () => startOn(program, folder, port),
    stop: async () => {
      await child.stop();
    },
  };
}

function pong(child: Running, port: number): Promise<boolean> {
  if (child.hasEnded()) throw new Error(`Redis did not start:\n${child.tail()}`);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('error', () => answer(false));
  });
}
