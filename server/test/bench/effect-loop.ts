import SQLite from 'better-sqlite3';
import { Kysely, MysqlDialect, SqliteDialect, sql } from 'kysely';
import { createPool } from 'mysql2';

/** What any queue with exactly-once effects must at least do: one transaction per job that writes a receipt and the effect. */
export interface EffectLoop {
  run(jobs: number, concurrency: number): Promise<void>;
  close(): Promise<void>;
}

interface Tables {
  loop_receipt: { key: string; created_at: number };
  loop_effect: { id: string; at: number };
}

let series = 0;

/** The same settings as the product: WAL, synchronous=FULL. Statements are prepared once. */
export function sqliteEffectLoop(file: string): EffectLoop {
  const raw = new SQLite(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.exec('create table loop_receipt (key varchar(190) primary key, created_at bigint not null)');
  raw.exec('create table loop_effect (id varchar(26) primary key, at bigint not null)');
  const prepared = new Map<string, SQLite.Statement>();
  const database = {
    prepare: (text: string) => {
      let statement = prepared.get(text);
      if (!statement) {
        statement = raw.prepare(text);
        prepared.set(text, statement);
      }
      return statement as never;
    },
    close: () => raw.close(),
  };
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  return loop(db);
}

/** As many connections as jobs at once, every commit flushed. */
export async function mysqlEffectLoop(url: string, connections: number): Promise<EffectLoop> {
  const db = new Kysely<Tables>({ dialect: new MysqlDialect({ pool: createPool({ uri: url, connectionLimit: connections }) }) });
  await sql`create table loop_receipt (\`key\` varchar(190) primary key, created_at bigint not null)`.execute(db);
  await sql`create table loop_effect (id varchar(26) primary key, at bigint not null)`.execute(db);
  return loop(db);
}

function loop(db: Kysely<Tables>): EffectLoop {
  const once = (id: string): Promise<void> =>
    db.transaction().execute(async (trx) => {
      await trx.insertInto('loop_receipt').values({ key: id, created_at: Date.now() }).execute();
      await trx.insertInto('loop_effect').values({ id, at: Date.now() }).execute();
    });
  return {
    async run(jobs, concurrency) {
      const mine = series++;
      let next = 0;
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          for (let n = next++; n < jobs; n = next++) await once(`${mine}-${n}`);
        }),
      );
      const row = await db
        .selectFrom('loop_effect')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('id', 'like', `${mine}-%`)
        .executeTakeFirstOrThrow();
      if (Number(row.count) !== jobs) throw new Error(`the yardstick wrote ${row.count} of ${jobs} effects`);
    },
    close: () => db.destroy(),
  };
}
