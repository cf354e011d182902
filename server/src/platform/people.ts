import type { Tx } from './db/tx.ts';

/** Names of people by person id, for screens; unknown ids are absent. Identity fills it. */
export type PersonNames = (tx: Tx, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
