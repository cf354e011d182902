/** Eleven digits that look like a mobile number, with or without blanks and dashes between them. */
const PHONE = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;

/** A reason in people's own words is kept with the history in the clear: telephone numbers in it are masked first. */
export function withoutPhones(reason: string): string {
  return reason.replace(PHONE, (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`);
}
