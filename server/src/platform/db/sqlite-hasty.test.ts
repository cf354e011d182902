import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Database } from './schema.ts';
import type { Store } from './session.ts';
import { openHastySqlite } from './sqlite-hasty.ts';
import { runTransaction } from './transaction.ts';

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingdan-hasty-'));
  file = join(folder, 'data.sqlite');
  store = openHastySqlite(file, DEFAULT_LIMITS);
  await write((db) => sql`create table word (text varchar(20) primary key)`.execute(db));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (work: (db: Kysely<Database>) => Promise<unknown>, commit = true): Promise<unknown> =>
  runTransaction(store, 'write', 5_000, async (db) => ({ commit, value: await work(db) }));
const say = (text: string) => (db: Kysely<Database>) => sql`insert into word (text) values (${text})`.execute(db);
const words = (): Promise<unknown> =>
  runTransaction(store, 'read', 5_000, async (db) => ({
    commit: false,
    value: (await sql<{ text: string }>`select text from word order by text`.execute(db)).rows.map(({ text }) => text),
  }));
/** What somebody finds who opens the file afterwards. */
async function afterwards(): Promise<unknown> {
  await store.close();
  const other = new SQLite(file, { readonly: true });
  try {
    return other.prepare('select text from word order by text').pluck().all();
  } finally {
    other.close();
  }
}

test('what was committed is in the file once it is closed, and can be read before', async () => {
  await write(say('one'));
  await write(say('two'));
  expect(await words()).toEqual(['one', 'two']);
  expect(await afterwards()).toEqual(['one', 'two']);
});

test('a transaction that is taken back, or fails, leaves nothing, and its neighbours stay', async () => {
  await write(say('before'));
  await write(say('refused'), false);
  await expect(
    write(async (db) => {
      await say('failed')(db);
      await say('before')(db);
    }),
  ).rejects.toThrow(/UNIQUE/);
  await write(say('later'));
  expect(await afterwards()).toEqual(['before', 'later']);
});

test('one after the other: who comes while a transaction is open waits for its end', async () => {
  const opened = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const first = write(async (db) => {
    await say('first')(db);
    opened.resolve();
    await goOn.promise;
  }, false);
  await opened.promise;
  const second = words();
  goOn.resolve();
  await first;
  expect(await second).toEqual([]);
});

test('many transactions go to the file in groups, all of them', async () => {
  const many = Array.from({ length: 1_201 }, (_, index) => String(index).padStart(5, '0'));
  for (const text of many) await write(say(text));
  expect(await afterwards()).toEqual(many);
});

test('nothing is lent once it is closed, and closing twice does no harm', async () => {
  await store.close();
  await store.close();
  await expect(write(say('late'))).rejects.toThrow('closed');
});
