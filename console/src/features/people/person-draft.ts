import type { PersonView, SavePersonInput } from '@mingdan/shared/contracts/people';
import type { PersonRole } from '@mingdan/shared/contracts/roles';

/** What the form holds while someone types. */
export interface PersonDraft {
  readonly name: string;
  readonly userid: string;
  /** Empty: leave the stored one as it is. */
  readonly phone: string;
  readonly removePhone: boolean;
  readonly roles: readonly PersonRole[];
  readonly outletId: string | null;
  readonly regions: readonly string[];
  readonly active: boolean;
}

export function draftOf(person: PersonView | null): PersonDraft {
  return {
    name: person?.name ?? '',
    userid: person?.userid ?? '',
    phone: '',
    removePhone: false,
    roles: person?.roles ?? [],
    outletId: person?.outletId ?? null,
    regions: person?.regions ?? [],
    active: person?.active ?? true,
  };
}

/** What is wrong with a draft, by field; empty when it may be sent. The server checks everything again. */
export function problemsOf(draft: PersonDraft): { readonly phone?: true } {
  return draft.phone !== '' && !/^1\d{10}$/.test(draft.phone) ? { phone: true } : {};
}

/** What is sent: an untouched phone is left out, a removed one is null. */
export function saveInput(draft: PersonDraft, person: PersonView | null): SavePersonInput {
  return {
    ...(person === null ? {} : { personId: person.id, version: person.version }),
    userid: draft.userid.trim(),
    name: draft.name.trim(),
    ...(draft.removePhone ? { phone: null } : draft.phone === '' ? {} : { phone: draft.phone }),
    roles: [...draft.roles],
    outletId: draft.outletId,
    regions: [...draft.regions],
    active: draft.active,
  };
}

/** What somebody loses by this draft who has it now: an installer's orders, or the login alone. Null where nothing is taken away. */
export function losesBy(draft: PersonDraft, person: PersonView | null): 'orders' | 'login' | null {
  if (person === null || !person.active) return null;
  if (person.roles.includes('installer') && !(draft.active && draft.roles.includes('installer'))) return 'orders';
  return draft.active ? null : 'login';
}
