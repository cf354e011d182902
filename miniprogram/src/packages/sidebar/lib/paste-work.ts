import type { Doubt, Recognised } from '@mingdan/shared/intake/recognise';
import { t } from '../../../messages/staff.ts';
import type { Said } from './said.ts';

/** What was unsure and what else it could be, until a person changes the field. */
export interface Doubts {
  readonly name?: Doubt | null;
  readonly phone?: Doubt | null;
  readonly region?: Doubt | null;
  readonly address?: Doubt | null;
  readonly from?: Doubt | null;
  readonly wish?: Doubt | null;
  readonly device?: Doubt | null;
  readonly time?: Doubt | null;
}

/** What else a message could mean, to choose from; a list of none or of two and more. */
export interface Others {
  readonly phones: readonly string[];
  readonly regions: readonly string[];
  readonly kinds: readonly string[];
  /** Builds 机型. */
  readonly forms: readonly string[];
}

/** A message with what was read in it and corrected by a person. */
export interface Work {
  readonly message: string;
  readonly recognised: Recognised;
  readonly said: Said;
  readonly doubts: Doubts;
}

/**
 * A message just read, before anybody corrects it.
 *
 * @param streetIn takes the names that a region says already off a street
 */
export function begin(message: string, recognised: Recognised, streetIn: (region: string, text: string) => string): Work {
  const { name, phone, region, address, from, device, wish, symptoms, time, urgent, note } = recognised;
  return {
    message,
    recognised,
    said: {
      name: name?.value ?? '',
      phone: phone?.value ?? '',
      region: region?.value ?? '',
      address: streetIn(region?.value ?? '', address?.value ?? ''),
      from: from?.value ?? null,
      device: device?.value ?? { kind: '', brand: '', model: '', serial: '', form: '', size: '' },
      wish: wish && { value: wish.value, word: wish.word },
      symptoms,
      time: time?.value ?? null,
      urgent: urgent !== null,
      note: [note, phone?.extension ? t('paste.extension', { number: phone.extension }) : ''].filter((part) => part !== '').join('；'),
    },
    doubts: {
      name: name?.doubt ?? null,
      phone: phone?.doubt ?? null,
      region: region?.doubt ?? null,
      address: address?.doubt ?? null,
      from: from?.doubt ?? null,
      device: device?.doubt ?? null,
      wish: wish?.doubt ?? null,
      time: time?.doubt ?? null,
    },
  };
}

/** What a person may choose instead of what was read. */
export function othersOf({ recognised: { phone, region, device } }: Work): Others {
  return {
    phones: phone && phone.others.length > 0 ? [phone.value, ...phone.others] : [],
    regions: region && region.others.length > 0 ? [...(region.value === '' ? [] : [region.value]), ...region.others] : [],
    kinds: different([device?.value, ...(device?.others ?? [])].map((each) => each?.kind ?? '')),
    forms: different([device?.value, ...(device?.others ?? [])].map((each) => each?.form ?? '')),
  };
}

/** What there is to choose from; nothing where there is no choice. */
function different(words: readonly string[]): readonly string[] {
  const each = [...new Set(words)].filter((word) => word !== '');
  return each.length > 1 ? each : [];
}
