import type { CustomerView } from '@mingdan/shared/contracts/customers';
import type { FieldDefinition } from '@mingdan/shared/forms/definition';

const NAME_KEYS: readonly string[] = ['contact', 'contactName', 'customerName', 'name'];

/**
 * What the form can be filled with because we know the customer: the phone, the first site's address and region, the name where the form asks for
 * one. Fields that the template fills itself stay as they are.
 *
 * @param fields of the start form, with the template's own values
 */
export function knownValues(
  fields: readonly { readonly definition: unknown; readonly value: unknown }[],
  customer: CustomerView,
): Readonly<Record<string, unknown>> {
  const site = customer.sites[0];
  const known: Record<string, unknown> = {};
  for (const { definition, value } of fields) {
    const field = definition as FieldDefinition;
    if (value !== null && value !== undefined) continue;
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
