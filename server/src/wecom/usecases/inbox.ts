import { ok } from '@mingdan/shared/kernel/result';
import { followChanged } from '../../customers/events.ts';
import type { IdentityApi } from '../../identity/index.ts';
import { systemOrigin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import { insertOnce } from '../../platform/db/insert-once.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { newId } from '../../platform/ids.ts';
import type { Log } from '../../platform/log-port.ts';
import type { OpenedCallback } from '../domain/envelope.ts';
import { readFlatXml } from '../domain/flat-xml.ts';
import { cardClicked } from '../events.ts';
import { readInbox } from '../jobs.ts';
import { createGroupCommit } from './group-commit.ts';

/** How long a callback's text is kept, in ms. Must exceed the window for timestamps: a captured callback is recognised by its row, later by its age. */
const KEEP_MS = 30 * 86_400_000;
/** Rows per transaction, so that nobody waits for the cleaner. */
const REMOVED_AT_ONCE = 500;

interface Received {
  readonly digest: string;
  readonly plaintext: string;
  readonly requestId: string;
}

interface InboxDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly identity: IdentityApi;
  readonly log: Log;
}

/** Whether a member and a contact have each other after a change; what is not here, such as a remark, leaves that as it was. */
const FOLLOWS: Readonly<Record<string, boolean>> = {
  add_external_contact: true,
  add_half_external_contact: true,
  del_external_contact: false,
  del_follow_user: false,
};

const place = (digest: string) => ({ table: 'wecom_inbox', column: 'raw_enc', rowId: digest });

/** What WeCom sent: kept before it is answered, understood afterwards. */
export function createInbox({ uow, crypto, identity, log }: InboxDeps) {
  /** Stores those that are new and asks for their reading. @returns their digests */
  const insertNew = async (tx: Tx, group: readonly Received[]): Promise<ReadonlySet<string>> => {
    const distinct = new Map(group.map((received) => [received.digest, received]));
    const rows = [...distinct.values()]
      // in one order everywhere: two servers that get the same callbacks then wait for each other at most once
      .sort((a, b) => (a.digest < b.digest ? -1 : 1))
      .map(({ digest, plaintext }) => ({ digest, raw_enc: crypto.encrypt(place(digest), plaintext), received_at: tx.now }));
    if (await insertOnce(tx, 'wecom_inbox', rows)) return new Set(distinct.keys());
    const inserted = new Set<string>();
    for (const row of rows) if (await insertOnce(tx, 'wecom_inbox', row)) inserted.add(row.digest);
    return inserted;
  };

  const store = createGroupCommit(async (group: readonly Received[]) => {
    const requestIds = group.map(({ requestId }) => requestId);
    const requestId = requestIds.length === 1 ? requestIds[0]! : newId();
    const stored = await uow.run(systemOrigin('wecom.callback', requestId), async (tx) => {
      const inserted = await insertNew(tx, group);
      if (inserted.size > 0) await tx.outbox.enqueue(readInbox, { digests: [...inserted] });
      return ok(inserted);
    });
    if (!stored.ok) throw new Error('storing callbacks was refused');
    // what comes of them bears the correlation id of the group
    if (requestIds.length > 1) log.info({ requestId, of: requestIds.join(' ') }, 'callbacks stored together');
    const left = new Set(stored.value);
    return group.map(({ digest }) => (left.delete(digest) ? ('stored' as const) : ('repeated' as const)));
  });

  return {
    /** Stores a callback; done only once it is committed. `repeated`: it was stored before, now or days ago, and has no second effect. */
    receive: ({ digest, plaintext }: OpenedCallback, requestId: string): Promise<'stored' | 'repeated'> =>
      store({ digest, plaintext, requestId }),

    /** Whether this content was stored before. */
    async knows(digest: string, requestId: string): Promise<boolean> {
      return uow.read(systemOrigin('wecom.callback', requestId), async (tx) => {
        const row = await tx.db.selectFrom('wecom_inbox').select('digest').where('digest', '=', digest).executeTakeFirst();
        return row !== undefined;
      });
    },

    /** Turns stored callbacks into what happened. Kinds that nobody hears yet stay in the inbox and do nothing. */
    async understand(tx: Tx, digests: readonly string[]): Promise<void> {
      const rows = await tx.db
        .selectFrom('wecom_inbox')
        .select(['digest', 'raw_enc'])
        .where('digest', 'in', [...digests])
        .execute();
      for (const { digest, raw_enc } of rows) await understand(tx, identity, readFlatXml(crypto.decrypt(place(digest), raw_enc)));
    },

    /** Asks for each of them alone: one that cannot be read holds up no other. */
    async takeApart(tx: Tx, digests: readonly string[]): Promise<void> {
      for (const digest of digests) await tx.outbox.enqueue(readInbox, { digests: [digest] });
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

async function understand(tx: Tx, identity: IdentityApi, fields: ReadonlyMap<string, string> | undefined): Promise<void> {
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
    case 'change_external_contact': {
      const follows = FOLLOWS[of('ChangeType')];
      const person = await identity.findByUserid(tx, of('UserID'));
      if (follows !== undefined && person)
        await tx.outbox.append(followChanged, { personId: person.id, externalUserid: of('ExternalUserID'), follows });
      return;
    }
  }
}
