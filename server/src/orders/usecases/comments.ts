import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { PersonNames } from '../../platform/people.ts';
import { noticeAsked } from '../events.ts';
import type { OrderCommentTable } from '../store/migrations.ts';
import { findSeen } from '../store/orders.ts';
import { tell } from '../store/timeline.ts';

interface CommentInput {
  readonly orderId: string;
  readonly text: string;
  readonly visibility: OrderCommentTable['visibility'];
  readonly mentions: readonly string[];
}

/** A comment with its text opened. */
export interface OrderComment {
  readonly id: string;
  readonly authorId: string;
  readonly visibility: OrderCommentTable['visibility'];
  readonly text: string;
  readonly at: number;
}

const sealed = (id: string) => ({ table: 'order_comment', column: 'text_enc', rowId: id });

/** Comments 备注 on an order: who wrote what for whom. They stand in the timeline and are never changed. */
export function createComments({ uow, crypto, names }: { uow: UnitOfWork; crypto: FieldCrypto; names: PersonNames }) {
  return {
    add: (input: CommentInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const row = await findSeen(tx, input.orderId);
        if (!row) return refuse('orders.not_found');
        const mentions = [...new Set(input.mentions)];
        const known = await names(tx, mentions);
        if (mentions.some((personId) => !known.has(personId))) return refuse('people.not_found');
        const id = newId();
        const { visibility } = input;
        await tx.db
          .insertInto('order_comment')
          .values({
            id,
            order_id: row.id,
            author_id: origin.actor.id,
            visibility,
            text_enc: crypto.encrypt(sealed(id), input.text),
            created_at: tx.now,
          })
          .execute();
        await tell(tx, row.id, [{ type: 'commented', detail: { commentId: id, visibility } }]);
        await tx.audit({
          action: 'orders.commented',
          subject: { type: 'order', id: row.id },
          after: { commentId: id, visibility, mentions },
        });
        if (mentions.length > 0)
          await tx.outbox.append(noticeAsked, {
            orderId: row.id,
            template: 'mentioned',
            to: { type: 'people', people: mentions },
            node: '',
          });
        return ok({ id });
      }),

    /** Oldest first, as far as the transaction's actor may read them: internal ones are for the company's desks and managers. */
    async of(tx: Tx, orderId: string): Promise<readonly OrderComment[]> {
      const rows = await tx.db.selectFrom('order_comment').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
      const { kind, roles } = tx.origin.actor;
      const isDesk = kind === 'person' && roles.some((role) => role !== 'installer');
      return rows
        .filter((row) => isDesk || row.visibility === 'visible')
        .map((row) => ({
          id: row.id,
          authorId: row.author_id,
          visibility: row.visibility,
          text: crypto.decrypt(sealed(row.id), row.text_enc),
          at: row.created_at,
        }));
    },
  };
}

export type Comments = ReturnType<typeof createComments>;
