import { describe, expect, it } from 'vitest';
import type { Candidate, Wanted } from './rules.ts';
import { roomOf } from './slot-room.ts';

const WANTED: Wanted = {
  region: '110105',
  categories: ['空调'],
  certificates: [],
  slot: { date: '2026-11-23', from: '10:00', to: '12:00' },
  today: '2026-11-22',
};
const covers = (scope: string, region: string) => region.startsWith(scope.replace(/0+$/, ''));
let count = 0;
const installer = (over: Partial<Candidate> = {}): Candidate => {
  count += 1;
  return {
    installerId: `i${count}`,
    skills: ['空调'],
    regions: ['110000'],
    certificates: [],
    shifts: [{ from: '08:00', to: '20:00' }],
    leaves: [],
    load: 0,
    ahead: [],
    capacity: 4,
    visitMinutes: 90,
    distanceKm: null,
    rating: null,
    stock: null,
    ...over,
  };
};
const many = (n: number, over: Partial<Candidate> = {}) => Array.from({ length: n }, () => installer(over));
const off = { shifts: [] };
const booked = { load: 4 };
const room = (candidates: readonly Candidate[], waiting = 0, crew = 1) => roomOf(candidates, WANTED, waiting, crew, covers);

describe('room in a slot', () => {
  it('is free while several could come', () => {
    expect(room(many(4))).toEqual({ level: 'free', left: 4, why: '4 位师傅中 4 位有空' });
  });

  it('tells who is away and who is booked', () => {
    expect(room([...many(2), ...many(1, off), ...many(2, booked)])).toEqual({
      level: 'free',
      left: 2,
      why: '5 位师傅中 2 位有空，2 位已排满，1 位休息或请假',
    });
  });

  it('is tight with the last one, and full when what waits takes him', () => {
    expect(room(many(2), 1)).toEqual({ level: 'tight', left: 1, why: '2 位师傅中 2 位有空，还有 1 单待派' });
    expect(room(many(2), 2)).toMatchObject({ level: 'full', left: 0 });
    expect(room(many(2), 9)).toMatchObject({ level: 'full', left: 0 });
  });

  it('a fifth of a large team is little, too', () => {
    expect(room([...many(3), ...many(17, booked)])).toMatchObject({ level: 'tight' });
    expect(room([...many(6), ...many(14, booked)])).toMatchObject({ level: 'free' });
  });

  it('two people for a visit are two', () => {
    expect(room(many(1), 0, 2)).toMatchObject({ level: 'full' });
    expect(room(many(2), 0, 2)).toMatchObject({ level: 'tight' });
  });

  it('whoever serves another place or cannot do the work does not count', () => {
    expect(room([installer({ regions: ['310000'] }), installer({ skills: ['热水器'] })])).toEqual({
      level: 'full',
      left: 0,
      why: '这里没有能做这项服务的师傅',
    });
    expect(room([...many(3), installer({ skills: ['热水器'] })])).toMatchObject({ why: '3 位师傅中 3 位有空' });
  });

  it('whoever holds another visit in these hours is not free, though both would fit', () => {
    const holding = { load: 1, visitMinutes: 45, ahead: [{ ...WANTED.slot!, number: 'MD1' }] };
    expect(room([...many(3), ...many(2, holding)])).toEqual({
      level: 'free',
      left: 3,
      why: '5 位师傅中 3 位有空，2 位同时段已有一单',
    });
    expect(room(many(4, holding))).toEqual({ level: 'tight', left: 0, why: '4 位师傅都有别的工单' });
    expect(room(many(1, holding), 1)).toMatchObject({ level: 'full', left: 0 });
    // the hour before is another one
    expect(room(many(4, { ...holding, ahead: [{ ...WANTED.slot!, from: '08:00', to: '10:00', number: 'MD1' }] }))).toMatchObject({
      left: 4,
    });
  });

  it('visits that could not follow one another leave no room', () => {
    const held = { ...WANTED.slot!, number: 'MD1' };
    const busy = { load: 2, ahead: [held, held] };
    expect(room(many(1, busy))).toMatchObject({ level: 'full', why: '1 位师傅中 0 位有空，1 位已排满' });
  });
});
