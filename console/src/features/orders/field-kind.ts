/** How a stored value is to be shown. */
export type ShownValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly slot: { date: string; from: string; to: string } }
  | { readonly kind: 'place'; readonly lat: number; readonly lng: number; readonly accuracy: number | null }
  | { readonly kind: 'stars'; readonly stars: number }
  | { readonly kind: 'lines'; readonly lines: readonly { item: string; quantity: string }[] }
  | { readonly kind: 'money'; readonly fen: number }
  | { readonly kind: 'date'; readonly day: string }
  | { readonly kind: 'files'; readonly ids: readonly string[] };

const MAX_STARS = 10;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): ShownValue {
  return { kind: 'text', text: typeof value === 'object' ? JSON.stringify(value) : String(value) };
}

/**
 * Reads a stored value by its field's type. What does not have the type's shape (another version wrote it, or it is masked text) is shown
 * as the text that it is.
 */
export function fieldKind(type: string, value: unknown): ShownValue {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return { kind: 'none' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (type === 'money' && typeof value === 'number' && Number.isSafeInteger(value)) return { kind: 'money', fen: value };
  if (type === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return { kind: 'date', day: value };
  if (type === 'rating' && typeof value === 'number' && value >= 1 && value <= MAX_STARS)
    return { kind: 'stars', stars: Math.floor(value) };
  if (Array.isArray(value)) return listKind(type, value);
  if (!isRecord(value)) return textOf(value);
  const { date, from, to, text, lat, lng, accuracy } = value;
  if (typeof date === 'string' && typeof from === 'string' && typeof to === 'string') return { kind: 'slot', slot: { date, from, to } };
  if (typeof text === 'string') return { kind: 'text', text };
  if (typeof lat === 'number' && typeof lng === 'number')
    return { kind: 'place', lat, lng, accuracy: typeof accuracy === 'number' ? Math.round(accuracy) : null };
  return textOf(value);
}

function listKind(type: string, value: readonly unknown[]): ShownValue {
  if (type === 'photo' || type === 'signature') {
    const ids = value.flatMap((file) =>
      typeof file === 'string' ? [file] : isRecord(file) && typeof file['id'] === 'string' ? [file['id']] : [],
    );
    if (ids.length === value.length) return { kind: 'files', ids };
  }
  const lines = value.flatMap((line) =>
    isRecord(line) && typeof line['item'] === 'string' && typeof line['quantity'] === 'string'
      ? [{ item: line['item'], quantity: line['quantity'] }]
      : [],
  );
  if (lines.length === value.length) return { kind: 'lines', lines };
  return { kind: 'text', text: value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))).join('、') };
}
