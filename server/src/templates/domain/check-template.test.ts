import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTemplate } from './check-template.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test bends the document in every direction
const demo = (): any =>
  JSON.parse(readFileSync(new URL('../../../../scripts/demo/data/template-ac-install.json', import.meta.url), 'utf8'));
const KNOWN = new Set(['AC-INSTALL-1P5', 'BRACKET', 'COPPER-PIPE']);
const errors = (json: unknown, known: ReadonlySet<string> = KNOWN) =>
  checkTemplate(json, known)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`);

describe('a template', () => {
  test("the demo's is fine", () => expect(errors(demo())).toEqual([]));

  test('preset lines name items of the catalogue', () => {
    expect(errors(demo(), new Set(['AC-INSTALL-1P5']))).toEqual(['ITEM_UNKNOWN lines.parts.0.item', 'ITEM_UNKNOWN lines.parts.1.item']);
  });

  test('the items that a field offers stand in the catalogue too', () => {
    const template = demo();
    const at = template.form.fields.findIndex(({ key }: { key: string }) => key === 'parts');
    template.form.fields[at].items = ['BRACKET', 'COPPER-PIPE', 'UNOBTAINIUM'];
    expect(errors(template)).toEqual([`ITEM_UNKNOWN form.fields.${at}.items.2`]);
  });

  test.each([null, [], 'text', 7, {}])('%o is no template, and is told so without an exception', (json) => {
    expect(errors(json).length).toBeGreaterThan(0);
  });
});
