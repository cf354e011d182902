import { ok } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { OpenedCallback } from '../domain/envelope.ts';
import { readFlatXml } from '../domain/flat-xml.ts';
import { cardClicked, customerChanged } from '../events.ts';
import { readInbox } from '../jobs.ts';

const place = (digest: string) => ({ table: 'wecom_inbox', column: 'raw_enc', rowId: digest });

export function createInbox({ uow, crypto }: { uow: UnitOfWork; crypto: FieldCrypto }) {
  return {
    /** Stores a callback before it is answered. `repeated`: it was stored before, now or days ago, and has no second effect. */
    async receive(callback: OpenedCallback, origin: Origin): Promise<'stored' | 'repeated'> {
      const { digest, plaintext } = callback;
      const stored = await uow.run(origin, async (tx) => {
        const isNew = await insertOnce(tx, 'wecom_inbox', {
          digest,
          raw_enc: crypto.encrypt(place(digest), plaintext),
          received_at: tx.now,
        });
        if (isNew) await tx.outbox.enqueue(readInbox, { digest });
        return ok(isNew ? ('stored' as const) : ('repeated' as const));
      });
      return stored.ok ? stored.value : 'repeated';
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
  };
}
export type Inbox = ReturnType<typeof createInbox>;
