import { ok } from '@mingdan/shared/kernel/result';
import { coversRegion, type IdentityApi } from '../../identity/index.ts';
import { linkAlive, type OrdersApi } from '../../orders/index.ts';
import type { Origin } from '../../platform/actor.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import type { Wechat } from '../../wechat/index.ts';
import { WecomError } from '../../wecom/index.ts';
import { type Chosen, chooseRung, type SubscribeStanding } from '../domain/ladder.ts';
import { type MessageWords, subscribeData } from '../domain/message.ts';
import { deliver } from '../jobs.ts';
import { type DeliveryTable, loadDelivery, lockDelivery, updateDelivery } from '../store/deliveries.ts';
import { type OrderRow, variablesOf, wordsFor } from './wording.ts';

export interface ToCustomersDeps {
  readonly uow: UnitOfWork;
  readonly orders: OrdersApi;
  readonly identity: IdentityApi;
  readonly wechat: Pick<Wechat, 'remote' | 'credits'>;
}

/** Nobody else sends it while a call may still be under way, ms. */
const SENDING_MS = 20_000;
/** Tries without an answer before the next rung is taken: a card by hand is better than a silent hour. */
const PATIENCE = 4;
/** The person has no subscription left, whatever we counted. */
const NO_CREDIT = 43101;

interface Ready {
  readonly openid: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
}

/** What an order's notice is made from. */
interface Told {
  readonly order: OrderRow;
  readonly words: MessageWords;
}

/** Undefined: nothing to send. `busy`: somebody is sending it. */
type Claimed = (Ready & { readonly page: string }) | 'busy' | undefined;

/** Where a notice stands while it is on a rung. */
const STATUS = { subscribe: 'pending', sidebar: 'staff_todo' } as const;
const PAGE = 'packages/customer/pages/order/index';

/** Notices to customers, down the ladder: a subscribe message that a tap has allowed, else a card that staff send, else the reason why not. */
export function createToCustomers({ uow, orders, identity, wechat }: ToCustomersDeps) {
  const hasStaff = async (tx: Tx, order: { created_by: string; region: string }): Promise<boolean> => {
    if ((await identity.person(tx, order.created_by))?.active) return true;
    const desk = [...(await identity.peopleOfRole(tx, 'staff')), ...(await identity.peopleOfRole(tx, 'dispatcher'))];
    return desk.some(({ regions }) => regions.some((scope) => coversRegion(scope, order.region)));
  };

  /** What stands in the way of a subscribe message, or all that it needs. `holds`: a credit is taken for it already. */
  const subscribeOf = async (tx: Tx, { order, words }: Told, holds = false): Promise<Ready | Exclude<SubscribeStanding, 'ready'>> => {
    if (!words.subscribe || !wechat.remote) return 'not_configured';
    const openid = await orders.customerOpenid(tx, order.id);
    if (openid === null) return 'unknown_person';
    const { templateId } = words.subscribe;
    if (!holds && ((await wechat.credits.of(tx, openid)).get(templateId) ?? 0) < 1) return 'no_credit';
    const written = subscribeData(words.subscribe, await variablesOf(tx, orders, order, { audience: 'customer', words, as: 'fields' }));
    return 'data' in written ? { openid, templateId, data: written.data } : 'nothing_to_say';
  };

  const choose = async (tx: Tx, order: OrderRow, subscribe: SubscribeStanding): Promise<Chosen> =>
    chooseRung({ subscribe, hasStaff: await hasStaff(tx, order), linkAlive: linkAlive(order, tx.now) });

  const statusOf = ({ rung, tried, reason }: Chosen) => ({
    status: rung === null ? ('undeliverable' as const) : STATUS[rung],
    ladder: tried,
    reason,
  });

  /** The next rung, after the first one turned out not to hold. */
  const stepDown = async (tx: Tx, delivery: DeliveryTable, standing: SubscribeStanding, why?: string): Promise<void> => {
    const order = await orders.row(tx, delivery.order_id ?? '');
    const chosen = order ? await choose(tx, order, standing) : chooseRung({ subscribe: standing, hasStaff: false, linkAlive: false });
    const { status, ladder, reason } = statusOf(chosen);
    const told = ladder.map((tried) => (tried.rung === 'subscribe' && why ? { ...tried, reason: `${tried.reason}（${why}）` } : tried));
    await updateDelivery(tx, delivery.id, { status, reason, ladder: JSON.stringify(told), sending_until: null });
  };

  /** Takes the right to send and the credit for it, or steps down; undefined when there is nothing to send. */
  const claim = (deliveryId: string, origin: Origin) =>
    uow.run<Claimed, never>(origin, async (tx) => {
      const delivery = await lockDelivery(tx, deliveryId);
      if (delivery?.status !== 'pending' || !delivery.order_id) return ok(undefined);
      if (delivery.sending_until !== null && delivery.sending_until > tx.now) return ok('busy' as const);
      const taken = delivery.credit_taken === 1;
      const order = await orders.row(tx, delivery.order_id);
      const words = await wordsFor(tx, delivery.template, 'customer');
      const ready = order ? await subscribeOf(tx, { order, words }, taken) : 'not_configured';
      if (typeof ready === 'string') {
        await stepDown(tx, delivery, ready);
        return ok(undefined);
      }
      if (!taken && !(await wechat.credits.take(tx, ready.openid, ready.templateId))) {
        await stepDown(tx, delivery, 'no_credit');
        return ok(undefined);
      }
      await updateDelivery(tx, delivery.id, { credit_taken: 1, sending_until: tx.now + SENDING_MS });
      const token = await orders.linkToken(tx, delivery.order_id);
      return ok({ ...ready, page: `${PAGE}?t=${token}` });
    });

  return {
    /** How a new notice begins: its status, the rungs that were looked at, and the reason where none holds. */
    async begin(tx: Tx, told: Told) {
      const found = await subscribeOf(tx, told);
      return statusOf(await choose(tx, told.order, typeof found === 'string' ? found : 'ready'));
    },

    /** Whether a notice that waits for staff, or found no way, would find a better one now. */
    async retryHelps(tx: Tx, { status }: Pick<DeliveryTable, 'status'>, told: Told): Promise<boolean> {
      if (status !== 'staff_todo' && status !== 'undeliverable') return false;
      const found = await subscribeOf(tx, told);
      const { rung } = await choose(tx, told.order, typeof found === 'string' ? found : 'ready');
      return status === 'undeliverable' ? rung !== null : rung === 'subscribe';
    },

    /** Sends a subscribe message; whatever WeChat says, the row ends somewhere. @throws to be tried again */
    async deliver(deliveryId: string, attempt: number, origin: Origin): Promise<void> {
      const claimed = await claim(deliveryId, origin);
      if (!claimed.ok || claimed.value === undefined || !wechat.remote) return;
      if (claimed.value === 'busy') throw new Error(`delivery ${deliveryId} is being sent`);
      const message = claimed.value;
      const settle = (work: (tx: Tx, delivery: DeliveryTable) => Promise<void>) =>
        uow.run(origin, async (tx) => {
          const delivery = await loadDelivery(tx, deliveryId);
          if (delivery?.status === 'pending') await work(tx, delivery);
          return ok(null);
        });
      try {
        await wechat.remote.sendSubscribe(message);
      } catch (error) {
        if (!(error instanceof WecomError)) throw error;
        const { errcode, retryAt, what } = error;
        if (retryAt !== null) {
          await settle(async (tx, delivery) => {
            await updateDelivery(tx, delivery.id, { sending_until: null, waits_until: retryAt });
            await tx.outbox.enqueue(deliver, { deliveryId }, { dueAt: retryAt });
          });
          return;
        }
        if (what === 'later' && attempt < PATIENCE) {
          await settle((tx, delivery) => updateDelivery(tx, delivery.id, { sending_until: null }));
          throw error;
        }
        await settle(async (tx, delivery) => {
          if (errcode === NO_CREDIT) await wechat.credits.exhaust(tx, message.openid, message.templateId);
          // without an answer it may have been sent: the credit may be gone
          else if (errcode !== null) await wechat.credits.giveBack(tx, message.openid, message.templateId);
          await updateDelivery(tx, delivery.id, { credit_taken: 0 });
          if (errcode === NO_CREDIT) await stepDown(tx, delivery, 'no_credit');
          else await stepDown(tx, delivery, what === 'later' ? 'no_answer' : 'refused', errcode === null ? undefined : `错误码 ${errcode}`);
        });
        return;
      }
      await settle((tx, delivery) =>
        updateDelivery(tx, delivery.id, { status: 'sent', channel: 'subscribe', sent_at: tx.now, sending_until: null, waits_until: null }),
      );
    },
  };
}

export type ToCustomers = ReturnType<typeof createToCustomers>;
