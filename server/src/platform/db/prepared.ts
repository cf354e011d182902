import type { Compilable, CompiledQuery, Insertable, Kysely } from 'kysely';
import type { Database } from './schema.ts';
import type { SqlDialect } from './session.ts';
import type { Tx } from './tx.ts';

/** Stands in a statement for a value that is given when it is run. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Given = Readonly<Record<string, unknown>>;
type Runner = Pick<Tx, 'db' | 'dialect'>;

/**
 * A statement that is written and compiled once, for those that an order asks for dozens of times: building the same text anew takes longer than SQLite takes
 * to answer it.
 *
 * @param write is called once per dialect, with places instead of values: its text must not depend on what is given, so no lists and no conditions
 */
export function prepared<G extends Given, Row>(
  write: (db: Kysely<Database>, given: G, dialect: SqlDialect) => Compilable<Row>,
): (tx: Runner, given: G) => Promise<readonly Row[]> {
  const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as G;
  const compiled = new Map<SqlDialect, CompiledQuery<Row>>();
  return async (tx, given) => {
    let query = compiled.get(tx.dialect);
    if (!query) {
      query = write(tx.db, places, tx.dialect).compile();
      compiled.set(tx.dialect, query);
    }
    return (await run(tx, query, given)).rows;
  };
}

/** The same for one row. */
export function preparedOne<G extends Given, Row>(
  write: Parameters<typeof prepared<G, Row>>[0],
): (tx: Runner, given: G) => Promise<Row | undefined> {
  const all = prepared(write);
  return async (tx, given) => (await all(tx, given))[0];
}

/** Rows up to which a statement of its own is kept for each number of them. */
const KEPT_ROWS = 12;
const inserts = new Map<string, CompiledQuery>();

/** Inserts rows that fill the same columns, by a statement that is compiled once for them. */
export async function insertRows<T extends keyof Database & string>(
  tx: Runner,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  if (rows.length === 0) return;
  if (rows.length > KEPT_ROWS) {
    await tx.db
      .insertInto(table)
      .values(rows as never)
      .execute();
    return;
  }
  const columns = Object.keys(rows[0]!);
  const key = `${tx.dialect} ${rows.length} ${table} ${columns.join()}`;
  let query = inserts.get(key);
  if (!query) {
    const places = Object.fromEntries(columns.map((column) => [column, new Place(column)]));
    const values = rows.map(() => places) as never;
    query = tx.db.insertInto(table).values(values).compile() as CompiledQuery;
    inserts.set(key, query);
  }
  const parameters: unknown[] = [];
  for (const row of rows as readonly Given[]) {
    if (Object.keys(row).length !== columns.length) throw new Error(`rows for ${table} do not fill the same columns`);
    for (const column of columns) parameters.push(row[column]);
  }
  await tx.db.executeQuery({ ...query, parameters });
}

function run<Row>(tx: Runner, query: CompiledQuery<Row>, given: Given) {
  return tx.db.executeQuery<Row>({
    ...query,
    parameters: query.parameters.map((parameter) => (parameter instanceof Place ? given[parameter.name] : parameter)),
  });
}
