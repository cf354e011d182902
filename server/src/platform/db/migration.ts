import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SqlDialect } from './session.ts';

/**
 * A step of the schema. Holds at most one DDL statement, because MySQL commits each by itself: a run that is killed in the middle is finished by the next.
 * Ids are `0001-orders`, unique within their capability, run in order and never change once released.
 */
export interface Migration {
  readonly id: string;
  readonly up: (db: Kysely<unknown>, dialect: SqlDialect) => Promise<void>;
}

/** Column type for text that may outgrow 64 KB: JSON documents, explanations, ciphertexts. */
export function longText(dialect: SqlDialect): RawBuilder<unknown> {
  return dialect === 'mysql' ? sql`longtext` : sql`text`;
}

/** Adds a list of statements as steps `<id>-1`, `<id>-2`, …: one table and its indexes written together. */
export function steps(id: string, statements: readonly Migration['up'][]): Migration[] {
  return statements.map((up, index) => ({ id: `${id}-${index + 1}`, up }));
}
