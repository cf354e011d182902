import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTemplate } from './check-template.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test bends the document in every direction
const demo = (): any =>
  JSON.parse(readFileSync(new URL('../../../../scripts/demo/data/template-ac-install.json', import.meta.url), 'utf8'));
const KIND = { 'AC-INSTALL-1P5': 'labour', BRACKET: 'part', 'COPPER-PIPE': 'part', VISIT: 'fee' } as const;
const catalogue = (...codes: (keyof typeof KIND)[]) => new Map(codes.map((code) => [code as string, { kind: KIND[code] }]));
const KNOWN = catalogue('AC-INSTALL-1P5', 'BRACKET', 'COPPER-PIPE', 'VISIT');
const WORDED = new Set(['installer-assigned.customer', 'visit-again.customer', 'visit-again.staff']);
const errors = (json: unknown, known = KNOWN) =>
  checkTemplate(json, { items: known, notices: WORDED })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`);

describe('a template', () => {
  test("the demo's is fine", () => expect(errors(demo())).toEqual([]));

  test('preset lines name items of the catalogue', () => {
    expect(errors(demo(), catalogue('AC-INSTALL-1P5', 'VISIT'))).toEqual([
      'ITEM_UNKNOWN lines.parts.0.item',
      'ITEM_UNKNOWN lines.parts.1.item',
    ]);
  });

  test('items that the flow settles by itself stand in the catalogue', () => {
    const found = errors(demo(), catalogue('AC-INSTALL-1P5', 'BRACKET', 'COPPER-PIPE'));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^ITEM_UNKNOWN flow\.nodes\.\d+\.action\.lines\.0\.item$/);
    expect(found[1]).toBe('ITEM_UNKNOWN flow.cancelFee.lines.0.item');
  });

  test('the items that a field offers stand in the catalogue too', () => {
    const template = demo();
    const at = template.form.fields.findIndex(({ key }: { key: string }) => key === 'parts');
    template.form.fields[at].items = ['BRACKET', 'COPPER-PIPE', 'UNOBTAINIUM'];
    expect(errors(template)).toEqual([`ITEM_UNKNOWN form.fields.${at}.items.2`]);
  });

  test('service lines that nothing can be chosen for are an error, part lines a warning', () => {
    const template = demo();
    template.lines = {};
    const found = checkTemplate(template, { items: catalogue('VISIT'), notices: WORDED }).filter(({ code }) => code === 'ITEMS_NONE');
    expect(found.map(({ severity, message }) => [severity, message])).toEqual([
      ['error', '「服务项目」没有可选的项目：目录里还没有服务项目'],
      ['warning', '「配件」没有可选的项目：目录里还没有配件'],
    ]);
  });

  test('a notice without words for whoever hears it is told', () => {
    const template = demo();
    const at = template.flow.nodes.findIndex(({ key }: { key: string }) => key === 'visit');
    template.flow.nodes[at].onLeave = [
      { type: 'notify', template: 'visit-again', to: { type: 'customer' } },
      { type: 'notify', template: 'on-the-way', to: { type: 'customer' } },
      { type: 'notify', template: 'installer-assigned' },
    ];
    const found = checkTemplate(template, { items: KNOWN, notices: WORDED }).filter(
      ({ code, path }) => code === 'NOTICE_NO_WORDS' && path.includes(`.${at}.`),
    );
    expect(found.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      `warning flow.nodes.${at}.onLeave.1.template`,
      `warning flow.nodes.${at}.onLeave.2.template`,
    ]);
    expect(found[0]!.message).toContain('给客户');
  });

  test.each([null, [], 'text', 7, {}])('%o is no template, and is told so without an exception', (json) => {
    expect(errors(json).length).toBeGreaterThan(0);
  });
});
