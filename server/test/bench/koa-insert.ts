// The least that must be done for an acknowledged callback: Koa reads the body and answers, after one durable insert where a database is named.
// `node koa-insert.ts <port> [sqlite:<file> | mysql://…]`
import { randomUUID } from 'node:crypto';
import SQLite from 'better-sqlite3';
import Koa from 'koa';
import { createPool } from 'mysql2/promise';

/** As many as the load has: the database can then flush all commits that wait together. */
const CONNECTIONS = 64;

type Insert = (body: string) => Promise<void> | void;

async function insertInto(target: string | undefined): Promise<Insert> {
  if (target === undefined) return () => {};
  if (target.startsWith('sqlite:')) {
    const db = new SQLite(target.slice('sqlite:'.length));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('create table if not exists bare_inbox (id varchar(36) primary key, body text not null, at bigint not null)');
    const insert = db.prepare('insert into bare_inbox values (?, ?, ?)');
    return (body) => void insert.run(randomUUID(), body, Date.now());
  }
  const pool = createPool({ uri: target, connectionLimit: CONNECTIONS });
  await pool.query('create table if not exists bare_inbox (id varchar(36) primary key, body text not null, at bigint not null)');
  return async (body) => void (await pool.execute('insert into bare_inbox values (?, ?, ?)', [randomUUID(), body, Date.now()]));
}

const insert = await insertInto(process.argv[3]);
const app = new Koa();
app.use(async (ctx) => {
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  await insert(Buffer.concat(chunks).toString('utf8'));
  ctx.status = 200;
  ctx.body = '';
});
app.listen(Number(process.argv[2]), '127.0.0.1');
