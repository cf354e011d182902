import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { ContactDirectory } from '../directory.ts';
import type { CustomerStore } from '../store/customers.ts';

interface LinkInput {
  readonly customerId: string;
  readonly externalUserid: string;
}

/**
 * A person says that the contact of the chat is a customer whom we know from another channel. The contact's identities go over to that customer; the
 * customer that the chat had made disappears from lists and can be had back. Only a customer who has nothing of their own yet (no site, so no order
 * either, and no device) goes over like this: whatever has a history stays where it is.
 */
export function createLinkContact({ uow, store, directory }: { uow: UnitOfWork; store: CustomerStore; directory: ContactDirectory }) {
  /** The customer that the chat's contact is now, if the directory said within the last hour that the actor follows them. */
  const ofChat = async (tx: Tx, externalUserid: string): Promise<string | undefined> => {
    const id = await store.findByIdentity(tx, 'external_userid', directory.corpId, externalUserid);
    return id !== undefined && (await store.isFollowed(tx, id)) ? id : undefined;
  };

  return {
    link: ({ customerId, externalUserid }: LinkInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const customer = await store.loadSeen(tx, customerId);
        if (!customer) return refuse('customers.not_found');
        const chatId = await ofChat(tx, externalUserid);
        if (chatId === undefined) return refuse('customers.not_followed');
        if (chatId === customerId) return ok({ customerId });
        if (!(await store.absorb(tx, chatId, customerId))) return refuse('customers.contact_in_use');
        await tx.audit({
          action: 'customers.contact_linked',
          subject: { type: 'customer', id: customerId },
          before: { customerId: chatId },
          after: { customerId },
        });
        return ok({ customerId });
      }),

    unlink: ({ customerId, externalUserid }: LinkInput, origin: Origin) =>
      uow.run(origin, async (tx) => {
        const chatId = await ofChat(tx, externalUserid);
        if (chatId === undefined) return refuse('customers.not_followed');
        if (chatId !== customerId) return refuse('customers.not_found');
        const restored = await store.release(tx, directory.corpId, externalUserid);
        if (restored === undefined) return refuse('customers.contact_in_use');
        await tx.audit({
          action: 'customers.contact_unlinked',
          subject: { type: 'customer', id: restored },
          before: { customerId },
          after: { customerId: restored },
        });
        return ok({ customerId: restored });
      }),
  };
}
