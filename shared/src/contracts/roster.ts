import * as z from 'zod';
import { day, epochMs, id, regionCode } from './common.ts';
import { defineContract } from './define.ts';
import {
  addLeaveMeta,
  endLeaveMeta,
  installerProfileMeta,
  removeCertificateMeta,
  rosterMeta,
  saveCertificateMeta,
  saveInstallerProfileMeta,
  saveRosterDayMeta,
} from './roster.meta.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间格式为 HH:MM');
/** Hours of one day, Beijing time, the end not included. */
export const clockSpan = z.strictObject({ from: clock, to: clock });
/** Up to three shifts a day; none is a day off 休息. */
export const shifts = z.array(clockSpan).max(3);
export const leaveKind = z.enum(['personal', 'sick', 'annual', 'training', 'other']);

export const leaveView = z.object({ id, from: epochMs, to: epochMs, kind: leaveKind, reason: z.string() });
export const certificateView = z.object({
  id,
  name: z.string(),
  /** Last day on which it is valid; null for one that does not run out. */
  validTo: day.nullable(),
  /** `soon`: within thirty days. */
  standing: z.enum(['valid', 'soon', 'expired']),
});

export const rosterRow = z.object({
  installerId: id,
  name: z.string(),
  outletName: z.string().nullable(),
  capacity: z.number().int(),
  days: z.array(
    z.object({
      day,
      /** Null where neither a weekly pattern nor this day is kept. */
      shifts: shifts.nullable(),
      /** True where this day differs from the weekly pattern. */
      own: z.boolean(),
      visits: z.number().int(),
    }),
  ),
  leaves: z.array(leaveView),
  certificates: z.array(certificateView),
});

export const roster = defineContract(rosterMeta, {
  input: z.strictObject({ from: day.optional(), region: regionCode.optional(), outletId: id.optional() }),
  output: z.object({
    from: day,
    rows: z.array(rosterRow),
    outlets: z.array(z.object({ id, name: z.string() })),
  }),
});

export const installerProfileView = z.object({
  personId: id,
  name: z.string(),
  outletName: z.string().nullable(),
  /** 0 where nothing is kept yet: such an installer gets no orders. */
  version: z.number().int(),
  skills: z.array(z.string()),
  /** Own territory; null: the regions of his account, which are `accountRegions`. */
  regions: z.array(regionCode).nullable(),
  accountRegions: z.array(regionCode),
  base: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  capacity: z.number().int(),
  /** How long a visit takes as a rule, minutes; 0: visits are not fitted into a slot by time. */
  visitMinutes: z.number().int(),
  /** Shifts by weekday, Monday first; null: no weekly pattern is kept. */
  week: z.array(shifts).length(7).nullable(),
  certificates: z.array(certificateView),
  leaves: z.array(leaveView),
  rating: z.object({ average: z.number(), count: z.number().int() }).nullable(),
  /** Words that skills can be chosen from: the catalogue's categories. */
  knownSkills: z.array(z.string()),
});

export const installerProfile = defineContract(installerProfileMeta, {
  input: z.strictObject({ personId: id }),
  output: installerProfileView,
  refusals: ['people.not_found'],
});

export const saveInstallerProfile = defineContract(saveInstallerProfileMeta, {
  input: z.strictObject({
    personId: id,
    /** The version that was read; 0 for the first time. */
    version: z.number().int().min(0),
    /** `*` for everything. */
    skills: z.array(z.string().trim().min(1).max(40)).max(30),
    regions: z.array(regionCode).min(1).max(50).nullable(),
    base: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).nullable(),
    capacity: z.number().int().min(1).max(30),
    visitMinutes: z.number().int().min(0).max(600),
    week: z.array(shifts).length(7).nullable(),
  }),
  output: z.object({ version: z.number().int() }),
  refusals: ['people.not_found', 'roster.stale_version', 'roster.shifts_invalid'],
});

export const saveRosterDay = defineContract(saveRosterDayMeta, {
  /** `shifts` null: this day follows the weekly pattern again. */
  input: z.strictObject({ personId: id, day, shifts: shifts.nullable() }),
  output: z.object({ day }),
  refusals: ['people.not_found', 'roster.shifts_invalid'],
});

export const addLeave = defineContract(addLeaveMeta, {
  input: z.strictObject({ personId: id, from: epochMs, to: epochMs, kind: leaveKind, reason: z.string().trim().max(200).default('') }),
  output: z.object({
    id,
    /** Visits that fall into it and stay with him until somebody moves them. */
    visits: z.array(z.object({ orderId: id, number: z.string() })),
  }),
  refusals: ['people.not_found', 'roster.leave_invalid', 'roster.leave_overlaps'],
});

export const endLeave = defineContract(endLeaveMeta, {
  input: z.strictObject({ leaveId: id }),
  output: z.object({ id }),
  refusals: ['roster.not_found'],
});

export const saveCertificate = defineContract(saveCertificateMeta, {
  input: z.strictObject({
    personId: id,
    /** The same name again: a renewal. */
    name: z.string().trim().min(2).max(40),
    validTo: day.nullable(),
  }),
  output: z.object({ id }),
  refusals: ['people.not_found'],
});

export const removeCertificate = defineContract(removeCertificateMeta, {
  input: z.strictObject({ certificateId: id }),
  output: z.object({ id }),
  refusals: ['roster.not_found'],
});

export type RosterOutput = z.output<typeof roster.output>;
export type InstallerProfileView = z.output<typeof installerProfileView>;
export type SaveInstallerProfileInput = z.input<typeof saveInstallerProfile.input>;
