import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2';
import { freePort } from './free-port.ts';
import { findProgram, killProgram, startProgram } from './program.ts';
import { waitUntil } from './wait-until.ts';

/** A MariaDB of our own, in a temporary folder, that a test may kill. */
export interface PrivateMariadb {
  /** Without a database name. */
  readonly url: string;
  readonly port: number;
  /** SIGKILL, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same files and waits until it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Null where MariaDB is not installed. */
export function mariadbPrograms(): { server: string; install: string } | null {
  const server = findProgram('mariadbd');
  const install = findProgram('mariadb-install-db');
  return server && install ? { server, install } : null;
}

/** Settings as in production: every commit is flushed. Little memory, since several may run at once. */
export async function startMariadb(): Promise<PrivateMariadb> {
  const programs = mariadbPrograms();
  if (!programs) throw new Error('mariadbd is not on PATH');
  const folder = mkdtempSync(join(tmpdir(), 'mingdan-mariadb-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  await promisify(execFile)(programs.install, [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    // two installations at once would take each other's files from /tmp
    `--tmpdir=${folder}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const args = [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    // two servers must not meet in /tmp
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 's.sock')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=32M',
    '--innodb-flush-log-at-trx-commit=1',
    '--skip-log-bin',
    '--performance-schema=OFF',
  ];
  const url = `mysql://root@127.0.0.1:${port}`;
  let child: ChildProcess = startProgram(programs.server, args);
  await waitUntil('MariaDB answers', () => answers(url));
  return {
    url,
    port,
    kill: () => killProgram(child),
    restart: async () => {
      await killProgram(child);
      child = startProgram(programs.server, args);
      await waitUntil('MariaDB answers again', () => answers(url));
    },
    remove: async () => {
      await killProgram(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement as administrator of the server. */
export function administer(url: string, statement: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = createConnection({ uri: url, connectTimeout: 5_000 });
    connection.on('error', reject);
    connection.query(statement, (error) => {
      connection.destroy();
      if (error) reject(error);
      else resolve();
    });
  });
}

async function answers(url: string): Promise<boolean> {
  return administer(url, 'select 1').then(
    () => true,
    () => false,
  );
}
