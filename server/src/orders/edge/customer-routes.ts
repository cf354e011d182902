import { decideConsent } from '@mingdan/shared/contracts/consents';
import { customerAct, customerOrder, openLink, rateOrder, signBill } from '@mingdan/shared/contracts/customer-page';
import { aroundOrder as aroundOrderContract, askQuestion, rescheduleAsCustomer } from '@mingdan/shared/contracts/customer-service';
import { ok, refuse } from '@mingdan/shared/kernel/result';
import { type RouteBinding, route } from '../../platform/http/route.ts';
import type { ActDeps, createActOnOrder } from '../usecases/act-on-order.ts';
import type { createConsents } from '../usecases/consents.ts';
import { type CustomerLink, provedLink } from '../usecases/customer-link.ts';
import { type CustomerPageDeps, createCustomerPage } from '../usecases/customer-page.ts';
import { createCustomerSlot } from '../usecases/customer-slot.ts';
import type { Questions } from '../usecases/questions.ts';
import { createRateOrder } from '../usecases/rate-order.ts';
import { aroundOrder } from '../views/around-order.ts';

type Parts = ActDeps &
  CustomerPageDeps &
  Parameters<typeof createCustomerSlot>[0] &
  Omit<Parameters<typeof aroundOrder>[1], 'questions'> & {
    readonly act: ReturnType<typeof createActOnOrder>;
    readonly consents: ReturnType<typeof createConsents>;
    readonly questions: Questions;
    readonly link: CustomerLink;
  };

/** The customer's page: what its link opens, and what may be done there once the customer is proved. */
export function customerRoutes(parts: Parts): readonly RouteBinding[] {
  const { uow, store, act, consents, questions, link } = parts;
  const page = createCustomerPage(parts);
  const rate = createRateOrder(parts);
  return [
    route(openLink, link.open),
    route(customerOrder, (_input, origin) => page.read(origin)),
    route(signBill, page.sign),
    route(decideConsent, async (input, origin) =>
      (await page.isProved(origin)) ? consents.decide(input, origin) : refuse('auth.link_wrong_person'),
    ),
    route(aroundOrderContract, (_input, origin) =>
      uow.read(origin, async (tx) => {
        const order = await store.load(tx, origin.actor.scope.orderId ?? '');
        if (!order) return refuse('orders.not_found');
        return ok(await aroundOrder(tx, parts, order, await provedLink(tx)));
      }),
    ),
    route(rescheduleAsCustomer, createCustomerSlot(parts)),
    route(askQuestion, questions.ask),
    route(rateOrder, async (input, origin) => ((await page.isProved(origin)) ? rate(input, origin) : refuse('auth.link_wrong_person'))),
    route(customerAct, async (input, origin) => {
      if (!(await page.isProved(origin))) return refuse('auth.link_wrong_person');
      const done = await act({ ...input, orderId: origin.actor.scope.orderId ?? '', event: 'submit' }, origin);
      if (done.ok) return ok({ version: done.value.version });
      switch (done.code) {
        case 'orders.bill_changed':
        case 'orders.already_signed':
        case 'orders.already_taken':
        case 'orders.before_slot':
        case 'orders.device_question':
        case 'orders.consent_missing':
        case 'orders.nothing_left':
        case 'pricing.not_priceable':
          return refuse('orders.event_refused', { detail: { flow: done.code } });
      }
      return refuse(done.code, { ...(done.fields ? { fields: done.fields } : {}), ...(done.detail ? { detail: done.detail } : {}) });
    }),
  ];
}
