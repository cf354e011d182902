import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import type { FlowState } from '@mingdan/shared/flows/state';
import { describe, expect, test } from 'vitest';
import { nodeName, progressOf } from './progress.ts';

const FLOW = {
  nodes: [
    { key: 'open', kind: 'start', name: '开单', public: { label: '已下单' } },
    { key: 'assign', kind: 'action', name: '派单', action: { type: 'dispatch' }, public: { label: '正在安排师傅' } },
    { key: 'visit', kind: 'task', name: '上门', outcomes: ['done', 'absent'], public: { label: '师傅上门' } },
    { key: 'rebook', kind: 'task', name: '重约', outcomes: ['again'] },
    { key: 'large', kind: 'decision', name: '大额？' },
    { key: 'settle', kind: 'action', name: '结算', action: { type: 'settle' } },
    { key: 'end', kind: 'end', name: '完成', result: 'done', public: { label: '已完成' } },
  ],
  edges: [
    { from: 'open', to: 'assign' },
    { from: 'assign', to: 'visit', outcome: 'accepted' },
    { from: 'visit', to: 'large', outcome: 'done' },
    { from: 'visit', to: 'rebook', outcome: 'absent' },
    { from: 'rebook', to: 'visit', outcome: 'again' },
    { from: 'large', to: 'settle', order: 1 },
    { from: 'settle', to: 'end', outcome: 'done' },
  ],
} as unknown as FlowDefinition;
const at = (node: string | null): FlowState =>
  ({ status: node ? 'open' : 'ended', tokens: node ? [{ node }] : [] }) as unknown as FlowState;
const visits = (...nodes: string[]) => nodes.map((node, index) => ({ node, at: 1000 + index, by: '张' }));
const drawn = (steps: ReturnType<typeof progressOf>) => steps.map(({ label, status }) => `${label} ${status}`);

describe('the drawn progress', () => {
  test('what was, what is, what lies ahead on the straight way', () => {
    expect(drawn(progressOf(FLOW, at('visit'), visits('open', 'assign', 'visit'), 'staff'))).toEqual([
      '开单 done',
      '派单 done',
      '上门 current',
      '结算 ahead',
      '完成 ahead',
    ]);
  });

  test('customers see the stops that have a label for them, in its words', () => {
    expect(drawn(progressOf(FLOW, at('visit'), visits('open', 'assign', 'visit'), 'customer'))).toEqual([
      '已下单 done',
      '正在安排师傅 done',
      '师傅上门 current',
      '已完成 ahead',
    ]);
  });

  test('a detour stands where it was first made; its time is that of the first entry', () => {
    const steps = progressOf(FLOW, at('visit'), visits('open', 'assign', 'visit', 'rebook', 'visit'), 'staff');
    expect(drawn(steps)).toEqual(['开单 done', '派单 done', '上门 current', '重约 done', '结算 ahead', '完成 ahead']);
    expect(steps[2]).toMatchObject({ at: 1002, by: '张' });
  });

  test('an ended order has nothing ahead', () => {
    expect(drawn(progressOf(FLOW, at(null), visits('open', 'assign'), 'staff'))).toEqual(['开单 done', '派单 done']);
  });
});

test('names of nodes', () => {
  expect(nodeName(FLOW, 'visit')).toBe('上门');
  expect(nodeName(FLOW, undefined)).toBe('');
});
