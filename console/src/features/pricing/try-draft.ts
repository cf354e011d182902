import type { OrderFacts } from '@mingdan/shared/pricing/types';

/** What the trial form holds while someone types; everything is text. */
export interface TryDraft {
  /** `YYYY-MM-DDThh:mm` in Beijing time, as the browser's field gives it. */
  readonly at: string;
  readonly region: string;
  readonly cooperation: string;
  readonly customerLevel: string;
  readonly package: string;
  readonly channel: string;
  readonly urgency: string;
  readonly distanceKm: string;
  readonly attributes: string;
  readonly lines: readonly { readonly key: number; readonly item: string; readonly quantity: string }[];
  readonly crew: readonly { readonly key: number; readonly installer: string; readonly weight: string }[];
}

function wordOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** The attributes as an object; null when what was typed is none. Nothing typed means none. */
export function readAttributes(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    // half-typed JSON: the form says what is expected
    return null;
  }
}

/** Order facts as the engine takes them. Wrong values are left in: the engine names the first one. Null while the attributes cannot be read. */
export function factsOf(draft: TryDraft): OrderFacts | null {
  const attributes = readAttributes(draft.attributes);
  if (attributes === null) return null;
  return {
    id: 'TRY',
    at: `${draft.at}+08:00`,
    region: draft.region,
    cooperation: wordOrNull(draft.cooperation),
    customerLevel: wordOrNull(draft.customerLevel),
    package: wordOrNull(draft.package),
    channel: wordOrNull(draft.channel),
    urgency: wordOrNull(draft.urgency),
    distanceKm: wordOrNull(draft.distanceKm),
    attributes,
    lines: draft.lines.filter((line) => line.item !== '').map(({ item, quantity }) => ({ item, quantity: quantity.trim() })),
    crew: draft.crew
      .filter((member) => member.installer.trim() !== '')
      .map(({ installer, weight }) => ({ installer: installer.trim(), weight: Number(weight) })),
  };
}
