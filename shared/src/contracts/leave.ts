import * as z from 'zod';
import { day, epochMs, id, timeslot } from './common.ts';
import { defineContract } from './define.ts';
import { askLeaveMeta, decideLeaveMeta, leaveRequestsMeta, myLeavesMeta, withdrawLeaveMeta } from './leave.meta.ts';
import { leaveKind } from './roster.ts';

const half = z.enum(['am', 'pm']);
/** `entered`: registered by the desk without a request. */
export const leaveState = z.enum(['asked', 'approved', 'refused', 'withdrawn', 'entered']);

const asked = { id, from: epochMs, to: epochMs, kind: leaveKind, reason: z.string() };

export const myLeave = z.object({
  ...asked,
  state: leaveState,
  createdAt: epochMs,
  decidedAt: epochMs.nullable(),
  decidedBy: z.string(),
  /** What the desk said with its decision. */
  words: z.string(),
});

export const myLeaves = defineContract(myLeavesMeta, { input: z.strictObject({}), output: z.object({ items: z.array(myLeave) }) });

export const askLeave = defineContract(askLeaveMeta, {
  input: z.strictObject({
    fromDay: day,
    fromHalf: half,
    toDay: day,
    toHalf: half,
    kind: leaveKind,
    reason: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id }),
  refusals: ['roster.leave_invalid', 'roster.leave_overlaps'],
});

export const withdrawLeave = defineContract(withdrawLeaveMeta, {
  input: z.strictObject({ requestId: id }),
  output: z.object({ id }),
  refusals: ['roster.not_found', 'roster.leave_decided'],
});

/** What a leave would fall upon. Visits stay with him until somebody moves them; offers that he has not answered go to others. */
const touched = {
  visits: z.array(z.object({ orderId: id, number: z.string(), templateName: z.string(), regionName: z.string(), slot: timeslot })),
  offers: z.array(z.object({ orderId: id, number: z.string(), slot: timeslot })),
};

export const leaveRequests = defineContract(leaveRequestsMeta, {
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({ ...asked, personId: id, name: z.string(), outletName: z.string().nullable(), createdAt: epochMs, ...touched }),
    ),
  }),
});

export const decideLeave = defineContract(decideLeaveMeta, {
  input: z.strictObject({ requestId: id, approve: z.boolean(), words: z.string().trim().max(200).default('') }),
  output: z.object({ id, ...touched }),
  refusals: ['roster.not_found', 'roster.leave_decided', 'roster.leave_invalid', 'roster.leave_overlaps', 'roster.words_missing'],
});

export type MyLeavesOutput = z.output<typeof myLeaves.output>;
export type AskLeaveInput = z.input<typeof askLeave.input>;
export type LeaveRequestsOutput = z.output<typeof leaveRequests.output>;
