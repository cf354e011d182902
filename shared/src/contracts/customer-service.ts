import * as z from 'zod';
import { OBJECTIONS } from '../orders/objection.ts';
import { day, epochMs, fen, id, timeslot } from './common.ts';
import {
  answerQuestionMeta,
  aroundOrderMeta,
  askQuestionMeta,
  orderQuestionsMeta,
  rescheduleAsCustomerMeta,
} from './customer-service.meta.ts';
import { defineContract } from './define.ts';
import { waiverDraft } from './waivers.ts';

/** Somebody of the company as a customer meets them: surname with the word of the trade, and the letter of the face. */
const face = z.object({ name: z.string(), letter: z.string() });

/** Why a customer objects to the bill 有异议. */
export const objection = z.enum(OBJECTIONS);

export const questionView = z.object({
  id,
  at: epochMs,
  text: z.string(),
  /** Set where it is no question but an objection to the bill 异议: the order is in dispute 争议 until it is answered. */
  objection: objection.nullable().default(null),
  answer: z
    .object({
      at: epochMs,
      by: z.string(),
      text: z.string(),
      /** What was waived with the answer 减免, fen, where it stands; null: the bill was kept 维持账单. */
      waived: fen.nullable().default(null),
    })
    .nullable(),
});

export const aroundOrder = defineContract(aroundOrderMeta, {
  input: z.strictObject({}),
  output: z.object({
    /** Province to county, which stands before the street. */
    regionName: z.string(),
    /** Whoever finished a stop of the progress, by its key; stops without one went by themselves. */
    faces: z.array(z.object({ stop: z.string(), ...face.shape })),
    installer: face.nullable(),
    reschedule: z.object({
      allowed: z.boolean(),
      /** Why not: no slot on this order · too late · too often · under way or finished · not proved. */
      why: z.enum(['no_slot', 'too_late', 'too_often', 'begun', 'closed', 'not_proved']).nullable(),
      /** How often the customer may still do it. */
      left: z.number().int(),
      /** Slots of a day to choose from, and the days. */
      slots: z.array(z.object({ from: z.string(), to: z.string() })),
      firstDay: day,
      lastDay: day,
    }),
    /** Oldest first. */
    questions: z.array(questionView),
    /** Pictures of the finished work; links are good for some minutes. */
    photos: z.array(z.object({ id, label: z.string(), url: z.string() })),
    /** What was installed: serial numbers and models. */
    devices: z.array(z.object({ label: z.string(), value: z.string() })),
    /** Until when the company answers for the work, once it is finished. */
    warranty: z.object({ until: epochMs, note: z.string() }).nullable(),
    /** Whom to call; null where the company gave no number. */
    servicePhone: z.string().nullable(),
    /** The part of the bill that is commission 提成, where the company shows it. */
    commission: fen.nullable(),
  }),
  refusals: ['orders.not_found'],
});

export const rescheduleAsCustomer = defineContract(rescheduleAsCustomerMeta, {
  input: z.strictObject({
    version: z.number().int().min(1),
    slot: timeslot,
    reason: z.string().trim().min(1, '请写明改约原因').max(200),
  }),
  output: z.object({ version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.stale_version',
    'orders.form_invalid',
    'orders.reschedule_refused',
    'pricing.not_priceable',
    'auth.link_wrong_person',
  ],
});

export const askQuestion = defineContract(askQuestionMeta, {
  input: z.strictObject({ text: z.string().trim().min(2, '请写下您的问题').max(500), objection: objection.optional() }),
  output: questionView,
  refusals: ['orders.not_found', 'orders.too_many_questions', 'orders.objection_open', 'auth.link_wrong_person'],
});

export const orderQuestions = defineContract(orderQuestionsMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({ items: z.array(questionView) }),
  refusals: ['orders.not_found'],
});

export const answerQuestion = defineContract(answerQuestionMeta, {
  input: z.strictObject({
    orderId: id,
    questionId: id,
    text: z.string().trim().min(1, '请写下回复').max(500),
    /** Of an objection alone: waives an amount with the answer 减免. Without it the bill is kept 维持账单. */
    waive: waiverDraft.optional(),
  }),
  output: questionView,
  refusals: [
    'orders.not_found',
    'orders.question_not_found',
    'orders.question_answered',
    'orders.no_objection',
    'waivers.not_yours',
    'waivers.no_bill',
    'waivers.too_much',
    'waivers.over_limit',
  ],
});

export type AroundOrder = z.output<typeof aroundOrder.output>;
export type QuestionView = z.output<typeof questionView>;
