import type { FieldDefinition } from '@mingdan/shared/forms/definition';
import type { ShownField } from '@mingdan/shared/forms/live-form';
import { expect, test } from 'vitest';
import { blocked } from './task-blocked.ts';

const field = (key: string, type: string, more: Partial<ShownField> = {}): ShownField => ({
  definition: { key, type, label: key } as FieldDefinition,
  editable: true,
  required: false,
  value: null,
  ...more,
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
  ['a picture that nobody must take', [field('photo', 'photo')], { partial: false, needs: [] }, []],
  ['a result that needs nothing of the form', [field('signature', 'signature', { required: true })], { partial: true, needs: [] }, []],
  ['a result with a punch of its own', [field('arrival', 'location')], { partial: true, needs: ['arrival'] }, ['arrival']],
  ['a picture that is only read', [field('photo', 'photo', { required: true, editable: false })], { partial: false, needs: [] }, []],
] as const)('%s', (_name, shown, outcome, names) => expect(blocked(shown, { ...outcome, needs: [...outcome.needs] })).toEqual(names));
