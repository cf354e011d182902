import { ok } from '@mingdan/shared/kernel/result';
import { type DispatchApi, offerTaskId } from '../../dispatch/index.ts';
import type { IdentityApi } from '../../identity/index.ts';
import type { OrdersApi } from '../../orders/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { type Sent, WecomError, type WecomMessenger } from '../../wecom/index.ts';
import { offerCard } from '../domain/words.ts';
import { type DeliveryTable, loadDelivery, updateDelivery } from '../store/deliveries.ts';

export interface DeliveringDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly orders: OrdersApi;
  readonly dispatch: DispatchApi;
  readonly identity: IdentityApi;
  readonly messenger: WecomMessenger | null;
  readonly publicUrl: () => string;
}

const codePlace = (id: string) => ({ table: 'delivery', column: 'response_code_enc', rowId: id });

/** Address of the page that a delivery leads to, for its receiver. */
export function pageUrl(publicUrl: string, delivery: Pick<DeliveryTable, 'page' | 'order_id'>, linkToken: string | null): string | null {
  if (delivery.page === 'offer') return `${publicUrl}/m/#/pages/home/index`;
  if (delivery.page === 'order') return `${publicUrl}/m/#/packages/orders/pages/detail/index?id=${delivery.order_id}`;
  return linkToken && `${publicUrl}/m/#/packages/customer/pages/order/index?t=${linkToken}`;
}

/** Sends what waits, and closes cards that had their answer. The remote call stands between two transactions, never inside one. */
export function createDelivering(deps: DeliveringDeps) {
  const { uow, crypto, dispatch, identity, messenger } = deps;

  /** What is to be sent to whom; undefined when there is nothing left to send. */
  const prepare = async (
    tx: Tx,
    delivery: DeliveryTable,
  ): Promise<{ send: (messenger: WecomMessenger) => Promise<Sent | 'unknown_user'> } | { give: string }> => {
    const person = delivery.person_id ? await identity.person(tx, delivery.person_id) : undefined;
    if (!person?.active) return { give: '收件人不存在或已停用' };
    const url = pageUrl(deps.publicUrl(), delivery, null) ?? deps.publicUrl();
    if (delivery.page !== 'offer' || !delivery.subject_id)
      return { send: (by) => by.sendTextCard(person.userid, { title: delivery.title, description: delivery.text, url }) };
    const offer = await dispatch.offerCard(tx, delivery.subject_id);
    if (offer?.status !== 'offered') return { give: '派单已有结果' };
    const minutes = Math.max(1, Math.round((offer.view.expiresAt - tx.now) / 60_000));
    const card = offerCard(offer.view, offerTaskId(delivery.subject_id), url, minutes);
    return { send: (by) => by.sendButtonCard(person.userid, card) };
  };

  return {
    async deliver(deliveryId: string, origin: Origin): Promise<void> {
      const prepared = await uow.read(origin, async (tx) => {
        const delivery = await loadDelivery(tx, deliveryId);
        return delivery?.status === 'pending' ? prepare(tx, delivery) : undefined;
      });
      if (!prepared) return;
      if ('give' in prepared || !messenger) {
        await finish(deliveryId, origin, { status: 'undeliverable', reason: 'give' in prepared ? prepared.give : '未配置企业微信' });
        return;
      }
      let sent: Sent | 'unknown_user';
      try {
        sent = await prepared.send(messenger);
      } catch (error) {
        if (!(error instanceof WecomError) || error.what !== 'never') throw error;
        await finish(deliveryId, origin, { status: 'undeliverable', reason: `企业微信返回 ${error.errcode}` });
        return;
      }
      if (sent === 'unknown_user') await finish(deliveryId, origin, { status: 'undeliverable', reason: '企业微信里没有这位成员' });
      else await finish(deliveryId, origin, { status: 'sent', channel: 'wecom', responseCode: sent.responseCode });
    },

    /** Shows the answer on the card. A code that was used or is too old is no failure: the card then stays as it is. */
    async closeCard(deliveryId: string, text: string, origin: Origin): Promise<void> {
      const card = await uow.read(origin, async (tx) => {
        const delivery = await loadDelivery(tx, deliveryId);
        const person = delivery?.person_id && (await identity.person(tx, delivery.person_id));
        if (!delivery?.response_code_enc || !person) return undefined;
        return { userid: person.userid, code: crypto.decrypt(codePlace(deliveryId), delivery.response_code_enc) };
      });
      if (!card || !messenger) return;
      try {
        await messenger.closeCard([card.userid], card.code, text);
      } catch (error) {
        if (error instanceof WecomError && error.what === 'never') return;
        throw error;
      }
      await uow.run(origin, async (tx) => {
        await updateDelivery(tx, deliveryId, { response_code_enc: null });
        return ok(null);
      });
    },

    /** Keeps the newest code that allows an update of the card. */
    async rememberCode(tx: Tx, deliveryId: string, responseCode: string): Promise<void> {
      await updateDelivery(tx, deliveryId, { response_code_enc: crypto.encrypt(codePlace(deliveryId), responseCode) });
    },
  };

  async function finish(
    id: string,
    origin: Origin,
    outcome: { status: 'sent' | 'undeliverable'; reason?: string; channel?: string; responseCode?: string | null },
  ): Promise<void> {
    await uow.run(origin, async (tx) => {
      const delivery = await loadDelivery(tx, id);
      if (delivery?.status !== 'pending') return ok(null);
      await updateDelivery(tx, id, {
        status: outcome.status,
        reason: outcome.reason ?? null,
        channel: outcome.channel ?? null,
        sent_at: outcome.status === 'sent' ? tx.now : null,
        // a click may have brought a newer code while the answer was on its way
        ...(outcome.responseCode && !delivery.response_code_enc
          ? { response_code_enc: crypto.encrypt(codePlace(id), outcome.responseCode) }
          : {}),
      });
      return ok(null);
    });
  }
}

export type Delivering = ReturnType<typeof createDelivering>;
