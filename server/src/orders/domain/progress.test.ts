import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import type { FlowState } from '@mingdan/shared/flows/state';
import fc from 'fast-check';
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
      '已安排师傅 done',
      '师傅上门 current',
      '已完成 ahead',
    ]);
  });

  test('a detour stands where it was made, and what follows from it is ahead once more', () => {
    const steps = progressOf(FLOW, at('rebook'), visits('open', 'assign', 'visit', 'rebook'), 'staff');
    expect(drawn(steps)).toEqual(['开单 done', '派单 done', '上门 done', '重约 current', '上门 ahead', '结算 ahead', '完成 ahead']);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });

  test('where work stands is below everything that is behind, each entry with its own time', () => {
    const steps = progressOf(FLOW, at('visit'), visits('open', 'assign', 'visit', 'rebook', 'visit'), 'staff');
    expect(drawn(steps)).toEqual(['开单 done', '派单 done', '上门 done', '重约 done', '上门 current', '结算 ahead', '完成 ahead']);
    expect(steps.filter(({ label }) => label === '上门').map(({ key, at: when }) => [key, when])).toEqual([
      ['visit', 1002],
      ['visit:2', 1004],
    ]);
  });

  test('what is under way says so only while it is', () => {
    const [, assign] = progressOf(FLOW, at('assign'), visits('open', 'assign'), 'customer');
    expect(assign).toMatchObject({ label: '正在安排师傅', status: 'current' });
    const [, ahead] = progressOf(FLOW, at('open'), visits('open'), 'customer');
    expect(ahead).toMatchObject({ label: '安排师傅', status: 'ahead' });
  });

  test('for any way of an order: nothing done stands below where work stands, nothing ahead above it', () => {
    const way = fc.array(fc.constantFrom('visit', 'rebook', 'assign', 'large', 'settle'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(way, fc.constantFrom('staff' as const, 'customer' as const), (nodes, audience) => {
        const steps = progressOf(FLOW, at(nodes.at(-1)!), visits('open', ...nodes), audience);
        const order = { done: 0, current: 1, ahead: 2 };
        const ranks = steps.map(({ status }) => order[status]);
        expect(ranks).toEqual([...ranks].sort());
        expect(ranks.filter((rank) => rank === 1).length).toBeLessThanOrEqual(1);
        expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
        expect(steps.filter(({ label, status }) => label.startsWith('正在') && status !== 'current')).toEqual([]);
      }),
    );
  });

  test('an ended order has nothing ahead', () => {
    expect(drawn(progressOf(FLOW, at(null), visits('open', 'assign'), 'staff'))).toEqual(['开单 done', '派单 done']);
  });
});

test('names of nodes', () => {
  expect(nodeName(FLOW, 'visit')).toBe('上门');
  expect(nodeName(FLOW, undefined)).toBe('');
});
