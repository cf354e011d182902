import * as z from 'zod';
import { epochMs, id, pageOf, pageQuery } from './common.ts';
import { defineContract } from './define.ts';
import { listAuditMeta, listDeadLettersMeta, replayDeadLetterMeta, verifyAuditMeta } from './operations.meta.ts';

export const auditRow = z.object({
  id,
  /** Sequence in the sealed chain; null for the unsealed tail. */
  seq: z.number().int().nullable(),
  hash: z.string().nullable(),
  at: epochMs,
  /** Name of a person, masked name of a customer; of a login whoever logged in. */
  actor: z.string(),
  actorKind: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  /** What it was done to, for people: a person's name, a customer's masked name, an order's number; null for everything else. */
  subjectName: z.string().nullable(),
  requestId: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  reason: z.string().nullable(),
});
export const listAudit = defineContract(listAuditMeta, {
  input: z.strictObject({
    subjectType: z.string().max(40).optional(),
    subjectId: z.string().max(64).optional(),
    action: z.string().max(60).optional(),
    ...pageQuery,
  }),
  output: pageOf(auditRow),
});
export const verifyAudit = defineContract(verifyAuditMeta, {
  input: z.strictObject({}),
  output: z.object({
    ok: z.boolean(),
    rows: z.number().int(),
    unsealed: z.number().int(),
    head: z.string().nullable(),
    problem: z.object({ seq: z.number().int(), what: z.string() }).nullable(),
  }),
});
export const listDeadLetters = defineContract(listDeadLettersMeta, {
  input: z.strictObject({ ...pageQuery }),
  output: pageOf(
    z.object({ id, job: z.string(), attempts: z.number().int(), reason: z.string(), deadAt: epochMs, replayedAt: epochMs.nullable() }),
  ),
});
export const replayDeadLetter = defineContract(replayDeadLetterMeta, {
  input: z.strictObject({ deadLetterId: id }),
  output: z.object({ replayed: z.literal(true) }),
  refusals: ['request.not_found'],
});
export type AuditRow = z.output<typeof auditRow>;
export type VerifyAuditOutput = z.output<typeof verifyAudit.output>;
