import { describe, expect, it } from 'vitest';
import { errorsByField, liveForm, type OfferedField } from './live-form.ts';

const NOW = Date.parse('2026-11-22T10:00:00+08:00');
const CONTEXT = { node: 'visit', role: 'installer' };

const offer = (definition: object, more: Partial<OfferedField> = {}): OfferedField => ({
  definition,
  state: 'edit',
  required: false,
  value: null,
  ...more,
});
const FIELDS: readonly OfferedField[] = [
  offer({ key: 'floor', type: 'number', label: '楼层', integer: true, min: 1, max: 200, required: true }, { required: true }),
  offer({ key: 'lift', type: 'boolean', label: '有电梯', visible: { '>': [{ var: 'floor' }, 3] } }),
  offer({ key: 'note', type: 'text', label: '备注', max: 20 }, { state: 'read', value: '先打电话' }),
  offer({ key: 'model', type: 'text', label: '型号', max: 5 }, { value: 'KFR' }),
];
const keys = (form: ReturnType<typeof liveForm>) => form.shown.map(({ definition }) => definition.key);

describe('liveForm', () => {
  it('shows a field when its condition comes true under the hand', () => {
    expect(keys(liveForm(FIELDS, {}, CONTEXT, NOW))).toEqual(['floor', 'note', 'model']);
    expect(keys(liveForm(FIELDS, { floor: '8' }, CONTEXT, NOW))).toEqual(['floor', 'lift', 'note', 'model']);
  });

  it('sends what may be edited, the offered values among it, and nothing that has fallen out of sight', () => {
    expect(liveForm(FIELDS, { floor: '8', lift: true }, CONTEXT, NOW).values).toEqual({ floor: '8', lift: true, model: 'KFR' });
    expect(liveForm(FIELDS, { floor: '2', lift: true }, CONTEXT, NOW).values).toEqual({ floor: '2', model: 'KFR' });
  });

  it('sends an emptied field as empty, so that what was there goes', () =>
    expect(liveForm(FIELDS, { floor: '2', model: null }, CONTEXT, NOW).values).toEqual({ floor: '2', model: null }));

  it('says nothing of a field that never had a value', () =>
    expect(liveForm(FIELDS, { floor: null }, CONTEXT, NOW).values).toEqual({ model: 'KFR' }));

  it('names what is missing and what is wrong, all at once', () => {
    const { errors } = liveForm(FIELDS, { model: 'KFR-35GW' }, CONTEXT, NOW);
    expect(errors.map(({ path, code }) => [path, code])).toEqual([
      ['floor', 'form.required'],
      ['model', 'form.too_long'],
    ]);
  });

  it('asks for what the server calls required, also where the definition does not say so', () => {
    const fields = [offer({ key: 'serial', type: 'serial', label: '条码' }, { required: true })];
    expect(liveForm(fields, {}, CONTEXT, NOW).errors.map(({ path }) => path)).toEqual(['serial']);
    expect(liveForm(fields, { serial: 'A1' }, CONTEXT, NOW).errors).toEqual([]);
  });

  it('does not let a draft reach a field that may only be read', () => {
    const form = liveForm(FIELDS, { floor: '2', note: '改过' }, CONTEXT, NOW);
    expect(form.shown.find(({ definition }) => definition.key === 'note')?.value).toBe('先打电话');
    expect(form.errors).toEqual([]);
  });

  it('ignores marks of the draft that are no fields', () =>
    expect(liveForm(FIELDS, { floor: '2', $urgent: true }, CONTEXT, NOW).errors).toEqual([]));
});

describe('errorsByField', () => {
  it('gives each field its first sentence, whatever the path below it', () => {
    const error = (path: string, message: string) => ({ path, code: 'x', message });
    expect(
      errorsByField([error('values.address.text', 'a'), error('address.region', 'b'), error('floor', 'c'), error('', 'whole')]),
    ).toEqual({ address: 'a', floor: 'c' });
  });
});
