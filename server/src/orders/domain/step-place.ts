import type { TaskNode } from '@mingdan/shared/flows/definition';
import { accessTo } from '@mingdan/shared/forms/access';
import type { FieldAccess, FormValues } from '@mingdan/shared/forms/definition';

/** What the step's field of its place holds, for whoever may see that field; null: the step takes place at the order's address. */
export function placeOf(node: TaskNode | undefined, values: FormValues, access: FieldAccess | null): string | null {
  const value = node?.place && accessTo(access, node.place) !== 'hidden' ? values[node.place] : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : null;
}
