import { messagingSetting, saveMessagingSetting } from '@mingdan/shared/contracts/company-settings';
import { collectSubscriptions, customerSubscriptions } from '@mingdan/shared/contracts/customer-page';
import { chatCard, deliverySent, listDeliveries as listDeliveriesContract, retryDelivery } from '@mingdan/shared/contracts/deliveries';
import {
  listMessageTemplates,
  messageTemplateVersions,
  previewMessageTemplate,
  saveMessageTemplate,
} from '@mingdan/shared/contracts/message-templates';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { formatSlotDate } from '@mingdan/shared/messages/format';
import { standingWord } from '@mingdan/shared/orders/standing';
import { type OrdersApi, slotOf } from '../../orders/index.ts';
import type { Tx, UnitOfWork } from '../../platform/db/unit-of-work.ts';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import { readSetting, saveSetting } from '../../platform/settings/company-settings.ts';
import { progressWords } from '../domain/words.ts';
import { deliver } from '../jobs.ts';
import { MESSAGING } from '../settings.ts';
import { type DeliveryTable, loadDelivery, lockDelivery, updateDelivery } from '../store/deliveries.ts';
import { createMessageEditing } from '../usecases/editing-messages.ts';
import { customerUrl } from '../usecases/pages.ts';
import type { DeliveryReading } from '../usecases/reading.ts';
import { createSubscriptions, type SubscriptionsDeps } from '../usecases/subscriptions.ts';
import type { ToCustomers } from '../usecases/to-customers.ts';
import { wordsFor } from '../usecases/wording.ts';

export interface RoutesDeps extends SubscriptionsDeps {
  readonly uow: UnitOfWork;
  readonly orders: OrdersApi;
  readonly toCustomers: ToCustomers;
  readonly reading: DeliveryReading;
  readonly publicUrl: () => string;
}

export function notificationRoutes(deps: RoutesDeps): RouteBinding[] {
  const { uow, orders, toCustomers } = deps;
  const editing = createMessageEditing(deps);
  const subscriptions = createSubscriptions(deps);

  const seen = async (tx: Tx, row: DeliveryTable | undefined): Promise<boolean> =>
    row?.order_id != null && (await orders.find(tx, row.order_id)) !== undefined;

  return [
    route(listDeliveriesContract, (input, origin) => uow.read(origin, async (tx) => ok(await deps.reading.list(tx, input, true)))),
    route(chatCard, ({ orderId }, origin) =>
      uow.run(origin, async (tx) => {
        const row = await orders.find(tx, orderId);
        if (!row) return refuse('orders.not_found');
        const token = await orders.linkToken(tx, orderId);
        const promised = slotOf(row);
        const slot = promised && formatSlotDate(promised, tx.now);
        const facts = { number: row.number, templateName: row.template_name, slot, nodeName: row.state === 'open' ? row.node_name : '' };
        const words = progressWords(facts, standingWord({ ...row, begun: row.begun_at !== null }));
        await tx.audit({ action: 'notifications.card_made', subject: { type: 'order', id: orderId } });
        return ok({
          ...words,
          url: customerUrl(deps.publicUrl(), token),
          // WeCom opens a card's page only with this ending, and takes no card without a picture
          miniProgram:
            deps.wechat.appId === null
              ? null
              : {
                  appId: deps.wechat.appId,
                  page: `packages/customer/pages/order/index.html?t=${token}`,
                  imgUrl: `${deps.publicUrl()}/console/card.png`,
                },
        });
      }),
    ),
    route(deliverySent, (input, origin) =>
      uow.run(origin, async (tx) => {
        const row = await loadDelivery(tx, input.deliveryId);
        if (!row?.order_id || row.audience !== 'customer' || !(await seen(tx, row))) return refuse('request.not_found');
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
    route(retryDelivery, (input, origin) =>
      uow.run(origin, async (tx) => {
        const row = await lockDelivery(tx, input.deliveryId);
        const order = row?.order_id ? await orders.find(tx, row.order_id) : undefined;
        if (!row || !order) return refuse('request.not_found');
        // what was sent is not sent again, and what waits is on its way
        if (row.status === 'undeliverable' || (row.status === 'staff_todo' && row.audience === 'customer')) {
          const begun =
            row.audience === 'customer'
              ? await toCustomers.begin(tx, { order, words: await wordsFor(tx, row.template, 'customer') })
              : { status: 'pending' as const, reason: null, ladder: [] };
          await updateDelivery(tx, row.id, {
            status: begun.status,
            reason: begun.reason,
            ladder: begun.ladder.length > 0 ? JSON.stringify(begun.ladder) : null,
            digest_of: null,
            waits_until: null,
          });
          if (begun.status === 'pending') await tx.outbox.enqueue(deliver, { deliveryId: row.id });
          await tx.audit({
            action: 'notifications.retried',
            subject: { type: 'order', id: order.id },
            before: { status: row.status, reason: row.reason },
            after: { deliveryId: row.id, status: begun.status },
          });
        }
        const after = await loadDelivery(tx, row.id);
        return ok({ status: after?.status ?? row.status });
      }),
    ),
    route(listMessageTemplates, (_input, origin) => editing.list(origin)),
    route(messageTemplateVersions, editing.versions),
    route(saveMessageTemplate, editing.save),
    route(previewMessageTemplate, async (input) => ok({ ...editing.preview(input), findings: [...editing.preview(input).findings] })),
    route(messagingSetting, (_input, origin) => uow.read(origin, async (tx) => ok(await readSetting(tx, MESSAGING)))),
    route(saveMessagingSetting, (input, origin) => uow.run(origin, (tx) => saveSetting(tx, MESSAGING, input))),
    route(customerSubscriptions, (_input, origin) => subscriptions.read(origin)),
    route(collectSubscriptions, subscriptions.collect),
  ];
}
