import { ok } from '@mingdan/shared/kernel/result';
import type { DispatchApi } from '../../dispatch/index.ts';
import type { IdentityApi } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { type ButtonCard, WecomError, type WecomMessenger } from '../../wecom/index.ts';
import { answeredCard, refusalCard } from '../domain/offer-answers.ts';
import { type DeliveryTable, deliveryOfSubject, dropCode, loadDelivery, updateDelivery } from '../store/deliveries.ts';
import { cardOfOffer } from './offer-card.ts';
import { codePlace } from './response-code.ts';

export interface ClosingDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly identity: IdentityApi;
  readonly dispatch: DispatchApi;
  readonly publicUrl: () => string;
  readonly messenger: WecomMessenger | null;
}

/** The response code was used, or is older than 72 hours. */
const CODE_SPENT = 60140;

/** A press on an offer's card that answers nothing. */
export interface TurningPress {
  readonly offerId: string;
  readonly userid: string;
  /** Of this very press, for one update. */
  readonly responseCode: string;
  readonly ask: boolean;
}

/** Changes and closes cards that were pressed. The remote call stands between two transactions, never inside one. */
export function createClosing({ uow, crypto, identity, dispatch, publicUrl, messenger }: ClosingDeps) {
  /** The card of an offer that has its answer; undefined for every other delivery, and where the offer still stands. */
  const answeredOf = async (tx: Tx, delivery: DeliveryTable): Promise<ButtonCard | undefined> => {
    if (delivery.page !== 'offer' || delivery.subject_id === null) return undefined;
    const { view } = (await dispatch.offerCard(tx, delivery.subject_id)) ?? {};
    if (!view || view.status === 'offered') return undefined;
    return answeredCard(cardOfOffer(publicUrl(), delivery, view), view.status);
  };

  return {
    /** Whether the offer stands and this member is whom it was made to: then a press may turn its card. */
    async mayTurn(tx: Tx, offerId: string, userid: string): Promise<boolean> {
      const offer = await dispatch.offerCard(tx, offerId);
      const person = await identity.findByUserid(tx, userid);
      return offer?.status === 'offered' && person?.id === offer.installerId;
    },

    /** Turns an offer's card by the code of the press. An answer that came meanwhile closes it, and a spent code leaves it as it is. */
    async turnCard({ offerId, userid, responseCode, ask }: TurningPress, origin: Origin): Promise<void> {
      if (!messenger) return;
      const card = await uow.read(origin, async (tx) => {
        const delivery = await deliveryOfSubject(tx, offerId);
        const offer = delivery && (await dispatch.offerCard(tx, offerId));
        return offer?.status === 'offered' ? cardOfOffer(publicUrl(), delivery!, offer.view) : undefined;
      });
      if (!card) return;
      try {
        await messenger.replaceCard([userid], responseCode, ask ? refusalCard(card) : card);
      } catch (error) {
        if (!(error instanceof WecomError) || error.what !== 'never') throw error;
      }
    },

    /** Shows the answer on the card. A code that was used or is too old is no failure: the card then stays as it is. */
    async closeCard(deliveryId: string, text: string, origin: Origin): Promise<void> {
      if (!messenger) return;
      const { delivery, userid, answered } = await uow.read(origin, async (tx) => {
        const row = await loadDelivery(tx, deliveryId);
        const person = row?.person_id ? await identity.person(tx, row.person_id) : undefined;
        return { delivery: row, userid: person?.userid, answered: row && (await answeredOf(tx, row)) };
      });
      if (!delivery || userid === undefined) return;
      const sealed = delivery.response_code_enc;
      if (sealed === null) {
        // pressed before the answer to the sending was stored: the code is on its way
        if (delivery.status === 'pending') throw new Error(`the card of delivery ${deliveryId} has no code yet`);
        return;
      }
      try {
        const code = crypto.decrypt(codePlace(deliveryId), sealed);
        if (answered) await messenger.replaceCard([userid], code, answered);
        else await messenger.closeCard([userid], code, text);
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
