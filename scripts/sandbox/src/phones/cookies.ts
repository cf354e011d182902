/**
 * Browsers keep cookies by host and ignore the port, but each phone is a device of its own. So a phone's cookies bear its name in the
 * browser and lose it on the way to the server; those of the console and of the other phones stay behind.
 */
export function cookiesToServer(header: string | undefined, phone: string): string | undefined {
  const prefix = `phone-${phone}.`;
  const kept = (header ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one.startsWith(prefix))
    .map((one) => one.slice(prefix.length));
  return kept.length > 0 ? kept.join('; ') : undefined;
}

/** `Set-Cookie` values under the phone's name. */
export const cookiesToPhone = (values: readonly string[], phone: string): readonly string[] =>
  values.map((one) => `phone-${phone}.${one.trim()}`);
