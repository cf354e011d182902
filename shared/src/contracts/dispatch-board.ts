import * as z from 'zod';
import { day, epochMs, fenOrHidden, id, regionCode, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import {
  assignOrderMeta,
  dispatchBoardMeta,
  dispatchCandidatesMeta,
  offerOrderMeta,
  previewMoveMeta,
  rescheduleOrderMeta,
} from './dispatch-board.meta.ts';
import { clockSpan, leaveKind } from './roster.ts';

/** Why an order stands in the queue. `searching`: nobody was asked yet, the system is about to · `partial`: a part of the crew has accepted. */
export const queueCause = z.enum(['exhausted', 'failed', 'manual', 'partial', 'offered', 'searching']);

/** An order that has no installer yet. */
export const queuedOrder = z.object({
  orderId: id,
  number: z.string(),
  version: z.number().int(),
  templateName: z.string(),
  urgency: z.enum(['normal', 'urgent']),
  region: regionCode,
  regionName: z.string(),
  slot: timeslot.nullable(),
  createdAt: epochMs,
  /** Since when it waits here. */
  waitingSince: epochMs,
  cause: queueCause,
  /** The same in words. */
  reasonText: z.string(),
  /** The promised slot begins within three hours, or has begun. */
  late: z.boolean(),
  /** What stands now, one per place in the crew. */
  offers: z.array(
    z.object({
      installerId: id,
      installerName: z.string(),
      expiresAt: epochMs.nullable(),
      accepted: z.boolean(),
      /** What he holds in these hours already, in words; null: nothing. The score does not forbid it. */
      clash: z.string().nullable().default(null),
    }),
  ),
  crewSize: z.number().int(),
});

/** A visit on an installer's day. */
export const boardVisit = z.object({
  orderId: id,
  number: z.string(),
  version: z.number().int(),
  templateName: z.string(),
  regionName: z.string(),
  slot: timeslot,
  state: z.enum(['open', 'suspended', 'done']),
  nodeName: z.string(),
  urgency: z.enum(['normal', 'urgent']),
  role: z.enum(['leader', 'helper']),
  /** Whether a dispatcher can still give it to somebody else. */
  movable: z.boolean(),
  /** The way from the visit before it, minutes; 0 at the same address; null for the first of the day, or where a place is not known. */
  travelMinutes: z.number().int().nullable().default(null),
  /** The slot can hardly be met when the visits before it go as usual. */
  tight: z.boolean().default(false),
});

export const boardRow = z.object({
  installerId: id,
  name: z.string(),
  outletId: id.nullable(),
  outletName: z.string().nullable(),
  skills: z.array(z.string()),
  /** Visits of the day, finished ones included, and how many he takes a day. */
  load: z.number().int(),
  capacity: z.number().int(),
  /** Working hours of the day; null where no roster is kept for him, empty on a day off. */
  shifts: z.array(clockSpan).nullable(),
  leaves: z.array(z.object({ id, from: epochMs, to: epochMs, kind: leaveKind })),
  visits: z.array(boardVisit),
  /** What a dispatcher should know of him today, in words: a certificate that runs out. */
  warnings: z.array(z.string()),
});

export const dispatchBoard = defineContract(dispatchBoardMeta, {
  input: z.strictObject({
    /** Today in Beijing by default. */
    day: day.optional(),
    region: regionCode.optional(),
    outletId: id.optional(),
    skill: z.string().trim().min(1).max(40).optional(),
  }),
  output: z.object({
    day,
    queue: z.array(queuedOrder),
    /** True where more orders wait than are listed. */
    queueCut: z.boolean(),
    rows: z.array(boardRow),
    /** What the filters can be set to. */
    outlets: z.array(z.object({ id, name: z.string() })),
    skills: z.array(z.string()),
  }),
});

/** One part of the score: at most `weight` points, `points` of them given; `known` false where the figure is not known and half is given. */
export const scorePart = z.object({
  key: z.enum(['distance', 'load', 'rating', 'stock']),
  weight: z.number(),
  points: z.number(),
  known: z.boolean(),
  text: z.string(),
});

export const hardRule = z.enum(['region', 'skill', 'certificate', 'roster', 'leave', 'capacity', 'slot']);

export const candidateView = z.object({
  installerId: id,
  name: z.string(),
  outletName: z.string().nullable(),
  score: z.number(),
  parts: z.array(scorePart),
  distanceKm: z.string().nullable(),
  load: z.number().int(),
  capacity: z.number().int(),
  /** Estimated pay 预估收益, alone or as the leader of the template's crew; null where the reader may not see it. */
  pay: fenOrHidden,
  /** What happened with him and this order before, in words; nothing that excludes him. */
  notes: z.array(z.string()),
  /** What he holds in the slot's hours already, in words; it warns and excludes nobody. */
  overlaps: z.array(z.string()).default([]),
});

export const excludedView = z.object({
  installerId: id,
  name: z.string(),
  outletName: z.string().nullable(),
  /** Every rule that keeps him out. `overridable`: a dispatcher may assign him all the same, with a reason. */
  rules: z.array(z.object({ rule: hardRule, text: z.string() })),
  /** What he holds in the slot's hours already, in words. */
  overlaps: z.array(z.string()).default([]),
  overridable: z.boolean(),
});

/** A member of the crew: weights divide what the crew earns. The first is the leader 队长. */
export const crewMember = z.strictObject({ installerId: id, weight: z.number().int().min(1).max(100) });
export const crew = z.array(crewMember).min(1).max(4);

export const dispatchCandidates = defineContract(dispatchCandidatesMeta, {
  input: z.strictObject({ orderId: id }),
  output: z.object({
    orderId: id,
    number: z.string(),
    version: z.number().int(),
    templateName: z.string(),
    urgency: z.enum(['normal', 'urgent']),
    regionName: z.string(),
    addressText: z.string(),
    slot: timeslot.nullable(),
    skills: z.array(z.string()),
    certificates: z.array(z.string()),
    /** Weights of the crew that the template asks for; one member for an order that one person does. */
    crewWeights: z.array(z.number().int()),
    /** Who has it now, the leader first. */
    crew: z.array(z.object({ installerId: id, name: z.string(), weight: z.number().int() })),
    /** Where it stands for the dispatcher: it can be offered only while it looks for somebody. */
    stage: z.enum(['looking', 'held', 'fixed']),
    stageText: z.string(),
    seesPay: z.boolean(),
    candidates: z.array(candidateView),
    excluded: z.array(excludedView),
  }),
  refusals: ['orders.not_found'],
});

/** One thing that a move would bring about. `warn`: look twice · `stop`: it will be refused. */
export const consequence = z.object({
  kind: z.enum(['pay', 'distance', 'clash', 'rule', 'holder', 'offer', 'price', 'told']),
  level: z.enum(['info', 'warn', 'stop']),
  text: z.string(),
});

export const previewMove = defineContract(previewMoveMeta, {
  input: z.strictObject({
    orderId: id,
    /** Absent: the crew stays. */
    crew: crew.optional(),
    /** Absent: the appointment stays. */
    slot: timeslot.optional(),
    how: z.enum(['assign', 'offer', 'reschedule']),
  }),
  output: z.object({
    version: z.number().int(),
    consequences: z.array(consequence),
    /** A reason must be given. */
    reasonNeeded: z.boolean(),
    possible: z.boolean(),
  }),
  refusals: ['orders.not_found', 'people.not_found'],
});

const reason = z.string().trim().min(2).max(200);

export const assignOrder = defineContract(assignOrderMeta, {
  input: z.strictObject({ orderId: id, version: z.number().int().min(1), crew, reason: reason.optional() }),
  output: z.object({ orderId: id, version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.not_open',
    'orders.stale_version',
    'dispatch.not_assignable',
    'dispatch.not_eligible',
    'dispatch.reason_missing',
    'dispatch.same_crew',
    'pricing.not_priceable',
    'people.not_found',
  ],
});

export const offerOrder = defineContract(offerOrderMeta, {
  input: z.strictObject({
    orderId: id,
    version: z.number().int().min(1),
    /** One person; or a whole crew at once, its leader first, as many as the template asks for. */
    installerId: id.optional(),
    crew: z.array(id).min(2).max(4).optional(),
    reason: reason.optional(),
  }),
  output: z.object({ offerId: id, expiresAt: epochMs }),
  refusals: [
    'orders.not_found',
    'orders.not_open',
    'orders.stale_version',
    'dispatch.not_assignable',
    'dispatch.not_eligible',
    'dispatch.reason_missing',
    'dispatch.crew_size',
    'pricing.not_priceable',
    'people.not_found',
  ],
});

export const rescheduleOrder = defineContract(rescheduleOrderMeta, {
  input: z.strictObject({ orderId: id, version: z.number().int().min(1), slot: timeslot, reason }),
  output: z.object({ orderId: id, version: z.number().int() }),
  refusals: [
    'orders.not_found',
    'orders.not_open',
    'orders.stale_version',
    'orders.form_invalid',
    'orders.event_refused',
    'orders.not_assigned',
    'pricing.not_priceable',
  ],
});

export type DispatchBoardOutput = z.output<typeof dispatchBoard.output>;
export type DispatchCandidatesOutput = z.output<typeof dispatchCandidates.output>;
export type PreviewMoveOutput = z.output<typeof previewMove.output>;
export type PreviewMoveInput = z.input<typeof previewMove.input>;
