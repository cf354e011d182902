import type { PersonView } from '@mingdan/shared/contracts/people';
import { expect, test } from 'vitest';
import { draftOf, losesBy, problemsOf, saveInput } from './person-draft.ts';

const PERSON: PersonView = {
  id: '01JD0000000000000000000000',
  userid: 'zhang',
  name: '张师傅',
  phoneMasked: '138****0000',
  roles: ['installer'],
  outletId: '01JD0000000000000000000001',
  outletName: '朝阳一店',
  regions: ['110105'],
  active: true,
  version: 3,
};

test('an untouched form changes nothing: the phone is left out, the outlet stays', () => {
  expect(saveInput(draftOf(PERSON), PERSON)).toEqual({
    personId: PERSON.id,
    version: 3,
    userid: 'zhang',
    name: '张师傅',
    roles: ['installer'],
    outletId: PERSON.outletId,
    regions: ['110105'],
    active: true,
  });
});

test('a phone is removed only when that is asked for', () => {
  expect(saveInput({ ...draftOf(PERSON), removePhone: true }, PERSON).phone).toBeNull();
  expect(saveInput({ ...draftOf(PERSON), phone: '13800000000' }, PERSON).phone).toBe('13800000000');
});

test('a new person has neither id nor version', () => {
  const input = saveInput({ ...draftOf(null), name: ' 王 ', userid: 'wang' }, null);
  expect(input).toMatchObject({ name: '王', userid: 'wang', outletId: null });
  expect(Object.keys(input)).not.toContain('personId');
});

test('a number that is no mobile number is told before it is sent', () => {
  expect(problemsOf({ ...draftOf(PERSON), phone: '138' })).toEqual({ phone: true });
  expect(problemsOf(draftOf(PERSON))).toEqual({});
});

test('somebody who changes outlet and regions takes both along', () => {
  expect(saveInput({ ...draftOf(PERSON), outletId: null, regions: ['310000'] }, PERSON)).toMatchObject({
    outletId: null,
    regions: ['310000'],
  });
});

test('an installer who is switched off or loses the role loses his orders; anybody else the login; nothing else is told', () => {
  const draft = draftOf(PERSON);
  expect(losesBy({ ...draft, active: false }, PERSON)).toBe('orders');
  expect(losesBy({ ...draft, roles: ['dispatcher'] }, PERSON)).toBe('orders');
  expect(losesBy({ ...draft, active: false }, { ...PERSON, roles: ['finance'] })).toBe('login');
  expect(losesBy(draft, PERSON)).toBeNull();
  expect(losesBy({ ...draft, active: false }, { ...PERSON, active: false })).toBeNull();
  expect(losesBy({ ...draftOf(null), active: false }, null)).toBeNull();
});
