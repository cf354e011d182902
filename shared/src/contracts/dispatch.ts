import * as z from 'zod';
import { epochMs, fen, fenOrHidden, id, regionCode, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import { answerOfferMeta, myOffersMeta, orderOffersMeta } from './dispatch.meta.ts';

export const offerStatus = z.enum(['offered', 'accepted', 'refused', 'expired', 'withdrawn']);
/** Estimated pay 预估收益: line by line with its why in words. */
export const payLine = z.object({
  item: z.string(),
  name: z.string(),
  quantity: z.string(),
  unit: z.string(),
  earn: fen,
  why: z.array(z.string()),
});

export const offerView = z.object({
  id,
  orderId: id,
  number: z.string(),
  templateName: z.string(),
  status: offerStatus,
  pay: fen,
  lines: z.array(payLine),
  /** What may still change the figure, in words. */
  mayChange: z.array(z.string()),
  distanceKm: z.string().nullable(),
  slot: timeslot.nullable(),
  /** No house number before accepting. */
  shortAddress: z.string(),
  region: regionCode,
  expiresAt: epochMs,
  createdAt: epochMs,
});
export const myOffers = defineContract(myOffersMeta, { input: z.strictObject({}), output: z.object({ items: z.array(offerView) }) });
export const answerOffer = defineContract(answerOfferMeta, {
  input: z.strictObject({ offerId: id, answer: z.enum(['accept', 'refuse']), reason: z.string().trim().max(200).optional() }),
  output: z.object({ status: offerStatus, orderId: id }),
  refusals: ['dispatch.offer_not_found', 'dispatch.offer_gone', 'orders.already_taken', 'orders.not_open'],
});
export const orderOffers = defineContract(orderOffersMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        installerId: id,
        installerName: z.string(),
        status: offerStatus,
        pay: fenOrHidden,
        distanceKm: z.string().nullable(),
        score: z.string(),
        reasons: z.array(z.string()),
        createdAt: epochMs,
        answeredAt: epochMs.nullable(),
      }),
    ),
  }),
  refusals: ['orders.not_found'],
});
export type OfferView = z.output<typeof offerView>;
export type MyOffersOutput = z.output<typeof myOffers.output>;
export type OrderOffersOutput = z.output<typeof orderOffers.output>;
