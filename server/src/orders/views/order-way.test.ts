import { expect, test } from 'vitest';
import type { OrderEventTable, WorkOrderTable } from '../store/migrations.ts';
import { visitNote, visits } from './order-way.ts';

const event = (type: string, node: string, token: string, at: number, outcome?: string): OrderEventTable =>
  ({
    type,
    node,
    token,
    at,
    actor_kind: 'person',
    actor_id: 'zhang',
    actor_role: 'installer',
    detail: JSON.stringify({ outcome }),
  }) as never;
const names = new Map([['zhang', '张师傅']]);

test('a search that was asked for anew goes on under another token and is left all the same', () => {
  expect(visits([event('entered', 'assign', 't2', 1), event('left', 'assign', 't5', 9, 'accepted')], names)).toEqual([
    { node: 'assign', at: 1, by: '张师傅', left: { outcome: 'accepted', at: 9 } },
  ]);
});

test('what was taken away is not left by what came after it', () => {
  const history = [
    event('entered', 'assign', 't2', 1),
    event('entered', 'assign', 't3', 2),
    event('left', 'assign', 't3', 3, 'accepted'),
    event('entered', 'visit', 't4', 3),
  ];
  expect(visits(history, names).map(({ node, left }) => [node, left?.outcome ?? null])).toEqual([
    ['assign', null],
    ['assign', 'accepted'],
    ['visit', null],
  ]);
});

test('a visit under way says its appointment, from the punch on since when somebody is there, and nothing once it is over', () => {
  const now = Date.parse('2026-11-30T12:00:00+08:00') as never;
  const row = { phase: 'working', begun_at: null, slot_date: '2026-12-05', slot_from: '08:00', slot_to: '10:00' } as WorkOrderTable;
  expect(visitNote(row, now)).toBe('预约 12月5日 周六 08:00–10:00');
  expect(visitNote({ ...row, slot_date: null }, now)).toBe('预约时间待定');
  expect(visitNote({ ...row, begun_at: now }, now)).toBe('11月30日 周一 12:00 开始服务');
  expect(visitNote({ ...row, phase: 'waiting', begun_at: now }, now)).toBeNull();
});
