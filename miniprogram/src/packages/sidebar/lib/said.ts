import type { Wish } from '@mingdan/shared/intake/lexicon';
import type { DeviceWords } from '@mingdan/shared/intake/recognise';
import { forget, keep, kept } from '../../../lib/store.ts';

/** What a message said and a person looked over: it fills the form and puts the templates in order, until an order is made of it. */
export interface Said {
  readonly name: string;
  readonly phone: string;
  /** GB/T 2260, empty while nobody has chosen. */
  readonly region: string;
  readonly address: string;
  /** Where a device that moves is taken from: as the message writes it, and its GB/T 2260 code, empty where that is not known. Null where nothing moves. */
  readonly from: { readonly text: string; readonly region: string } | null;
  readonly device: DeviceWords;
  readonly wish: { readonly value: Wish; readonly word: string } | null;
  readonly symptoms: readonly string[];
  readonly time: { readonly date: string; readonly from: string | null; readonly to: string | null } | null;
  readonly urgent: boolean;
  readonly note: string;
}

/** Renamed when what is kept gets other parts: what an older build has kept is then not found. */
const slot = (customerId: string): string => `said3:${customerId}`;

/** What was said for this customer and is not an order yet. It stays on this phone. */
export function saidFor(customerId: string): Said | undefined {
  return kept<Said>(slot(customerId));
}

/** Keeps what was said; null forgets it. */
export function keepSaid(customerId: string, said: Said | null): void {
  if (said) keep(slot(customerId), said);
  else forget(slot(customerId));
}
