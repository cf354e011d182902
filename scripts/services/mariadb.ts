import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import { freePorts } from './ports.ts';
import { launch, type Running } from './process.ts';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

/** What a private MariaDB needs; both come with `mariadb-server-core`, `my_print_defaults` with `mariadb-client-core`. */
export interface MariadbPrograms {
  readonly server: string;
  readonly install: string;
}

export function findMariadb(env?: NodeJS.ProcessEnv): MariadbPrograms | undefined {
  const server = findProgram(['mariadbd'], env);
  const install = findProgram(['mariadb-install-db'], env);
  return server && install && findProgram(['my_print_defaults'], env) ? { server, install } : undefined;
}

export interface Mariadb {
  /** As root without a password, with an empty database `mingdan`; tests may create others beside it. */
  readonly url: string;
  readonly port: number;
  readonly process: Running;
  /** Starts the server again on the same data and port, after `process` has ended. */
  restart(): Promise<Mariadb>;
  stop(): Promise<void>;
}

/** A server of our own in `folder` (emptied first), on a free port of the loopback. Commits reach the disk as in production. */
export async function startMariadb(programs: MariadbPrograms, folder: string): Promise<Mariadb> {
  rmSync(folder, { recursive: true, force: true });
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  mkdirSync(join(folder, 'tmp'));
  const user = userInfo().username;
  // --no-defaults: the machine's own settings (data folder, slow start-up checks) are not ours
  await run(programs.install, [
    '--no-defaults',
    `--user=${user}`,
    `--datadir=${data}`,
    `--tmpdir=${join(folder, 'tmp')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    `--basedir=${dirname(dirname(programs.server))}`,
  ]);
  const [port] = await freePorts(1);
  return startOn(programs, folder, port!, user);
}

async function startOn(programs: MariadbPrograms, folder: string, port: number, user: string): Promise<Mariadb> {
  const child = launch({
    name: 'mariadb',
    cwd: folder,
    logFile: join(folder, 'mariadb.log'),
    run: {
      program: programs.server,
      args: [
        '--no-defaults',
        `--datadir=${join(folder, 'data')}`,
        // a starting server removes the temporary tables that it finds: in a shared folder also those of another one
        `--tmpdir=${join(folder, 'tmp')}`,
        `--socket=${join(folder, 'm.sock')}`,
        `--port=${port}`,
        `--user=${user}`,
        '--bind-address=127.0.0.1',
        '--character-set-server=utf8mb4',
        '--collation-server=utf8mb4_general_ci',
        '--max-connections=400',
        '--skip-name-resolve',
      ],
    },
  });
  await waitUntil('MariaDB accepts connections', () => greets(child, port), { withinMs: 60_000 });
  await createDatabase(join(folder, 'm.sock'));
  return {
    url: `mysql://root@127.0.0.1:${port}/mingdan`,
    port,
    process: child,
    restart: () => startOn(programs, folder, port, user),
    stop: async () => {
      await child.stop(15_000);
    },
  };
}

async function createDatabase(socket: string): Promise<void> {
  const client = findProgram(['mariadb']);
  if (!client) throw new Error('the program `mariadb` (package mariadb-client-core) is missing');
  await run(client, [
    '--no-defaults',
    `--socket=${socket}`,
    '--user=root',
    '-e',
    'CREATE DATABASE IF NOT EXISTS mingdan CHARACTER SET utf8mb4',
  ]);
}

/** MariaDB speaks first: a byte from it means that it is ready for a login. */
function greets(child: Running, port: number): Promise<boolean> {
  if (child.hasEnded()) throw new Error(`MariaDB did not start:\n${child.tail()}`);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1000, () => answer(false));
    socket.once('data', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
