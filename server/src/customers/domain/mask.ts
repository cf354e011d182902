/** `138****0000`; short numbers keep two digits at each end. */
export function maskPhone(phone: string): string {
  return phone.length >= 8 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `${phone.slice(0, 2)}**${phone.slice(-2)}`;
}

/** First character and a star: 张*. */
export function maskName(name: string): string {
  const first = [...name][0];
  return first === undefined ? '' : `${first}*`;
}
