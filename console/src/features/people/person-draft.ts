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
  /** As typed: codes with commas or blanks between them. */
  readonly regions: string;
  readonly active: boolean;
}

export function draftOf(person: PersonView | null): PersonDraft {
  return {
    name: person?.name ?? '',
    userid: person?.userid ?? '',
    phone: '',
    removePhone: false,
    roles: person?.roles ?? [],
    regions: person?.regions.join(' ') ?? '',
    active: person?.active ?? true,
  };
}

/** The codes that were typed, in order, each once. */
export function regionCodes(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,，、;；]+/).filter((code) => code !== ''))];
}

/** What is wrong with a draft, by field; empty when it may be sent. The server checks everything again. */
export function problemsOf(draft: PersonDraft): { readonly phone?: true; readonly regions?: readonly string[] } {
  const bad = regionCodes(draft.regions).filter((code) => !/^[0-9]{6}$/.test(code));
  return {
    ...(draft.phone !== '' && !/^1\d{10}$/.test(draft.phone) ? { phone: true as const } : {}),
    ...(bad.length > 0 ? { regions: bad } : {}),
  };
}

/** What is sent: an untouched phone is left out, a removed one is null. */
export function saveInput(draft: PersonDraft, person: PersonView | null): SavePersonInput {
  return {
    ...(person === null ? {} : { personId: person.id, version: person.version }),
    userid: draft.userid.trim(),
    name: draft.name.trim(),
    ...(draft.removePhone ? { phone: null } : draft.phone === '' ? {} : { phone: draft.phone }),
    roles: [...draft.roles],
    outletId: person?.outletId ?? null,
    regions: [...regionCodes(draft.regions)],
    active: draft.active,
  };
}
