import * as z from 'zod';
import { epochMs, fen, fenOrHidden, id, pageOf, pageQuery, regionCode, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import { answerOfferMeta, askedNowMeta, myOffersMeta, orderOffersMeta, pastOffersMeta } from './dispatch.meta.ts';

export const offerStatus = z.enum(['offered', 'accepted', 'refused', 'expired', 'withdrawn']);
/** Estimated pay 预估收益: line by line with its why in words. */
export const payLine = z.object({
  item: z.string(),
  name: z.string(),
  quantity: z.string(),
  unit: z.string(),
  earn: fen,
  /** The book's rules that made it more or less, by name: `含 夜间作业`; empty for none. */
  added: z.string().default(''),
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
  /** What he holds in these hours already; he may take it all the same. */
  overlaps: z.array(z.object({ number: z.string(), from: z.string(), to: z.string() })).default([]),
  /** No house number before accepting. */
  shortAddress: z.string(),
  region: regionCode,
  expiresAt: epochMs,
  createdAt: epochMs,
  /** Null where one person does it. Else his place in the crew 两人组 and his weight of the whole when what the crew earns is divided. */
  crew: z
    .object({ role: z.enum(['leader', 'helper']), size: z.number().int(), weight: z.number().int(), weights: z.number().int() })
    .nullable()
    .default(null),
  /** What the order knows of the work, in short words: urgent, machines, floor and lift, height, further answers. */
  facts: z.array(z.string()).default([]),
  /** What it is the return visit 返修 of; null: an order of its own. */
  returnOf: z.object({ number: z.string(), warranty: z.boolean() }).nullable().default(null),
  /** How hard it looks from these facts, with what makes it so. */
  difficulty: z
    .object({ level: z.enum(['low', 'medium', 'high']), reasons: z.array(z.string()) })
    .nullable()
    .default(null),
});
export const myOffers = defineContract(myOffersMeta, { input: z.strictObject({}), output: z.object({ items: z.array(offerView) }) });
export const answerOffer = defineContract(answerOfferMeta, {
  input: z.strictObject({ offerId: id, answer: z.enum(['accept', 'refuse']), reason: z.string().trim().max(200).optional() }),
  output: z.object({
    status: offerStatus,
    orderId: id,
    /** False where the crew is not complete yet: the order comes when the others have accepted, too. */
    assigned: z.boolean().default(true),
    /**
     * After a no: `next` another installer is asked · `others` others who were asked before still decide · `desk` it waits for a dispatcher · `flow` nobody
     * is left and the flow goes on · `gone` it does not look for anybody any more. Null: nothing followed from this answer.
     */
    after: z.enum(['next', 'others', 'desk', 'flow', 'gone']).nullable().default(null),
  }),
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
        /** How he came to be asked: by rank, several at once, by the system without asking, by a dispatcher. */
        mode: z.enum(['offer', 'pool', 'auto', 'manual']).default('offer'),
        role: z.enum(['leader', 'helper']).default('leader'),
        createdAt: epochMs,
        answeredAt: epochMs.nullable(),
        /** Why he refused, in his words; null where he gave no reason. */
        refusal: z.string().nullable().default(null),
      }),
    ),
  }),
  refusals: ['orders.not_found'],
});
/** Who is being asked at this moment, in the order in which they were. */
export const askedNow = defineContract(askedNowMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    items: z.array(
      z.object({
        installerName: z.string(),
        /** Until when the answer counts. */
        expiresAt: epochMs,
      }),
    ),
  }),
  refusals: ['orders.not_found'],
});
/** What an installer was offered and how it ended, the latest first. */
export const pastOffers = defineContract(pastOffersMeta, {
  input: z.strictObject(pageQuery),
  output: pageOf(
    z.object({
      id,
      number: z.string(),
      templateName: z.string(),
      status: offerStatus,
      /** As it was estimated then. */
      pay: fen,
      slot: timeslot.nullable(),
      shortAddress: z.string(),
      refusal: z.string().nullable(),
      createdAt: epochMs,
      answeredAt: epochMs.nullable(),
      /** The order while it is his; null where he may no longer read it. */
      orderId: id.nullable(),
    }),
  ),
});
export type PastOffersOutput = z.output<typeof pastOffers.output>;
export type OfferView = z.output<typeof offerView>;
export type MyOffersOutput = z.output<typeof myOffers.output>;
export type OrderOffersOutput = z.output<typeof orderOffers.output>;
export type AskedNowOutput = z.output<typeof askedNow.output>;
