import { sql } from 'kysely';
import type { FieldCrypto } from '../platform/crypto/index.ts';
import { insertOnce } from '../platform/db/insert-once.ts';
import type { Tx } from '../platform/db/tx.ts';
import { hashToken } from '../platform/ids.ts';
import type { SubscribeCreditTable } from './store/credits.ts';

/** More than anybody needs for their orders: what a page tells us is not believed without end. */
const MOST = 20;

export type SubscribeAnswer = SubscribeCreditTable['last_answer'];

/** Credits 订阅次数 per person and template. */
export interface Credits {
  /** Counts what the person chose in WeChat's sheet: each accept is one message more. */
  collect(tx: Tx, openid: string, answers: readonly { readonly templateId: string; readonly answer: SubscribeAnswer }[]): Promise<void>;
  /** Messages that may be sent, by template. */
  of(tx: Tx, openid: string): Promise<ReadonlyMap<string, number>>;
  /** Takes one. False where none is left: the count is looked at and changed in one statement. */
  take(tx: Tx, openid: string, templateId: string): Promise<boolean>;
  /** Puts one back that bought nothing. */
  giveBack(tx: Tx, openid: string, templateId: string): Promise<void>;
  /** WeChat says that nothing is left. */
  exhaust(tx: Tx, openid: string, templateId: string): Promise<void>;
}

export function createCredits(crypto: FieldCrypto): Credits {
  const personOf = (openid: string) => crypto.blindIndex('subscribe_credit.openid', 'exact', openid);
  const idOf = (openid: string, templateId: string) => hashToken(`${personOf(openid)} ${templateId}`);

  return {
    async collect(tx, openid, answers) {
      for (const { templateId, answer } of answers) {
        const id = idOf(openid, templateId);
        const more = answer === 'accept' ? 1 : 0;
        const inserted = await insertOnce(tx, 'subscribe_credit', {
          id,
          openid_bidx: personOf(openid),
          openid_enc: crypto.encrypt({ table: 'subscribe_credit', column: 'openid_enc', rowId: id }, openid),
          template_id: templateId,
          credits: more,
          last_answer: answer,
          changed_at: tx.now,
        });
        if (inserted) continue;
        await tx.db
          .updateTable('subscribe_credit')
          .set({ credits: sql<number>`case when credits + ${more} > ${MOST} then ${MOST} else credits + ${more} end` })
          .set({ last_answer: answer, changed_at: tx.now })
          .where('id', '=', id)
          .execute();
      }
    },

    async of(tx, openid) {
      const rows = await tx.db
        .selectFrom('subscribe_credit')
        .select(['template_id', 'credits'])
        .where('openid_bidx', '=', personOf(openid))
        .execute();
      return new Map(rows.map((row) => [row.template_id, row.credits]));
    },

    async take(tx, openid, templateId) {
      const { numUpdatedRows } = await tx.db
        .updateTable('subscribe_credit')
        .set({ credits: sql<number>`credits - 1`, changed_at: tx.now })
        .where('id', '=', idOf(openid, templateId))
        .where('credits', '>', 0)
        .executeTakeFirst();
      return Number(numUpdatedRows) === 1;
    },

    async giveBack(tx, openid, templateId) {
      await tx.db
        .updateTable('subscribe_credit')
        .set({ credits: sql<number>`credits + 1`, changed_at: tx.now })
        .where('id', '=', idOf(openid, templateId))
        .where('credits', '<', MOST)
        .execute();
    },

    async exhaust(tx, openid, templateId) {
      await tx.db
        .updateTable('subscribe_credit')
        .set({ credits: 0, changed_at: tx.now })
        .where('id', '=', idOf(openid, templateId))
        .execute();
    },
  };
}
