import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TemplateDefinition } from './definition.ts';
import { applyTemplateDiff, diffTemplates, isSameTemplate } from './diff-template.ts';

const template = JSON.parse(
  readFileSync(new URL('../../../scripts/demo/data/template-ac-install.json', import.meta.url), 'utf8'),
) as TemplateDefinition;

const changed: TemplateDefinition = {
  ...template,
  version: 2,
  name: '空调安装（新）',
  form: {
    ...template.form,
    version: 2,
    fields: [template.form.fields[1]!, template.form.fields[0]!, { key: 'extra', type: 'boolean', label: '加急' }],
  },
  flow: {
    ...template.flow,
    version: 2,
    nodes: template.flow.nodes.map((node) => (node.kind === 'task' ? { ...node, name: '改名' } : node)),
    edges: template.flow.edges.slice(1),
    slas: [],
    cancelFee: { within: 'PT3H', lines: [{ item: 'VISIT', quantity: '1' }] },
  },
  answers: { extra: true },
  lines: {},
};

test('the difference leads exactly to the other version, both ways', () => {
  expect(applyTemplateDiff(template, diffTemplates(template, changed))).toEqual(changed);
  expect(applyTemplateDiff(changed, diffTemplates(changed, template))).toEqual({ ...template, flow: { slas: [], ...template.flow } });
});

test('each part tells its own', () => {
  const diff = diffTemplates(template, changed);
  expect(diff.facts).toEqual([{ fact: 'name', before: template.name, after: '空调安装（新）' }]);
  expect(diff.fields.added.map(({ key }) => key)).toEqual(['extra']);
  expect(diff.fields.removed).toHaveLength(template.form.fields.length - 2);
  expect(diff.fields.order).not.toBeNull();
  expect(diff.edges.removed).toHaveLength(1);
  expect(diff.cancelFee?.after?.within).toBe('PT3H');
  expect(isSameTemplate(diffTemplates(template, { ...template, flow: { ...template.flow, cancelFee: changed.flow.cancelFee! } }))).toBe(
    false,
  );
  expect(isSameTemplate(diff)).toBe(false);
  expect(isSameTemplate(diffTemplates(template, { ...template, version: 9 }))).toBe(true);
});
