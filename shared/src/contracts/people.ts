import * as z from 'zod';
import { id, pageOf, pageQuery, regionCode } from './common.ts';
import { defineContract } from './define.ts';
import { getPersonMeta, listPeopleMeta, savePersonMeta } from './people.meta.ts';
import { PERSON_ROLES } from './roles.ts';

/** A person as the console shows them. The phone number is masked (138****0000). */
export const personView = z.object({
  id,
  userid: z.string(),
  name: z.string(),
  phoneMasked: z.string().nullable(),
  roles: z.array(z.enum(PERSON_ROLES)),
  outletId: z.string().nullable(),
  outletName: z.string().nullable(),
  regions: z.array(regionCode),
  active: z.boolean(),
  version: z.number().int(),
});

export const listPeople = defineContract(listPeopleMeta, {
  input: z.strictObject({
    role: z.enum(PERSON_ROLES).optional(),
    outletId: id.optional(),
    active: z.enum(['true', 'false']).optional(),
    ...pageQuery,
  }),
  output: pageOf(personView),
});

export const getPerson = defineContract(getPersonMeta, {
  input: z.strictObject({ personId: id }),
  output: personView,
  refusals: ['people.not_found'],
});

export const savePerson = defineContract(savePersonMeta, {
  input: z.strictObject({
    /** Absent for a new person. */
    personId: id.optional(),
    /** The version that was read; absent for a new person. */
    version: z.number().int().optional(),
    userid: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/),
    name: z.string().trim().min(1).max(40),
    /** Absent: unchanged. Null: removed. */
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .nullable()
      .optional(),
    roles: z.array(z.enum(PERSON_ROLES)).max(PERSON_ROLES.length),
    outletId: id.nullable(),
    /** `000000` is the whole country. */
    regions: z.array(regionCode).max(50),
    active: z.boolean(),
  }),
  output: personView,
  refusals: ['people.not_found', 'people.stale_version', 'people.userid_taken', 'people.last_admin', 'people.outlet_unknown'],
});

export type PersonView = z.output<typeof personView>;
export type SavePersonInput = z.input<typeof savePerson.input>;
