import type { IdempotencyClaim, Origin } from '../actor.ts';
import { insertOnce } from './insert-once.ts';
import type { Tx } from './tx.ts';

/** How long a stored answer is kept. */
export const IDEMPOTENCY_DAYS = 7;

/** Protects stored answers, which may hold personal data. `context` is bound to the ciphertext. */
export interface TextSeal {
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
}

export type ClaimOutcome =
  | { readonly kind: 'mine' }
  | { readonly kind: 'other_body' }
  | { readonly kind: 'replay'; readonly value: unknown };

const sealContext = (key: string): string => `idempotency_key/answer/${key}`;

/** The claim that this run takes: at most one run of a request, the first. */
export function takeClaim(origin: Origin): IdempotencyClaim | null {
  const claim = origin.idempotency;
  if (claim?.state !== 'open') return null;
  claim.state = 'taken';
  return claim;
}

/**
 * Takes the key for this transaction, or finds what an earlier request with it answered. Waits while another transaction holds the key.
 * The same key from somebody else counts as another body, so that nobody is shown another person's answer.
 */
export async function claimKey(tx: Tx, claim: IdempotencyClaim, seal: TextSeal): Promise<ClaimOutcome> {
  const actor = `${tx.origin.actor.kind}:${tx.origin.actor.id}`;
  const inserted = await insertOnce(tx, 'idempotency_key', {
    key: claim.key,
    actor,
    route: claim.route,
    body_hash: claim.bodyHash,
    status: 'open',
    answer_enc: null,
    created_at: tx.now,
  });
  if (inserted) return { kind: 'mine' };

  const row = await tx.db.selectFrom('idempotency_key').selectAll().where('key', '=', claim.key).executeTakeFirstOrThrow();
  if (row.actor !== actor || row.route !== claim.route || row.body_hash !== claim.bodyHash) return { kind: 'other_body' };
  return { kind: 'replay', value: row.answer_enc === null ? undefined : JSON.parse(seal.open(row.answer_enc, sealContext(claim.key))) };
}

/** Stores the answer beside the effect. */
export async function storeAnswer(tx: Tx, claim: IdempotencyClaim, value: unknown, seal: TextSeal): Promise<void> {
  const text = JSON.stringify(value) as string | undefined;
  await tx.db
    .updateTable('idempotency_key')
    .set({ status: 'done', answer_enc: text === undefined ? null : seal.seal(text, sealContext(claim.key)) })
    .where('key', '=', claim.key)
    .execute();
}
