import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { FieldDefinition, LineValue } from '@mingdan/shared/forms/definition';

const NAME_KEYS: readonly string[] = ['contact', 'contactName', 'customerName', 'name'];

/** Preset lines of the template that belong into a field of this type. */
function presetLines(type: 'service-lines' | 'part-lines', { lines, items }: Presets): readonly LineValue[] {
  const parts = type === 'part-lines';
  return lines.filter(({ item }) => (items.find(({ code }) => code === item)?.kind === 'part') === parts);
}

/** What the template brings beside its fields. */
export interface Presets {
  readonly lines: readonly LineValue[];
  readonly items: readonly { readonly code: string; readonly kind: string }[];
}

/**
 * What the form can be filled with because we know the customer: the phone, the first site's address and region, the name where the form asks for
 * one; the template's preset lines where it has fields for them. Fields that the template fills itself stay as they are.
 *
 * @param fields of the start form, with the template's own values
 */
export function knownValues(
  fields: readonly { readonly definition: unknown; readonly value: unknown }[],
  customer: CustomerView,
  presets: Presets,
): Readonly<Record<string, unknown>> {
  const site = customer.sites[0];
  const known: Record<string, unknown> = {};
  for (const { definition, value } of fields) {
    const field = definition as FieldDefinition;
    if (value !== null && value !== undefined) continue;
    if (field.type === 'service-lines' || field.type === 'part-lines') {
      const lines = presetLines(field.type, presets);
      if (lines.length > 0) known[field.key] = lines;
    }
    if (field.type === 'phone' && customer.phone) known[field.key] = customer.phone;
    if (field.type === 'region' && site) known[field.key] = site.region;
    if (field.type === 'address' && site) {
      known[field.key] = {
        region: site.region,
        text: site.text,
        ...(site.lat !== null && site.lng !== null ? { lat: site.lat, lng: site.lng } : {}),
      };
    }
    if (field.type === 'text' && NAME_KEYS.includes(field.key)) known[field.key] = customer.name;
  }
  return known;
}
