import { ok } from '@mingdan/shared/kernel/result';
import type { IdentityApi } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { WecomError, type WecomMessenger } from '../../wecom/index.ts';
import { dropCode, loadDelivery, updateDelivery } from '../store/deliveries.ts';
import { codePlace } from './response-code.ts';

export interface ClosingDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly identity: IdentityApi;
  readonly messenger: WecomMessenger | null;
}

/** The response code was used, or is older than 72 hours. */
const CODE_SPENT = 60140;

/** Closes cards that had their answer. The remote call stands between two transactions, never inside one. */
export function createClosing({ uow, crypto, identity, messenger }: ClosingDeps) {
  return {
    /** Shows the answer on the card. A code that was used or is too old is no failure: the card then stays as it is. */
    async closeCard(deliveryId: string, text: string, origin: Origin): Promise<void> {
      if (!messenger) return;
      const { delivery, userid } = await uow.read(origin, async (tx) => {
        const row = await loadDelivery(tx, deliveryId);
        const person = row?.person_id ? await identity.person(tx, row.person_id) : undefined;
        return { delivery: row, userid: person?.userid };
      });
      if (!delivery || userid === undefined) return;
      const sealed = delivery.response_code_enc;
      if (sealed === null) {
        // pressed before the answer to the sending was stored: the code is on its way
        if (delivery.status === 'pending') throw new Error(`the card of delivery ${deliveryId} has no code yet`);
        return;
      }
      try {
        await messenger.closeCard([userid], crypto.decrypt(codePlace(deliveryId), sealed), text);
      } catch (error) {
        if (!(error instanceof WecomError) || error.what !== 'never') throw error;
        // a press has brought a newer code meanwhile: the next try takes it
        if (error.errcode === CODE_SPENT && !(await forget(deliveryId, sealed, origin))) throw error;
        return;
      }
      await forget(deliveryId, sealed, origin);
    },

    /** Keeps the newest code that allows an update of the card. Whoever pressed it has it: it was delivered, whatever became of our call. */
    async rememberCode(tx: Tx, deliveryId: string, responseCode: string): Promise<void> {
      const delivery = await loadDelivery(tx, deliveryId);
      await updateDelivery(tx, deliveryId, {
        response_code_enc: crypto.encrypt(codePlace(deliveryId), responseCode),
        ...(delivery?.status === 'sent' ? {} : { status: 'sent', reason: null, channel: 'wecom', sent_at: tx.now }),
      });
    },
  };

  /** Drops a code that is spent. False when another one has taken its place. */
  async function forget(deliveryId: string, sealed: string, origin: Origin): Promise<boolean> {
    const dropped = await uow.run(origin, async (tx) => ok(await dropCode(tx, deliveryId, sealed)));
    return dropped.ok && dropped.value;
  }
}

export type Closing = ReturnType<typeof createClosing>;
