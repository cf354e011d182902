import type { OrderFacts } from '@mingdan/shared/pricing/types';
import type { AskedAttribute } from './asked-facts.ts';

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
  /** By path: `yes` or `no` for a flag, else as typed. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly key: number; readonly item: string; readonly quantity: string }[];
  readonly crew: readonly { readonly key: number; readonly installer: string; readonly weight: string }[];
}

function wordOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** One attribute's value as conditions read it: what is no number where one is asked for stays text, which no condition takes for a number. */
function attributeOf(kind: AskedAttribute['kind'], text: string): unknown {
  if (kind === 'flag') return text === 'yes';
  return kind === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What was filled in, as an object: `home.area` stands in `home`. */
function attributesOf(typed: TryDraft['attributes'], asked: readonly AskedAttribute[]): Record<string, unknown> {
  // names come from a book: none of them may be taken for a property that objects have
  const attributes = Object.create(null) as Record<string, unknown>;
  for (const { path, kind } of asked) {
    const text = (typed[path] ?? '').trim();
    if (text === '') continue;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const inner = keys.reduce((object, key) => {
      object[key] ??= Object.create(null);
      return object[key] as Record<string, unknown>;
    }, attributes);
    inner[last] = attributeOf(kind, text);
  }
  return attributes;
}

/** Order facts as the engine takes them. Wrong values are left in: the engine names the first one. */
export function factsOf(draft: TryDraft, asked: readonly AskedAttribute[]): OrderFacts {
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
    attributes: attributesOf(draft.attributes, asked),
    lines: draft.lines.filter((line) => line.item !== '').map(({ item, quantity }) => ({ item, quantity: quantity.trim() })),
    crew: draft.crew
      .filter((member) => member.installer.trim() !== '')
      .map(({ installer, weight }) => ({ installer: installer.trim(), weight: Number(weight) })),
  };
}
