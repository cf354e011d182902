import { recordCollection, setPayMode, tellPayWay, voidCollection } from '@mingdan/shared/contracts/collections';
import { askConsent } from '@mingdan/shared/contracts/consents';
import { answerQuestion, orderQuestions } from '@mingdan/shared/contracts/customer-service';
import { createOrder, quoteDraft } from '@mingdan/shared/contracts/order-opening';
import {
  commentOrder,
  correctAddress,
  openReturn,
  previewAddress,
  previewCancel,
  rejectPunch,
  verifyPunch,
} from '@mingdan/shared/contracts/order-paths';
import {
  actOnOrder,
  getOrder,
  orderItems,
  previewBill,
  previewFees,
  revealPhone as revealPhoneContract,
} from '@mingdan/shared/contracts/orders';
import { recordWaiver, voidWaiver } from '@mingdan/shared/contracts/waivers';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import type { createActOnOrder } from '../usecases/act-on-order.ts';
import { createRejectPunch, createVerifyPunch } from '../usecases/answer-punch.ts';
import { createCollections } from '../usecases/collections.ts';
import type { createConsents } from '../usecases/consents.ts';
import { createCorrectAddress, createPreviewAddress } from '../usecases/correct-address.ts';
import { createCreateOrder } from '../usecases/create-order.ts';
import { createPreviewCancel } from '../usecases/preview-cancel.ts';
import { createPreviewing } from '../usecases/previewing.ts';
import type { Questions } from '../usecases/questions.ts';
import { createReturnVisits } from '../usecases/return-visit.ts';
import { revealPhone } from '../usecases/reveal-phone.ts';
import { createWaivers } from '../usecases/waivers.ts';
import { readOrderItems } from '../views/order-items.ts';
import { readOrderView } from '../views/order-view.ts';

/** What the use cases of one order need together. */
type Parts = Parameters<typeof createCreateOrder>[0] &
  Parameters<typeof createPreviewing>[0] &
  Parameters<typeof createPreviewAddress>[0] &
  Parameters<typeof createPreviewCancel>[0] &
  Parameters<typeof createReturnVisits>[0] &
  Parameters<typeof createRejectPunch>[0] &
  Parameters<typeof createCollections>[0] &
  Parameters<typeof createWaivers>[0] &
  Parameters<typeof revealPhone>[1] &
  Parameters<typeof readOrderItems>[1] & {
    readonly act: ReturnType<typeof createActOnOrder>;
    readonly consents: ReturnType<typeof createConsents>;
    readonly questions: Questions;
  };

/** One order: opened, read, acted on, and every way beside the straight one. */
export function orderRoutes(parts: Parts): readonly RouteBinding[] {
  const { uow, act, comments, consents, questions } = parts;
  const previewing = createPreviewing(parts);
  const collections = createCollections(parts);
  const waivers = createWaivers(parts);
  return [
    route(quoteDraft, previewing.quoteDraft),
    route(createOrder, createCreateOrder(parts)),
    route(getOrder, (input, origin) =>
      uow.read(origin, async (tx) => {
        const view = await readOrderView(tx, parts, input.orderId);
        return view ? ok(view) : refuse('orders.not_found');
      }),
    ),
    route(orderItems, ({ orderId }, origin) =>
      uow.read(origin, async (tx) => {
        const items = await readOrderItems(tx, parts, orderId);
        return items ? ok({ items }) : refuse('orders.not_found');
      }),
    ),
    route(revealPhoneContract, (input, origin) => uow.run(origin, (tx) => revealPhone(tx, parts, input.orderId))),
    route(actOnOrder, act),
    route(previewBill, previewing.previewBill),
    route(previewFees, previewing.previewFees),
    route(askConsent, consents.ask),
    route(commentOrder, comments.add),
    route(recordCollection, collections.record),
    route(voidCollection, collections.voidOne),
    route(setPayMode, collections.setMode),
    route(tellPayWay, collections.tellWay),
    route(recordWaiver, waivers.record),
    route(voidWaiver, waivers.voidOne),
    route(correctAddress, createCorrectAddress(parts)),
    route(previewAddress, createPreviewAddress(parts)),
    route(previewCancel, createPreviewCancel(parts)),
    route(openReturn, createReturnVisits(parts).openReturn),
    route(orderQuestions, questions.read),
    route(answerQuestion, questions.answer),
    route(verifyPunch, createVerifyPunch(parts)),
    route(rejectPunch, createRejectPunch(parts)),
  ];
}
