import { randomBytes } from 'node:crypto';
import { administer } from '../../server/test/support/private-mariadb.ts';

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database beside the one that `serverUrl` names, on the same server. */
export async function createDatabase(serverUrl: string): Promise<FreshDatabase> {
  const server = new URL(serverUrl);
  server.pathname = '';
  const base = server.toString().replace(/\/$/, '');
  const name = `mingdan_e2e_${randomBytes(6).toString('hex')}`;
  await administer(base, `create database ${name} character set utf8mb4`);
  return { url: `${base}/${name}`, drop: () => administer(base, `drop database ${name}`).then(() => {}) };
}
