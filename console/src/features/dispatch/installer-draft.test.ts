import type { InstallerProfileView } from '@mingdan/shared/contracts/roster';
import { expect, test } from 'vitest';
import { draftOf, inputOf, readPoint } from './installer-draft.ts';

const VIEW: InstallerProfileView = {
  personId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  name: '张师傅',
  outletName: null,
  version: 3,
  skills: ['空调'],
  regions: null,
  accountRegions: ['110000'],
  base: { lat: 39.9219, lng: 116.4437 },
  capacity: 6,
  visitMinutes: 90,
  week: null,
  certificates: [],
  leaves: [],
  rating: null,
  knownSkills: [],
};

test('what was read and not changed is sent as it was', () => {
  expect(inputOf(VIEW, draftOf(VIEW))).toEqual({
    personId: VIEW.personId,
    version: 3,
    skills: ['空调'],
    regions: null,
    base: { lat: 39.9219, lng: 116.4437 },
    capacity: 6,
    visitMinutes: 90,
    week: null,
  });
});

test.each([
  ['39.9219,116.4437', { lat: 39.9219, lng: 116.4437 }],
  [' 39.9219 ， 116.4437 ', { lat: 39.9219, lng: 116.4437 }],
  ['', null],
  ['朝阳区', undefined],
  ['116.4437,39.9219', undefined],
])('a point from %j', (text, point) => {
  expect(readPoint(text)).toEqual(point);
});

test.each([
  ['capacity', '0'],
  ['capacity', '2.5'],
  ['visitMinutes', ''],
  ['visitMinutes', '601'],
  ['base', 'x'],
  ['regions', []],
])('nothing is sent while %s is %j', (key, value) => {
  expect(inputOf(VIEW, { ...draftOf(VIEW), [key]: value })).toBeUndefined();
});
