import * as z from 'zod';
import { payMode } from './collections.ts';
import { fen, formValues, id } from './common.ts';
import { defineContract } from './define.ts';
import { createOrderMeta, quoteDraftMeta } from './order-opening.meta.ts';
import { pricedLine, urgency } from './orders.ts';

const draft = {
  templateCode: z.string().min(1).max(60),
  templateVersion: z.number().int().min(1),
  customerId: id,
  urgency: urgency.default('normal'),
  /** Values of the start node's form; address, slot and lines are among them. */
  values: formValues,
};

export const quoteDraft = defineContract(quoteDraftMeta, {
  input: z.strictObject(draft),
  output: z.object({
    charge: fen,
    lines: z.array(pricedLine),
    tier: z.string(),
    tierName: z.string(),
    book: z.string(),
    /** Kilometres by road from the nearest installer of the place; null without a point, or where nobody's base is known. Not part of the figure. */
    nearestKm: z.string().nullable(),
    /** What may still change the figure, in words. */
    mayChange: z.array(z.string()),
  }),
  refusals: ['templates.not_found', 'customers.not_found', 'pricing.no_active_book', 'pricing.not_priceable', 'orders.form_invalid'],
});

export const createOrder = defineContract(createOrderMeta, {
  input: z.strictObject({
    ...draft,
    source: z.enum(['sidebar', 'console', 'qr']).default('sidebar'),
    /** Who takes the money: prepaid 预付, company 公司收, installer 师傅代收. */
    payMode: payMode.default('company'),
    /**
     * Name and number of the form: `order` 仅用于本单 leaves the customer's file as it is, save for a number where it has none; `customer` 同时更新客户资料 writes
     * them there, too.
     */
    contact: z.enum(['order', 'customer']).default('order'),
    /**
     * A ULID that the form got when it was opened. Whatever is sent under it by the same person makes one order: when an answer was lost and the form
     * changed before the next press, the answer is the order that exists (`already`), and the change is not in it.
     */
    draftId: id.optional(),
  }),
  output: z.object({ id, number: z.string(), version: z.number().int(), already: z.boolean() }),
  refusals: [
    'templates.superseded',
    'templates.withdrawn',
    'orders.event_refused',
    'templates.not_found',
    'customers.not_found',
    'pricing.no_active_book',
    'pricing.not_priceable',
    'orders.form_invalid',
  ],
});

export type QuoteDraftInput = z.input<typeof quoteDraft.input>;
export type QuoteDraftOutput = z.output<typeof quoteDraft.output>;
export type CreateOrderInput = z.input<typeof createOrder.input>;
export type CreateOrderOutput = z.output<typeof createOrder.output>;
