import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { expect, test } from 'vitest';
import { blocked, faultsOf } from './task-blocked.ts';

const field = (key: string, type: string, more: Partial<ShownField> = {}): ShownField => ({
  definition: { key, type, label: key } as FieldDefinition,
  editable: true,
  required: false,
  value: null,
  ...more,
});

const camera = (more: Partial<ShownField> = {}): ShownField => ({
  ...field('door', 'photo', more),
  definition: { key: 'door', type: 'photo', label: 'door', camera: true } as FieldDefinition,
});

test.each([
  ['nothing to fill in', [], { partial: false, needs: [] }, []],
  [
    'what a desk can fill in',
    [field('note', 'textarea', { required: true }), field('slot', 'timeslot', { required: true })],
    { partial: false, needs: [] },
    [],
  ],
  ['a signature on glass', [field('signature', 'signature', { required: true })], { partial: false, needs: [] }, ['signature']],
  ['one that is there already', [field('signature', 'signature', { required: true, value: [{}] })], { partial: false, needs: [] }, []],
  [
    'lines, an address and a picture from the computer',
    [
      field('services', 'service-lines', { required: true }),
      field('parts', 'part-lines', { required: true }),
      field('address', 'address', { required: true }),
      field('photo', 'photo', { required: true }),
    ],
    { partial: false, needs: ['photo'] },
    [],
  ],
  ['a picture that must be taken there', [camera({ required: true })], { partial: false, needs: [] }, ['door']],
  ['a picture that nobody must take', [camera()], { partial: false, needs: [] }, []],
  ['a result that needs nothing of the form', [field('signature', 'signature', { required: true })], { partial: true, needs: [] }, []],
  ['a result with a punch of its own', [field('arrival', 'location')], { partial: true, needs: ['arrival'] }, ['arrival']],
  ['a picture that is only read', [camera({ required: true, editable: false })], { partial: false, needs: [] }, []],
] as const)('%s', (_name, shown, outcome, names) => expect(blocked(shown, { ...outcome, needs: [...outcome.needs] })).toEqual(names));

const error = (path: string, message: string) => ({ path, code: 'form.required', message });
const live = (errors: readonly ReturnType<typeof error>[], shown: readonly ShownField[]) => ({ shown, values: {}, errors });

test.each([
  [
    'what is wrong or missing, by the names of the fields',
    live([error('services.0.quantity', '太多')], [field('services', 'service-lines')]),
    { partial: false, needs: [] },
    ['services：太多'],
  ],
  [
    'an unfinished form keeps no result back that may leave it so',
    live([error('note', '请填写')], [field('note', 'text')]),
    { partial: true, needs: [] },
    [],
  ],
  ['but for what the result asks for itself', live([], [field('why', 'text')]), { partial: true, needs: ['why'] }, ['请填写「why」']],
  [
    'which is asked for once',
    live([error('why', '缺')], [field('why', 'text', { required: true })]),
    { partial: false, needs: ['why'] },
    ['请填写「why」'],
  ],
  ['and not when it is there', live([], [field('why', 'text', { value: '停产' })]), { partial: true, needs: ['why'] }, []],
] as const)('%s', (_name, form, outcome, faults) => expect(faultsOf(form, { ...outcome, needs: [...outcome.needs] })).toEqual(faults));
