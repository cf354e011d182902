import type { FieldDefinition, LineValue } from '@mingdan/shared/forms/definition';
import { buildOf } from '@mingdan/shared/intake/forms';
import { counterpart, type ServiceItem, type Wanted } from '@mingdan/shared/intake/services';
import { UNITS, type Unit } from '@mingdan/shared/intake/sizes';
import type { Said } from './said.ts';

/** A service line that went with the device, or would. */
export interface Followed {
  readonly from: string;
  readonly to: string;
  /** False: nobody keeps an item of this very capacity; it is the nearest. */
  readonly exact: boolean;
}

/** A field with its value as it stands now. */
interface Filled {
  readonly definition: FieldDefinition;
  readonly value: unknown;
}

/** The device that a form is about now: the build that a choice names, the capacity that a figure or the message names. */
export function wantedBy(fields: readonly Filled[], said: Said | undefined): Wanted {
  let form = '';
  let size = '';
  for (const { definition, value } of fields) {
    if (definition.type === 'select' && form === '')
      form = buildOf(definition.options.find((option) => option.value === value)?.label ?? '')?.name ?? '';
    if (definition.type === 'number' && size === '' && typeof value === 'string' && UNITS.includes(definition.unit as Unit))
      size = `${value}${definition.unit}`;
  }
  return { form: form || (said?.device.form ?? ''), size: size || (said?.device.size ?? '') };
}

/** The same lines for the wanted device, and which of them went over to another item. */
export function follow(
  lines: readonly LineValue[],
  items: readonly ServiceItem[],
  wanted: Wanted,
): { readonly lines: readonly LineValue[]; readonly changes: readonly Followed[] } {
  const changes: Followed[] = [];
  const next = lines.map((line) => {
    const found = counterpart(line.item, items, wanted);
    // two lines never become one item
    if (!found || lines.some(({ item }) => item === found.item.code)) return line;
    changes.push({ from: items.find(({ code }) => code === line.item)?.name ?? line.item, to: found.item.name, exact: found.exact });
    return { ...line, item: found.item.code };
  });
  return { lines: changes.length > 0 ? next : lines, changes };
}
