import type { DeliveryView } from '@mingdan/shared/contracts/deliveries';
import { label } from '@mingdan/shared/messages/index';
import { offerPress } from '@mingdan/shared/orders/offer-press';
import { answered, leaveAsked, leaveDecided, offered } from '../dispatch/events.ts';
import { offerTaskId } from '../dispatch/index.ts';
import { type IdentityApi, type Person, reachesPerson } from '../identity/index.ts';
import { noticeAsked, orderCreated } from '../orders/events.ts';
import type { OrdersApi } from '../orders/index.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx } from '../platform/db/unit-of-work.ts';
import { handle, on } from '../platform/outbox/definitions.ts';
import type { Wechat } from '../wechat/index.ts';
import { cardClicked } from '../wecom/events.ts';
import { isUrgent } from './domain/default-messages.ts';
import { leaveAskedWords, leaveDecidedWords } from './domain/leave-words.ts';
import { type Audience, worded } from './domain/message.ts';
import { notificationRoutes } from './edge/routes.ts';
import { closeCard, deliver, turnCard } from './jobs.ts';
import { deliveryOfSubject, insertDelivery, type NewDelivery, notificationMigrations } from './store/deliveries.ts';
import { createClosing } from './usecases/closing.ts';
import { createDeliveryReading } from './usecases/reading.ts';
import { type Recipient, recipientsOf } from './usecases/recipients.ts';
import { createToCustomers } from './usecases/to-customers.ts';
import { createToMembers, type ToMembersDeps } from './usecases/to-members.ts';
import { type OrderRow, variablesOf, wordsFor } from './usecases/wording.ts';

export interface NotificationsDeps extends Omit<ToMembersDeps, 'programId'> {
  readonly orders: OrdersApi;
  readonly wechat: Pick<Wechat, 'remote' | 'credits' | 'appId'>;
}

export { wordedNotices } from './usecases/editing-messages.ts';

/** What whoever follows the order up hears where the customer's notice waits to be sent by hand while somebody stands at the door for the answer. */
const BY_HAND: Readonly<Record<string, string>> = { 'consent-asked': 'consent-card' };

export interface NotificationsApi {
  /** Cards about a customer's orders that staff have to send by hand, newest first, as the transaction's actor may see them. */
  waitingFor(tx: Tx, customerId: string): Promise<DeliveryView[]>;
}

/** Notices 通知: who hears what, by which way, and what became of it. */
export function createNotifications(deps: NotificationsDeps): Capability & { api: NotificationsApi } {
  const { uow, orders } = deps;
  const toMembers = createToMembers({ ...deps, programId: deps.wechat.appId });
  const toCustomers = createToCustomers(deps);
  const closing = createClosing(deps);
  const reading = createDeliveryReading({ ...deps, toCustomers });

  /** What can be sent by itself is sent at once; the rest waits for a member of staff, or says why not. */
  const add = async (tx: Tx, delivery: NewDelivery): Promise<void> => {
    const id = await insertDelivery(tx, { ...delivery, urgent: isUrgent(delivery.template) });
    if (id && delivery.status === 'pending') await tx.outbox.enqueue(deliver, { deliveryId: id });
  };

  const notice = async (tx: Tx, messageId: string, row: OrderRow, template: string, to: 'customer' | Recipient): Promise<void> => {
    const orderId = row.id;
    const audience: Audience = to === 'customer' ? 'customer' : to.audience;
    const words = await wordsFor(tx, template, audience);
    const told = { order: row, words };
    const said = worded(words, await variablesOf(tx, orders, row, { audience, words, as: 'words' }));
    const common = { event_key: messageId, order_id: orderId, subject_id: null, template, audience, ...said };
    if (to === 'customer') {
      // the link exists from the first card on
      await orders.linkToken(tx, orderId);
      const begun = await toCustomers.begin(tx, told);
      await add(tx, { ...common, person_id: null, page: 'customer', ...begun });
      const ask = BY_HAND[template];
      if (!ask || begun.status !== 'staff_todo') return;
      for (const recipient of await recipientsOf(tx, deps.identity, row, { type: 'followup' }))
        await notice(tx, messageId, row, ask, recipient);
      return;
    }
    const known = to.personId !== null;
    await add(tx, {
      ...common,
      // several may hear of one event, each once
      event_key: `${messageId}:${to.personId ?? ''}`,
      person_id: to.personId,
      page: 'order',
      status: known ? 'pending' : 'undeliverable',
      ...(known ? {} : { reason: '没有可通知的人' }),
    });
  };

  return {
    name: 'notifications',
    api: {
      waitingFor: async (tx, customerId) => (await reading.list(tx, { customerId, status: 'staff_todo', audience: 'customer' })).items,
    },
    migrations: notificationMigrations,
    jobs: [
      handle(deliver, async ({ deliveryId }, { origin, attempt }) => {
        if (!(await toMembers.deliver(deliveryId, origin))) await toCustomers.deliver(deliveryId, attempt, origin);
      }),
      handle(turnCard, (press, { origin }) => closing.turnCard(press, origin)),
      handle(closeCard, ({ deliveryId, text }, { origin }) => closing.closeCard(deliveryId, text, origin)),
    ],
    subscriptions: [
      on(orderCreated, 'notifications.order-created', async ({ orderId }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const row = await orders.row(tx, orderId);
          if (row) await notice(tx, messageId, row, 'order-created', 'customer');
        });
      }),
      on(noticeAsked, 'notifications.notice-asked', async ({ orderId, template, to }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const row = await orders.row(tx, orderId);
          if (!row) return;
          if (typeof to === 'object' && to !== null && 'type' in to && to.type === 'customer') {
            await notice(tx, messageId, row, template, 'customer');
            return;
          }
          for (const recipient of await recipientsOf(tx, deps.identity, row, to)) await notice(tx, messageId, row, template, recipient);
        });
      }),
      on(offered, 'notifications.offered', async ({ offerId }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const offer = await deps.dispatch.offerTold(tx, offerId);
          if (!offer) return;
          await add(tx, {
            event_key: messageId,
            order_id: offer.orderId,
            audience: 'installer',
            person_id: offer.installerId,
            subject_id: offerId,
            template: 'offer',
            title: `新单 ${offer.templateName}`,
            text: `工单 ${offer.number}，等待接单`,
            page: 'offer',
            status: 'pending',
          });
        });
      }),
      on(leaveAsked, 'notifications.leave-asked', async ({ requestId }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const told = await deps.dispatch.leaveTold(tx, requestId);
          if (told?.request.state !== 'asked') return;
          for (const personId of await plannersOf(tx, deps.identity, told.person))
            await add(tx, {
              ...aboutLeave(requestId),
              ...leaveAskedWords(told.person.name, told.request),
              event_key: `${messageId}:${personId}`,
              audience: 'staff',
              person_id: personId,
              template: 'leave-asked',
              page: 'roster',
            });
        });
      }),
      on(leaveDecided, 'notifications.leave-decided', async ({ requestId }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const told = await deps.dispatch.leaveTold(tx, requestId);
          if (!told) return;
          await add(tx, {
            ...aboutLeave(requestId),
            ...leaveDecidedWords(told.request),
            event_key: messageId,
            audience: 'installer',
            person_id: told.person.id,
            template: 'leave-decided',
            page: 'leave',
          });
        });
      }),
      on(answered, 'notifications.answered', async ({ offerId, status }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const row = await deliveryOfSubject(tx, offerId);
          if (row) await tx.outbox.enqueue(closeCard, { deliveryId: row.id, text: label('offer.status', status) });
        });
      }),
      on(cardClicked, 'notifications.card-clicked', async ({ userid, taskId, key, responseCode }, { messageId, origin }) => {
        const offerId = taskId.startsWith('offer_') ? taskId.slice('offer_'.length) : '';
        if (offerTaskId(offerId) !== taskId || responseCode === '') return;
        await uow.once(origin, messageId, async (tx) => {
          const press = offerPress(key);
          // the code that came with the sending closes the card later: this one is for turning it
          if (press && press.does !== 'answer' && (await closing.mayTurn(tx, offerId, userid))) {
            await tx.outbox.enqueue(turnCard, { offerId, userid, responseCode, ask: press.does === 'ask' });
            return;
          }
          const row = await deliveryOfSubject(tx, offerId);
          if (row) await closing.rememberCode(tx, row.id, responseCode);
        });
      }),
    ],
    routes: notificationRoutes({ ...deps, toCustomers, reading }),
  };
}

const aboutLeave = (requestId: string) => ({ order_id: null, subject_id: requestId, status: 'pending' as const });

/** Roles of those who plan the days of others. */
const PLANNERS = ['dispatcher', 'outlet_manager'] as const;

/** Who decides about this installer's leave, himself left out. */
async function plannersOf(tx: Tx, identity: IdentityApi, installer: Person): Promise<readonly string[]> {
  const people = (await Promise.all(PLANNERS.map((role) => identity.peopleOfRole(tx, role)))).flat();
  const found = new Set<string>();
  for (const { id } of people) {
    const actor = id === installer.id ? undefined : await identity.loadActor(tx, id);
    if (actor && reachesPerson(actor, 'roster:write', installer)) found.add(id);
  }
  return [...found];
}
