import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessFor, NO_ACCESS, readOnly } from './access.ts';
import type { BooleanOrCondition, FieldDefinition, FormContext, FormDefinition } from './definition.ts';
import { evaluateForm, type FormInput, MAX_VALUES_BYTES } from './evaluate.ts';

const context: FormContext = {
  node: 'visit',
  role: 'installer',
  scene: 'aftersale',
  order: { charge: 120_000 },
  attempt: 1,
  today: '2026-07-30',
};

function form(...fields: FieldDefinition[]): FormDefinition {
  return { code: 'test', version: 1, name: '测试', fields };
}
const text = (key: string, rest: Partial<FieldDefinition> = {}): FieldDefinition =>
  ({ key, type: 'text', label: key, ...rest }) as FieldDefinition;
const number = (key: string, rest: Partial<FieldDefinition> = {}): FieldDefinition =>
  ({ key, type: 'number', label: key, ...rest }) as FieldDefinition;

function look(definition: FormDefinition, rest: Partial<FormInput> = {}) {
  const result = evaluateForm({ form: definition, access: null, stored: {}, submitted: {}, context, ...rest });
  return {
    ...result,
    states: Object.fromEntries(result.fields.map(({ key, state, required }) => [key, required ? `${state}!` : state])),
    codes: result.errors.map(({ path, code }) => `${path} ${code}`),
  };
}

const floorAndLift = form(
  number('floor', { required: true, integer: true, min: 1, max: 200 } as never),
  { key: 'lift', type: 'boolean', label: '有电梯', required: true, visible: { '>': [{ var: 'floor' }, 3] } },
  { key: 'carry', type: 'text', label: '搬运说明', visible: { '==': [{ var: 'lift' }, false] } },
);

describe('evaluation', () => {
  it('follows what is submitted through chains of visibility', () => {
    expect(look(floorAndLift).states).toEqual({ floor: 'edit!', lift: 'hidden', carry: 'hidden' });
    expect(look(floorAndLift, { submitted: { floor: '4' } }).states).toEqual({ floor: 'edit!', lift: 'edit!', carry: 'hidden' });
    const all = look(floorAndLift, { submitted: { floor: '4', lift: false, carry: '楼梯窄' } });
    expect(all.codes).toEqual([]);
    expect(all.values).toEqual({ floor: '4', lift: false, carry: '楼梯窄' });
  });

  it('compares number fields as numbers, not as text', () => {
    expect(look(floorAndLift, { submitted: { floor: '10' } }).states['lift']).toBe('edit!');
  });

  it('finds the same fixed point in whatever order the fields stand', () => {
    const [floor, lift, carry] = floorAndLift.fields as [FieldDefinition, FieldDefinition, FieldDefinition];
    for (const order of [
      [carry, lift, floor],
      [lift, carry, floor],
      [carry, floor, lift],
    ]) {
      expect(look(form(...order), { submitted: { floor: '4', lift: false } }).states).toEqual({
        floor: 'edit!',
        lift: 'edit!',
        carry: 'edit',
      });
    }
  });

  it('reads a hidden field as null, keeps what was stored of it, and shows nothing of it', () => {
    const result = look(floorAndLift, { stored: { floor: '4', lift: false, carry: '楼梯窄' }, submitted: { floor: '2' } });
    expect(result.states).toEqual({ floor: 'edit!', lift: 'hidden', carry: 'hidden' });
    expect(result.codes).toEqual([]);
    expect(result.values).toEqual({ floor: '2', lift: false, carry: '楼梯窄' });
    expect(result.fields.find(({ key }) => key === 'carry')?.value).toBeNull();
  });

  it('refuses by name what is hidden, read-only or unknown, and reports everything at once', () => {
    const definition = form(
      text('model', { readonly: true }),
      text('secret', { visible: false }),
      text('need', { required: true }),
      text('short', { max: 2 } as never),
    );
    const result = look(definition, {
      stored: { model: 'A' },
      submitted: { model: 'A', secret: 'x', short: '太长了', other: 1, 'a.b': 2 },
    });
    expect(result.codes).toEqual([
      'other form.unknown_field',
      'a.b form.unknown_field',
      'model form.readonly',
      'secret form.hidden',
      'need form.required',
      'short form.too_long',
    ]);
    expect(result.values).toEqual({ model: 'A' });
    expect(result.errors.map(({ message }) => message)).toContain('请填写「need」');
  });

  it.each([
    [{ type: 'select', options: [{ value: 'a', label: 'A' }] }, '请选择「机型」'],
    [{ type: 'timeslot' }, '请选择「机型」'],
    [{ type: 'photo' }, '请拍「机型」'],
    [{ type: 'location' }, '请完成「机型」'],
    [{ type: 'signature' }, '请完成「机型」'],
    [{ type: 'rating' }, '请给「机型」打分'],
    [{ type: 'number' }, '请填写「机型」'],
  ])('asks for what is missing by what has to be done: %o', (field, sentence) => {
    const definition = form({ key: 'f', label: '机型', required: true, ...field } as never);
    const { errors } = look(definition, { submitted: {} });
    expect(errors.map(({ code, message }) => ({ code, message }))).toEqual([{ code: 'form.required', message: sentence }]);
  });

  it('lets the stricter of form and access list win, both ways', () => {
    const definition = form(text('a'), text('b', { readonly: true }), text('c', { visible: false }), text('d'), text('e'));
    const result = look(definition, { access: { a: 'read', b: 'edit', c: 'edit', d: 'hidden' } });
    expect(result.states).toEqual({ a: 'read', b: 'read', c: 'hidden', d: 'hidden', e: 'edit' });
    expect(look(definition, { access: { a: 'edit', '*': 'hidden' } }).states).toEqual({
      a: 'edit',
      b: 'hidden',
      c: 'hidden',
      d: 'hidden',
      e: 'hidden',
    });
  });

  it('demands nothing of a field that cannot be edited', () => {
    const definition = form(
      text('a', { required: true }),
      text('b', { required: true, readonly: true }),
      text('c', { required: true, visible: false }),
    );
    expect(look(definition, { access: { a: 'hidden' } }).codes).toEqual([]);
  });

  it('keeps the value of a field that only the access list hides in conditions', () => {
    const definition = form(text('tier'), text('gift', { visible: { '==': [{ var: 'tier' }, 'VIP'] } }));
    expect(look(definition, { stored: { tier: 'VIP' }, access: { tier: 'hidden' } }).states).toEqual({ tier: 'hidden', gift: 'edit' });
  });

  it('takes null, blank and an empty list for no value', () => {
    const definition = form(
      text('a', { required: true }),
      { key: 'p', type: 'photo', label: '照片' },
      { key: 'yes', type: 'boolean', label: '是', required: true },
    );
    const result = look(definition, {
      stored: { a: 'x', p: [{ id: 'f', sha256: 'a'.repeat(64) }] },
      submitted: { a: '  ', p: [], yes: false },
    });
    expect(result.codes).toEqual(['a form.required']);
    expect(result.values).toEqual({ yes: false });
    expect(look(definition, { stored: { a: 'x', yes: true }, submitted: { a: null } }).values).toEqual({ yes: true });
  });

  it('lets required fields wait in a draft, and nothing else', () => {
    const definition = form(text('a', { required: true }), number('n'));
    expect(look(definition, { partial: true, submitted: { n: 'x' } }).codes).toEqual(['n form.number']);
  });

  it('wants what an outcome asks for among what is sent, whatever is stored and however much may stay empty', () => {
    const definition = form(text('a', { required: true }), text('why'), text('seal'));
    const ask = (input: Parameters<typeof look>[1]) => look(definition, { partial: true, needs: ['why'], ...input }).codes;
    expect(ask({})).toEqual(['why form.required']);
    expect(ask({ stored: { why: 'last time' } })).toEqual(['why form.required']);
    expect(ask({ submitted: { why: '' } })).toEqual(['why form.required']);
    expect(ask({ submitted: { why: 'nobody' } })).toEqual([]);
    expect(ask({ access: { why: 'read' } })).toEqual([]);
    expect(look(definition, { needs: ['why'], submitted: { why: 'nobody' } }).codes).toEqual(['a form.required']);
  });

  it('lets two fields require each other', () => {
    const either = (other: string): BooleanOrCondition => ({ '!': [{ var: other }] });
    const definition = form(text('phone', { required: either('mail') }), text('mail', { required: either('phone') }));
    expect(look(definition).codes).toEqual(['phone form.required', 'mail form.required']);
    expect(look(definition, { submitted: { mail: 'x' } }).codes).toEqual([]);
  });

  it('knows node, role, scene, attempt, today and the order in conditions', () => {
    const check = (visible: BooleanOrCondition) => look(form(text('a', { visible }))).states['a'];
    expect(check({ '==': [{ var: '$node' }, 'visit'] })).toBe('edit');
    expect(check({ '==': [{ var: '$role' }, 'staff'] })).toBe('hidden');
    expect(check({ and: [{ '==': [{ var: '$attempt' }, 1] }, { '==': [{ var: '$today' }, '2026-07-30'] }] })).toBe('edit');
    expect(check({ '>': [{ var: '$order.charge' }, 100_000] })).toBe('edit');
    expect(check({ '!': [{ var: '$order.customerLevel' }] })).toBe('edit');
  });

  it('matches patterns only where it is given an RE2 engine', () => {
    const definition = form(text('a', { pattern: 'x' } as never));
    expect(look(definition, { submitted: { a: 'y' } }).codes).toEqual([]);
    expect(look(definition, { submitted: { a: 'y' }, matchPattern: (pattern, value) => pattern === value }).codes).toEqual([
      'a form.pattern',
    ]);
  });

  it('refuses more than 64 KB of values, counted in UTF-8', () => {
    const fields = Array.from({ length: 40 }, (_, index) => text(`t${index}`));
    const fill = (length: number) => Object.fromEntries(fields.map(({ key }) => [key, '汉'.repeat(length)]));
    const frame = JSON.stringify(fill(0)).length;
    const fits = Math.floor((MAX_VALUES_BYTES - frame) / 3 / fields.length);
    expect(look(form(...fields), { submitted: fill(fits) }).codes).toEqual([]);
    expect(look(form(...fields), { submitted: fill(fits + 1) }).codes).toEqual([' form.too_big']);
  });
});

describe('hostile input', () => {
  const definition = form(text('a'), { key: 'home', type: 'address', label: '地址' });

  it.each([
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a.__proto__.polluted":true}',
    '{"a[__proto__]":true}',
    '{"toString":"x"}',
    '{"home":{"__proto__":{"polluted":true},"region":"440305","text":"x"}}',
    '{"home":{"region":"440305","text":"x","constructor":{"prototype":{}}}}',
    '[]',
    'null',
    '"a"',
    '5',
  ])('refuses %s and leaves prototypes clean', (json) => {
    const result = look(definition, { submitted: JSON.parse(json) as unknown });
    expect(result.errors.length).toBeGreaterThan(0);
    expect(result.values).toEqual({});
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('takes objects of another realm and refuses those of a class', () => {
    const elsewhere = runInNewContext('({ a: "x" })') as unknown;
    expect(look(definition, { submitted: elsewhere }).values).toEqual({ a: 'x' });
    expect(look(definition, { submitted: new Map([['a', 'x']]) }).codes).toEqual([' form.malformed']);
    expect(look(definition, { submitted: Object.create({ a: 'x' }) as unknown }).codes).toEqual([' form.malformed']);
  });

  it('ignores inherited names in what is stored and in access lists', () => {
    const stored = Object.create({ a: 'inherited' }) as Record<string, unknown>;
    expect(look(definition, { stored }).values).toEqual({});
    expect(look(definition, { access: Object.create({ a: 'hidden' }) as Record<string, 'hidden'> }).states['a']).toBe('edit');
  });

  it('never throws, never stores what it refused, and never pollutes, whatever is sent', () => {
    const names = fc.constantFrom('a', 'home', '__proto__', 'constructor', 'prototype', 'a.b', '$node', '*', '');
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (submitted) => {
        const sent = JSON.parse(JSON.stringify(submitted)) as Record<string, unknown>;
        const { errors, values } = look(definition, { submitted: sent });
        for (const key of Object.keys(sent)) if (key !== 'a' && key !== 'home') expect(errors.some(({ path }) => path === key)).toBe(true);
        for (const { field } of errors) if (field !== '') expect(Object.keys(values)).not.toContain(field);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('any form', () => {
  /** Fields that see earlier fields only, so that there is no cycle. */
  const anyForm = fc.array(
    fc.record({ reads: fc.nat(), test: fc.constantFrom('none', 'filled', 'empty'), required: fc.boolean(), readonly: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  it('gives states that hold when they are computed again, whatever access says', () => {
    fc.assert(
      fc.property(
        anyForm,
        fc.array(fc.constantFrom('hidden', 'read', 'edit'), { maxLength: 12 }),
        fc.array(fc.boolean()),
        (plan, bounds, filled) => {
          const fields = plan.map(({ reads, test, required, readonly }, index): FieldDefinition => {
            const other = { var: `f${reads % Math.max(1, index)}` };
            const visible = index === 0 || test === 'none' ? true : test === 'filled' ? { '!!': [other] } : { '!': [other] };
            return text(`f${index}`, { visible, required, readonly });
          });
          const access = Object.fromEntries(bounds.map((bound, index) => [`f${index}`, bound])) as Record<
            string,
            'hidden' | 'read' | 'edit'
          >;
          const stored = Object.fromEntries(fields.flatMap(({ key }, index) => (filled[index] ? [[key, 'x']] : [])));
          const result = look(form(...fields), { access, stored });
          for (const [index, field] of result.fields.entries()) {
            const { visible } = fields[index]!;
            const seen = (key: string) => result.fields.find((other) => other.key === key)!;
            if (field.required) expect(field.state).toBe('edit');
            if (field.state === 'hidden') expect(field.value).toBeNull();
            if (access[field.key] === 'hidden') expect(field.state).toBe('hidden');
            if (access[field.key] === 'read') expect(field.state).not.toBe('edit');
            if (typeof visible === 'object' && '!!' in visible) {
              const read = (visible['!!'] as unknown as { var: string }[])[0]!.var;
              if (field.state !== 'hidden') expect(stored[read]).toBe('x');
              if (field.state !== 'hidden' && access[read] !== 'hidden') expect(seen(read).state).not.toBe('hidden');
            }
          }
          expect(result.values).toEqual(stored);
        },
      ),
    );
  });
});

describe('access lists', () => {
  const keys = ['a', 'b', 'c'];
  const list = [
    { role: 'installer', fields: { a: 'edit', '*': 'hidden' } },
    { role: 'staff', fields: { b: 'read' } },
  ] as const;

  it('bounds nothing without a list, everything without an entry, and joins the entries of several roles', () => {
    expect(accessFor(undefined, ['staff'], keys)).toBeNull();
    expect(accessFor(list, ['customer'], keys)).toBe(NO_ACCESS);
    expect(accessFor(list, ['installer'], keys)).toBe(list[0].fields);
    expect(accessFor(list, ['installer', 'staff'], keys)).toEqual({ a: 'edit', b: 'read', c: 'edit' });
    expect(readOnly(accessFor(list, ['installer'], keys), keys)).toEqual({ a: 'read', b: 'hidden', c: 'hidden', '*': 'hidden' });
  });
});
