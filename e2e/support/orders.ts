import { waitUntil } from '../../scripts/services/wait-until.ts';
import { type Answer, type Caller, callerWith, externalUserid, loginAs, PICTURE } from './api.ts';
import type { Product } from './product.ts';
import { visitDay } from './visit-day.ts';

/** The number whose last digits open the customer's page; made up. */
export const ORDER_PHONE = '13812345678';
/** What is planned: an air conditioner of 1.5 HP with bracket and pipe. */
export const PLANNED_LINES = {
  services: [{ item: 'AC-INSTALL-1P5', quantity: '1' }],
  parts: [
    { item: 'BRACKET', quantity: '1' },
    { item: 'COPPER-PIPE', quantity: '3' },
  ],
};

export interface MadeOrder {
  readonly id: string;
  readonly number: string;
}

/** The body of an answer. @throws Error with what was refused */
export function must(answer: Answer): Answer['body'] {
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** An order of 空调安装, or of a template made after it, for a customer of the demo, opened as the sidebar does. It looks for an installer from then on. */
export async function makeOrder(
  product: Product,
  { customer = '王女士', from = '10:00', to = '12:00', template = 'ac-install' } = {},
): Promise<MadeOrder> {
  const staff = await loginAs(product, 'linxiao');
  const { id: customerId } = must(await staff.post('/customers/from-chat', { externalUserid: await externalUserid(product, customer) }));
  const form = must(await staff.get(`/templates/${template}/start-form`));
  const made = must(
    await staff.post('/orders', {
      templateCode: form.code,
      templateVersion: form.version,
      customerId,
      source: 'sidebar',
      values: {
        customerName: customer,
        customerPhone: ORDER_PHONE,
        address: { region: '110105', text: '建国路 88 号 1 号楼 1201', lat: 39.9087, lng: 116.4805 },
        slot: { date: visitDay(Date.now()), from, to },
        machine: 'wall',
        model: 'KFR-35GW',
        floor: '8',
        lift: true,
        ...PLANNED_LINES,
      },
    }),
  );
  return { id: made.id, number: made.number };
}

/** The installer's offer of this order, once it has come to him. */
export function offerOf(installer: Caller, orderId: string, withinMs = 10_000): Promise<{ readonly id: string }> {
  return waitUntil(
    `an offer of ${orderId}`,
    async () => must(await installer.get('/my/offers')).items.find((offer: { orderId: string }) => offer.orderId === orderId),
    { withinMs },
  );
}

/** The installer takes the order and holds it. */
export async function takeOrder(installer: Caller, orderId: string): Promise<void> {
  const offer = await offerOf(installer, orderId);
  must(await installer.post(`/my/offers/${offer.id}/answer`, { answer: 'accept' }));
}

/** The visit as it was planned, done and signed on the installer's phone; with other lines, or unsigned where the template asks for no signature. */
export async function finishVisit(installer: Caller, orderId: string, { done = PLANNED_LINES, signed = true } = {}): Promise<void> {
  const lines = [...done.services, ...done.parts];
  const bill = must(await installer.post(`/orders/${orderId}/bill-preview`, { lines }));
  const { id, sha256 } = await installer.upload('photo', PICTURE);
  const signature = signed ? await installer.upload('signature', PICTURE) : null;
  const order = must(await installer.get(`/orders/${orderId}`));
  must(
    await installer.post(`/orders/${orderId}/acts`, {
      version: order.version,
      event: 'submit',
      token: order.tasks[0].token,
      outcome: 'done',
      ...(signature ? { billHash: bill.hash } : {}),
      early: order.slot.date,
      values: {
        arrival: { lat: 39.9087, lng: 116.4805, accuracy: 15, at: Date.now() },
        photosBefore: [{ id, sha256 }],
        photosAfter: [{ id, sha256 }],
        serial: `GR35SN${orderId.slice(-8)}`,
        ...(signature ? { signature: [{ id: signature.id, sha256: signature.sha256 }] } : {}),
        ...done,
      },
    }),
  );
}

/** The address of the customer's page that staff would send, once its card waits. */
export async function customerLink(product: Product, orderId: string): Promise<{ readonly url: string; readonly token: string }> {
  const staff = await loginAs(product, 'linxiao');
  const { url } = await waitUntil(
    `a card for the customer of ${orderId}`,
    async () =>
      must(await staff.get(`/deliveries?orderId=${orderId}`)).items.findLast(
        (item: { audience: string; url: string | null }) => item.audience === 'customer' && item.url,
      ),
    { withinMs: 10_000 },
  );
  return { url, token: new URL(url.replace('#/', '')).searchParams.get('t') ?? '' };
}

/** The customer ends the order with five stars. `phoneLast4` is of the number that the order has. */
export async function rateOrder(product: Product, orderId: string, phoneLast4 = ORDER_PHONE.slice(-4)): Promise<void> {
  const { token } = await customerLink(product, orderId);
  const nobody = callerWith(product, '');
  const opened = must(await nobody.post('/customer/links/open', { token, phoneLast4 }));
  const customer = callerWith(product, opened.bearer);
  const page = must(await customer.get('/customer/order'));
  must(
    await customer.post('/customer/order/acts', {
      version: page.version,
      token: page.tasks[0].token,
      outcome: 'done',
      values: { rating: 5 },
    }),
  );
}
