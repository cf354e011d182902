import { ok } from '@mingdan/shared/kernel/result';
import type { DispatchApi } from '../../dispatch/index.ts';
import type { IdentityApi, Person } from '../../identity/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { FieldCrypto } from '../../platform/crypto/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { readSetting } from '../../platform/settings/company-settings.ts';
import { type Sent, WecomError, type WecomMessenger } from '../../wecom/index.ts';
import { digestWords, programNotice } from '../domain/words.ts';
import { deliver } from '../jobs.ts';
import { MESSAGING } from '../settings.ts';
import { type DeliveryTable, gather, gathered, loadDelivery, lockDelivery, updateDelivery } from '../store/deliveries.ts';
import { takePlaceFor } from '../store/member-pace.ts';
import { cardOfOffer } from './offer-card.ts';
import { homeUrl, memberUrl, programPage, readerOf, withNotice } from './pages.ts';
import { codePlace } from './response-code.ts';

export interface ToMembersDeps {
  readonly uow: UnitOfWork;
  readonly crypto: FieldCrypto;
  readonly dispatch: DispatchApi;
  readonly identity: IdentityApi;
  readonly messenger: WecomMessenger | null;
  /** The mini-program's id; null while none is configured. */
  readonly programId: string | null;
  readonly publicUrl: () => string;
}

type Send = (messenger: WecomMessenger) => Promise<Sent | 'unknown_user'>;
/** A message, or why there is none. */
type Prepared = { readonly send: Send } | { readonly give: string };
interface Outcome {
  readonly status: 'sent' | 'undeliverable';
  readonly reason?: string;
  readonly channel?: string;
  readonly responseCode?: string | null;
}

/** Delayed messages come back one after the other, not all in the same moment. */
const SPREAD_MS = 5_000;
const spread = (id: string): number => [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % SPREAD_MS, 7);

/**
 * Notices to the company's own people, by WeCom. Kept below what WeCom takes for one member: what has no place now waits, and what has waited goes together
 * in one message; money and decisions go first.
 */
export function createToMembers(deps: ToMembersDeps) {
  const { uow, crypto, dispatch, identity, messenger, programId } = deps;

  const wait = async (tx: Tx, delivery: DeliveryTable, until: number): Promise<void> => {
    const dueAt = until + spread(delivery.id);
    await updateDelivery(tx, delivery.id, { waits_until: dueAt });
    await tx.outbox.enqueue(deliver, { deliveryId: delivery.id }, { dueAt });
  };

  const sendNotice = async (tx: Tx, delivery: DeliveryTable, { userid, roles }: Person): Promise<Send> => {
    const reader = readerOf(delivery, roles);
    const others = await gathered(tx, delivery.id);
    const words = others.length > 0 ? digestWords([delivery, ...others]) : { title: delivery.title, text: delivery.text };
    const { value: messaging } = await readSetting(tx, MESSAGING);
    // the roster is a page of the console alone
    if (messaging.miniProgramLinked && programId !== null && delivery.page !== 'roster') {
      const notice = programNotice(words, { appId: programId, page: programPage(delivery, others.length > 0, reader) });
      return (by) => by.sendProgramNotice(userid, notice);
    }
    const url = others.length > 0 ? homeUrl(deps.publicUrl(), reader) : memberUrl(deps.publicUrl(), delivery, reader);
    return (by) => by.sendTextCard(userid, { title: words.title, description: words.text, url: withNotice(url, delivery.id) });
  };

  /** What is to be sent to whom; undefined when there is nothing left to send now. */
  const prepare = async (tx: Tx, delivery: DeliveryTable): Promise<Prepared | undefined> => {
    const person = delivery.person_id ? await identity.person(tx, delivery.person_id) : undefined;
    if (!person?.active) return { give: '收件人不存在或已停用' };
    const isOffer = delivery.page === 'offer' && delivery.subject_id !== null;
    const offer = isOffer ? await dispatch.offerCard(tx, delivery.subject_id ?? '') : undefined;
    if (isOffer && offer?.status !== 'offered') return { give: '派单已有结果' };
    const until = await takePlaceFor(tx, person.id, delivery.urgent === 1);
    if (until !== undefined) {
      await wait(tx, delivery, until);
      return undefined;
    }
    if (offer) {
      const card = cardOfOffer(deps.publicUrl(), delivery, offer.view);
      return { send: (by) => by.sendButtonCard(person.userid, card) };
    }
    if (delivery.waits_until !== null && delivery.urgent === 0) await gather(tx, delivery);
    return { send: await sendNotice(tx, delivery, person) };
  };

  const finish = (id: string, origin: Origin, outcome: Outcome) =>
    uow.run(origin, async (tx) => {
      const delivery = await loadDelivery(tx, id);
      if (delivery?.status !== 'pending') return ok(null);
      const others = await gathered(tx, id);
      const ended = {
        status: outcome.status,
        channel: outcome.channel ?? null,
        sent_at: outcome.status === 'sent' ? tx.now : null,
        waits_until: null,
      };
      await updateDelivery(tx, id, {
        ...ended,
        reason: outcome.reason ?? null,
        // a click may have brought a newer code while the answer was on its way
        ...(outcome.responseCode && !delivery.response_code_enc
          ? { response_code_enc: crypto.encrypt(codePlace(id), outcome.responseCode) }
          : {}),
      });
      const together = outcome.status === 'sent' ? `与另外 ${others.length} 条合并为一条发出` : (outcome.reason ?? null);
      for (const other of others) await updateDelivery(tx, other.id, { ...ended, reason: together });
      return ok(null);
    });

  const send = async (deliveryId: string, prepared: Prepared, origin: Origin): Promise<void> => {
    if ('give' in prepared || !messenger) {
      await finish(deliveryId, origin, { status: 'undeliverable', reason: 'give' in prepared ? prepared.give : '未配置企业微信' });
      return;
    }
    let sent: Sent | 'unknown_user';
    try {
      sent = await prepared.send(messenger);
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      const { retryAt } = error;
      if (retryAt !== null) {
        await uow.run(origin, async (tx) => {
          const delivery = await loadDelivery(tx, deliveryId);
          if (delivery?.status === 'pending') await wait(tx, delivery, retryAt);
          return ok(null);
        });
        return;
      }
      if (error.what !== 'never') throw error;
      await finish(deliveryId, origin, { status: 'undeliverable', reason: `企业微信返回 ${error.errcode}` });
      return;
    }
    if (sent === 'unknown_user') await finish(deliveryId, origin, { status: 'undeliverable', reason: '企业微信里没有这位成员' });
    else await finish(deliveryId, origin, { status: 'sent', channel: 'wecom', responseCode: sent.responseCode });
  };

  return {
    /** @returns false for a customer's notice, which is none of its business */
    async deliver(deliveryId: string, origin: Origin): Promise<boolean> {
      const claimed = await uow.run<Prepared | 'customer' | undefined, never>(origin, async (tx) => {
        const delivery = await lockDelivery(tx, deliveryId);
        if (delivery?.audience === 'customer') return ok('customer');
        // what another message says too has its end with that one
        if (delivery?.status !== 'pending' || delivery.digest_of !== null) return ok(undefined);
        return ok(await prepare(tx, delivery));
      });
      const prepared = claimed.ok ? claimed.value : undefined;
      if (prepared === 'customer') return false;
      if (prepared) await send(deliveryId, prepared, origin);
      return true;
    },
  };
}
