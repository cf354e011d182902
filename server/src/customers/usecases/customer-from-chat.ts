import { ok, refuse } from '@mingdan/shared/kernel/result';
import type { Origin } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { ContactDirectory } from '../directory.ts';
import { FOLLOW_VALID_MS, followKey } from '../domain/follow.ts';
import { customerCreated } from '../events.ts';
import type { CustomerStore } from '../store/customers.ts';

/**
 * Finds or makes the customer of the chat that a staff member has open. The external_userid comes from a phone, so it counts only
 * when the directory says that this staff member follows the contact; the directory is asked before the transaction.
 */
export function createCustomerFromChat(deps: {
  uow: UnitOfWork;
  directory: ContactDirectory;
  store: CustomerStore;
  crypto: FieldCrypto;
  clock: Clock;
}) {
  const { uow, directory, store, crypto, clock } = deps;

  return async ({ externalUserid }: { externalUserid: string }, origin: Origin) => {
    const followId = crypto.blindIndex('contact_follow', 'exact', followKey(externalUserid, origin.actor.id));
    const known = await uow.read(origin, async (tx) => ({
      customerId: await store.findByIdentity(tx, 'external_userid', directory.corpId, externalUserid),
      follow: await tx.db.selectFrom('contact_follow').select(['follows', 'checked_at']).where('id', '=', followId).executeTakeFirst(),
    }));
    const fresh = known.follow?.follows === 1 && clock.now() - known.follow.checked_at < FOLLOW_VALID_MS;

    const contact = fresh && known.customerId ? null : await directory.lookUp(externalUserid, origin.actor.id);
    if (contact === 'unavailable') return refuse('customers.directory_unavailable');
    if (contact === 'not_followed') return refuse('customers.not_followed');

    return uow.run(origin, async (tx) => {
      let customerId = await store.findByIdentity(tx, 'external_userid', directory.corpId, externalUserid);
      if (contact !== null) {
        await store.saveFollow(tx, externalUserid, origin.actor.id, true);
        if (customerId === undefined) {
          customerId = await store.insert(tx, { name: contact.name, phone: contact.phone, level: 'STD' });
          await store.addIdentity(tx, customerId, 'external_userid', directory.corpId, externalUserid);
          await tx.audit({ action: 'customers.created', subject: { type: 'customer', id: customerId }, after: { source: 'sidebar' } });
          await tx.outbox.append(customerCreated, { customerId });
        }
        if (contact.unionid) await store.addIdentity(tx, customerId, 'unionid', 'open', contact.unionid);
      }
      return customerId === undefined ? refuse('customers.not_followed') : ok({ customerId });
    });
  };
}
