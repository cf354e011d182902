import { expect, test } from 'vitest';
import type { TimelineEntry } from '../contracts/orders.ts';
import { readTimeline, whoDid } from './timeline.ts';

let n = 0;
const entry = (at: number, type: string, text: string, more: Partial<TimelineEntry> = {}): TimelineEntry => ({
  id: String(++n).padStart(4, '0'),
  at,
  actor: '林晓',
  actorRole: 'staff',
  type,
  text,
  node: null,
  photos: [],
  visibility: null,
  ...more,
});
const texts = (entries: readonly TimelineEntry[], withSteps = false) =>
  readTimeline(entries, withSteps).rows.map(({ entry: { text }, times }) => (times === 1 ? text : `${text} ×${times}`));

test('the newest stands first; of one moment, what was written last', () =>
  expect(
    texts([entry(1, 'created', '开单'), entry(3, 'rated', '评价 5 星'), entry(3, 'ended', '工单完成'), entry(2, 'signed', '签字')]),
  ).toEqual(['工单完成', '评价 5 星', '签字', '开单']));

test('steps of the flow are folded away and counted; a decision is no step', () => {
  const entries = [
    entry(1, 'created', '开单'),
    entry(2, 'entered', '进入「派单」'),
    entry(3, 'left', '完成「派单」'),
    entry(4, 'left', '完成「上门安装」：客户不在'),
    entry(4, 'offer_refused', '没有接单：太远'),
    entry(4, 'offer_expired', '派给李师傅，超时没有答复'),
    entry(5, 'left', '完成「上门安装」：客户不在（照片 2 张）'),
  ];
  expect(readTimeline(entries, false).steps).toBe(2);
  expect(texts(entries)).toEqual([
    '完成「上门安装」：客户不在（照片 2 张）',
    '派给李师傅，超时没有答复',
    '没有接单：太远',
    '完成「上门安装」：客户不在',
    '开单',
  ]);
  expect(texts(entries, true)).toHaveLength(7);
});

test('the same by the same hand, one after the other, is one row; comments never are', () => {
  const comment = { visibility: 'internal' as const };
  expect(
    texts([
      entry(1, 'priced', '更新预估'),
      entry(2, 'entered', '进入「上门安装」'),
      entry(3, 'priced', '更新预估'),
      entry(4, 'priced', '更新预估', { actor: '周调度' }),
      entry(5, 'commented', '再等等', comment),
      entry(6, 'commented', '再等等', comment),
    ]),
  ).toEqual(['再等等', '再等等', '更新预估', '更新预估 ×2']);
});

test('a step with pictures is never folded away, nor made one row with another', () => {
  const entries = [
    entry(1, 'left', '完成「上门安装」', { photos: ['a'] }),
    entry(2, 'left', '完成「上门安装」', { photos: ['b'] }),
    entry(3, 'left', '完成「派单」'),
  ];
  expect(readTimeline(entries, false)).toMatchObject({
    rows: [
      { entry: { photos: ['b'] }, times: 1 },
      { entry: { photos: ['a'] }, times: 1 },
    ],
    steps: 1,
  });
});

test('a role is told once', () => {
  expect(whoDid({ actor: '客户', actorRole: 'customer' })).toBe('客户');
  expect(whoDid({ actor: '张师傅', actorRole: 'installer' })).toBe('张师傅');
  expect(whoDid({ actor: '周调度', actorRole: 'dispatcher' })).toBe('周调度');
  expect(whoDid({ actor: '林晓', actorRole: 'staff' })).toBe('林晓 · 客服');
  expect(whoDid({ actor: '系统', actorRole: 'system' })).toBe('系统');
});
