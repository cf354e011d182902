/** How old the directory's word that a member of staff follows a contact may be, in ms. */
export const FOLLOW_VALID_MS = 3_600_000;

/** What the follow of a contact by a person is looked up by; goes into a keyed hash. */
export function followKey(externalUserid: string, personId: string): string {
  return `${externalUserid}|${personId}`;
}
