import { ok } from '@mingdan/shared/kernel/result';
import { systemOrigin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { OpenedCallback } from '../domain/envelope.ts';
import { readFlatXml } from '../domain/flat-xml.ts';
import { cardClicked, customerChanged } from '../events.ts';
import { readInbox } from '../jobs.ts';
import { createGroupCommit } from './group-commit.ts';

/** How long a callback's text is kept, in ms. Must exceed the window for timestamps: a captured callback is recognised by its row, later by its age. */
const KEEP_MS = 30 * 86_400_000;
/** Rows per transaction, so that nobody waits for the cleaner. */
const REMOVED_AT_ONCE = 500;

type Received = Pick<OpenedCallback, 'digest' | 'plaintext'> & { readonly requestId: string };

const place = (digest: string) => ({ table: 'wecom_inbox', column: 'raw_enc', rowId: digest });

/** What WeCom sent: kept before it is answered, understood afterwards. */
export function createInbox({ uow, crypto }: { uow: UnitOfWork; crypto: FieldCrypto }) {
  const store = createGroupCommit(async (group: readonly Received[]) => {
    const stored = await uow.run(systemOrigin('wecom.callback', newId()), async (tx) => {
      const outcomes = new Map<Received, 'stored' | 'repeated'>();
      // in one order everywhere: two servers that get the same callbacks then wait for each other at most once
      for (const received of [...group].sort((a, b) => (a.digest < b.digest ? -1 : 1))) {
        const { digest, plaintext, requestId } = received;
        const row = { digest, raw_enc: crypto.encrypt(place(digest), plaintext), received_at: tx.now };
        const isNew = await insertOnce(tx, 'wecom_inbox', row);
        if (isNew) await tx.outbox.enqueue(readInbox, { digest, requestId });
        outcomes.set(received, isNew ? 'stored' : 'repeated');
      }
      return ok(outcomes);
    });
    if (!stored.ok) throw new Error('storing callbacks was refused');
    return group.map((received) => stored.value.get(received)!);
  });

  return {
    /** Stores a callback; done only once it is committed. `repeated`: it was stored before, now or days ago, and has no second effect. */
    receive: (callback: OpenedCallback, requestId: string): Promise<'stored' | 'repeated'> =>
      store({ digest: callback.digest, plaintext: callback.plaintext, requestId }),

    /** Whether this content was stored before. */
    async knows(digest: string, requestId: string): Promise<boolean> {
      return uow.read(systemOrigin('wecom.callback', requestId), async (tx) => {
        const row = await tx.db.selectFrom('wecom_inbox').select('digest').where('digest', '=', digest).executeTakeFirst();
        return row !== undefined;
      });
    },

    /** Turns a stored callback into what happened. Kinds that nobody hears yet stay in the inbox and do nothing. */
    async understand(tx: Tx, digest: string): Promise<void> {
      const row = await tx.db.selectFrom('wecom_inbox').select('raw_enc').where('digest', '=', digest).executeTakeFirst();
      const fields = row && readFlatXml(crypto.decrypt(place(digest), row.raw_enc));
      if (fields?.get('MsgType') !== 'event') return;
      const of = (name: string) => fields.get(name) ?? '';
      switch (of('Event')) {
        case 'template_card_event':
          await tx.outbox.append(cardClicked, {
            userid: of('FromUserName'),
            taskId: of('TaskId'),
            key: of('EventKey'),
            responseCode: of('ResponseCode'),
          });
          return;
        case 'change_external_contact':
          await tx.outbox.append(customerChanged, { userid: of('UserID'), externalUserid: of('ExternalUserID'), change: of('ChangeType') });
          return;
      }
    },

    /** Removes texts that nobody needs any more, some at a time. @returns whether there may be more */
    async removeOld(tx: Tx): Promise<boolean> {
      const old = await tx.db
        .selectFrom('wecom_inbox')
        .select('digest')
        .where('received_at', '<', tx.now - KEEP_MS)
        .orderBy('received_at')
        .limit(REMOVED_AT_ONCE)
        .execute();
      const digests = old.map(({ digest }) => digest);
      if (digests.length > 0) await tx.db.deleteFrom('wecom_inbox').where('digest', 'in', digests).execute();
      return digests.length === REMOVED_AT_ONCE;
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;
