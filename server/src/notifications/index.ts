import { deliverySent, listDeliveries as listDeliveriesContract } from '@mingdan/shared/contracts/deliveries';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { answered, offered } from '../dispatch/events.ts';
import { offerTaskId } from '../dispatch/index.ts';
import { noticeAsked, orderCreated } from '../orders/events.ts';
import type { Capability } from '../platform/capability.ts';
import type { Tx } from '../platform/db/unit-of-work.ts';
import { route } from '../platform/http/route.ts';
import { handle, on } from '../platform/outbox/definitions.ts';
import { cardClicked } from '../wecom/events.ts';
import { CARD_CLOSED, noticeWords } from './domain/words.ts';
import { closeCard, deliver } from './jobs.ts';
import {
  type DeliveryTable,
  deliveryOfSubject,
  insertDelivery,
  listDeliveries,
  loadDelivery,
  type NewDelivery,
  notificationMigrations,
  updateDelivery,
} from './store/deliveries.ts';
import { createDelivering, type DeliveringDeps, pageUrl } from './usecases/delivering.ts';
import { type Recipient, recipientsOf } from './usecases/recipients.ts';

const PAGE = 50;

/** Notices 通知: who hears what, by which way, and what became of it. */
export function createNotifications(deps: DeliveringDeps): Capability {
  const { uow, orders } = deps;
  const delivering = createDelivering(deps);

  /** A row for the company's own people is sent at once; one for customers waits for a member of staff. */
  const add = async (tx: Tx, delivery: NewDelivery): Promise<void> => {
    const id = await insertDelivery(tx, delivery);
    if (id && delivery.status === 'pending') await tx.outbox.enqueue(deliver, { deliveryId: id });
  };

  const notice = async (tx: Tx, messageId: string, orderId: string, template: string, to: 'customer' | Recipient): Promise<void> => {
    const row = await orders.row(tx, orderId);
    if (!row) return;
    const slot = row.slot_date && `${row.slot_date} ${row.slot_from}-${row.slot_to}`;
    const words = noticeWords(template, { number: row.number, templateName: row.template_name, slot, nodeName: row.node_name });
    const common = { event_key: messageId, order_id: orderId, subject_id: null, template, ...words };
    if (to === 'customer') {
      // the link exists from the first card on
      await orders.linkToken(tx, orderId);
      await add(tx, { ...common, audience: 'customer', person_id: null, page: 'customer', status: 'staff_todo' });
      return;
    }
    const known = to.personId !== null;
    await add(tx, {
      ...common,
      // several may hear of one event, each once
      event_key: `${messageId}:${to.personId ?? ''}`,
      audience: to.audience,
      person_id: to.personId,
      page: 'order',
      status: known ? 'pending' : 'undeliverable',
      ...(known ? {} : { reason: '没有可通知的人' }),
    });
  };

  const view = async (tx: Tx, row: DeliveryTable) => {
    const order = row.order_id ? await orders.row(tx, row.order_id) : undefined;
    const link = row.page === 'customer' && row.order_id ? await orders.existingLink(tx, row.order_id) : null;
    return {
      id: row.id,
      orderId: row.order_id,
      number: order?.number ?? null,
      audience: row.audience,
      template: row.template,
      title: row.title,
      text: row.text,
      url: pageUrl(deps.publicUrl(), row, link),
      channel: row.channel,
      status: row.status,
      reason: row.reason,
      createdAt: row.created_at,
      sentAt: row.sent_at,
    };
  };

  return {
    name: 'notifications',
    migrations: notificationMigrations,
    jobs: [
      handle(deliver, ({ deliveryId }, { origin }) => delivering.deliver(deliveryId, origin)),
      handle(closeCard, ({ deliveryId, text }, { origin }) => delivering.closeCard(deliveryId, text, origin)),
    ],
    subscriptions: [
      on(orderCreated, 'notifications.order-created', async ({ orderId }, { messageId, origin }) => {
        await uow.once(origin, messageId, (tx) => notice(tx, messageId, orderId, 'order-created', 'customer'));
      }),
      on(noticeAsked, 'notifications.notice-asked', async ({ orderId, template, to }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          if (typeof to === 'object' && to !== null && 'type' in to && to.type === 'customer') {
            await notice(tx, messageId, orderId, template, 'customer');
            return;
          }
          const row = await orders.row(tx, orderId);
          if (!row) return;
          for (const recipient of await recipientsOf(tx, deps.identity, row, to)) await notice(tx, messageId, orderId, template, recipient);
        });
      }),
      on(offered, 'notifications.offered', async ({ offerId }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const offer = await deps.dispatch.offerCard(tx, offerId);
          if (!offer) return;
          await add(tx, {
            event_key: messageId,
            order_id: offer.view.orderId,
            audience: 'installer',
            person_id: offer.installerId,
            subject_id: offerId,
            template: 'offer',
            title: `新单 ${offer.view.templateName}`,
            text: `工单 ${offer.view.number}，等待接单`,
            page: 'offer',
            status: 'pending',
          });
        });
      }),
      on(answered, 'notifications.answered', async ({ offerId, status }, { messageId, origin }) => {
        await uow.once(origin, messageId, async (tx) => {
          const row = await deliveryOfSubject(tx, offerId);
          if (row) await tx.outbox.enqueue(closeCard, { deliveryId: row.id, text: CARD_CLOSED[status] });
        });
      }),
      on(cardClicked, 'notifications.card-clicked', async ({ taskId, responseCode }, { messageId, origin }) => {
        const offerId = taskId.startsWith('offer_') ? taskId.slice('offer_'.length) : '';
        if (offerTaskId(offerId) !== taskId || responseCode === '') return;
        await uow.once(origin, messageId, async (tx) => {
          const row = await deliveryOfSubject(tx, offerId);
          if (row) await delivering.rememberCode(tx, row.id, responseCode);
        });
      }),
    ],
    routes: [
      route(listDeliveriesContract, (input, origin) =>
        uow.read(origin, async (tx) => {
          const limit = input.limit ?? PAGE;
          if (input.orderId && !(await orders.find(tx, input.orderId))) return ok({ items: [], nextCursor: null });
          const rows = await listDeliveries(tx, { orderId: input.orderId, status: input.status, before: input.cursor, limit: limit + 1 });
          const visible = [];
          for (const row of rows.slice(0, limit))
            if (!row.order_id || (await orders.find(tx, row.order_id))) visible.push(await view(tx, row));
          return ok({ items: visible, nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null });
        }),
      ),
      route(deliverySent, (input, origin) =>
        uow.run(origin, async (tx) => {
          const row = await loadDelivery(tx, input.deliveryId);
          if (!row?.order_id || row.audience !== 'customer' || !(await orders.find(tx, row.order_id))) return refuse('request.not_found');
          if (row.status === 'staff_todo') {
            await updateDelivery(tx, row.id, { status: 'sent', channel: 'sidebar', sent_at: tx.now });
            await tx.audit({
              action: 'notifications.sent_by_staff',
              subject: { type: 'order', id: row.order_id },
              after: { deliveryId: row.id, template: row.template },
            });
          }
          return ok({ status: 'sent' as const });
        }),
      ),
    ],
  };
}
