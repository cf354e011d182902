import { checkTemplate as checkShape } from '@mingdan/shared/flows/check-template';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { errorsOf, type Finding } from '@mingdan/shared/forms/finding';
import { checkPattern } from '@mingdan/shared/kernel/pattern';
import { checkRegion } from '@mingdan/shared/region/region';

/** Everything that keeps a template from being published, and what is doubtful in it. `knownItems`: codes of the catalogue. */
export function checkTemplate(json: unknown, knownItems: ReadonlySet<string>): readonly Finding[] {
  const findings = checkShape(json, { checkPattern, checkRegion });
  if (errorsOf(findings).length > 0) return findings;

  const { form, lines } = json as TemplateDefinition;
  const unknown = (path: string, item: string): readonly Finding[] =>
    knownItems.has(item) ? [] : [{ severity: 'error', code: 'ITEM_UNKNOWN', path, message: `目录里没有项目「${item}」` }];
  return [
    ...findings,
    ...Object.entries(lines).flatMap(([key, preset]) => preset.flatMap((line, index) => unknown(`lines.${key}.${index}.item`, line.item))),
    ...form.fields.flatMap((field, index) =>
      field.type === 'service-lines' || field.type === 'part-lines'
        ? (field.items ?? []).flatMap((item, at) => unknown(`form.fields.${index}.items.${at}`, item))
        : [],
    ),
  ];
}
