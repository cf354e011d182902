import { readFileSync } from 'node:fs';
import { checkTemplate } from '@mingdan/shared/flows/check-template';
import type { TemplateDefinition } from '@mingdan/shared/flows/definition';
import { describe, expect, test } from 'vitest';
import { renameField, renameNode, renameSla } from './rename.ts';

const template = JSON.parse(
  readFileSync(new URL('../../../../scripts/demo/data/template-ac-install.json', import.meta.url), 'utf8'),
) as TemplateDefinition;
const before = checkTemplate(template);
const fieldAt = (key: string) => template.form.fields.findIndex((field) => field.key === key);

describe('another name leaves nothing behind', () => {
  test.each(template.form.fields.map((field) => field.key))('field %s', (key) => {
    const renamed = renameField(template, fieldAt(key), 'quiteAnother');
    expect(checkTemplate(renamed)).toEqual(before);
    expect(renameField(renamed, fieldAt(key), key)).toEqual(template);
  });

  test.each(template.flow.nodes.map((node) => node.key))('node %s', (key) => {
    const renamed = renameNode(template, key, 'quite-another');
    expect(checkTemplate(renamed).map(({ code }) => code)).toEqual(before.map(({ code }) => code));
    expect(renameNode(renamed, 'quite-another', key)).toEqual(template);
  });

  test.each((template.flow.slas ?? []).map((sla, index) => [sla.key, index] as const))('time %s', (key, index) => {
    const renamed = renameSla(template, index, 'quite-another');
    expect(checkTemplate(renamed)).toEqual(before);
    expect(renameSla(renamed, index, key)).toEqual(template);
  });
});

test('a name that is taken changes nothing', () => {
  const [first, second] = template.flow.nodes;
  expect(renameNode(template, first!.key, second!.key)).toBe(template);
  expect(renameField(template, 0, template.form.fields[1]!.key)).toBe(template);
  expect(renameSla(template, 0, template.flow.slas![1]!.key)).toBe(template);
});
