import type { FlowDefinition } from '@mingdan/shared/flows/definition';
import type { FlowState } from '@mingdan/shared/flows/state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeName, progressOf, vainVisits } from './progress.ts';

const FLOW = {
  nodes: [
    { key: 'open', kind: 'start', name: '开单', public: { label: '已下单' } },
    { key: 'assign', kind: 'action', name: '派单', action: { type: 'dispatch' }, public: { label: '正在安排师傅' } },
    {
      key: 'visit',
      kind: 'task',
      name: '上门',
      assignee: { type: 'holder' },
      outcomes: ['done', 'absent', 'return'],
      outcomeLabels: { absent: '客户不在', return: '退回派单' },
      public: { label: '师傅上门' },
    },
    { key: 'fee', kind: 'action', name: '上门费', action: { type: 'settle', scope: 'fee' } },
    { key: 'rebook', kind: 'task', name: '重约', assignee: { type: 'followup' }, outcomes: ['again', 'cancel'] },
    { key: 'large', kind: 'decision', name: '大额？' },
    { key: 'settle', kind: 'action', name: '结算', action: { type: 'settle' } },
    { key: 'end', kind: 'end', name: '完成', result: 'done', public: { label: '已完成' } },
    { key: 'off', kind: 'end', name: '已取消', result: 'cancelled', public: { label: '已取消' } },
  ],
  edges: [
    { from: 'open', to: 'assign' },
    { from: 'assign', to: 'visit', outcome: 'accepted' },
    { from: 'visit', to: 'large', outcome: 'done' },
    { from: 'visit', to: 'fee', outcome: 'absent' },
    { from: 'visit', to: 'assign', outcome: 'return' },
    { from: 'fee', to: 'rebook', outcome: 'done' },
    { from: 'rebook', to: 'off', outcome: 'cancel' },
    { from: 'rebook', to: 'visit', outcome: 'again' },
    { from: 'large', to: 'settle', order: 1 },
    { from: 'settle', to: 'end', outcome: 'done' },
  ],
} as unknown as FlowDefinition;
const at = (node: string | null): FlowState =>
  ({ status: node ? 'open' : 'ended', tokens: node ? [{ node }] : [] }) as unknown as FlowState;
/** The ways of an order: each stop was left as usual save the last one, `visit/absent` with another outcome than `done`. */
const visits = (...stops: string[]) =>
  stops.map((stop, index) => {
    const [node = '', outcome = 'done'] = stop.split('/');
    return { node, at: 1000 + index, by: '张', left: index === stops.length - 1 ? null : { outcome, at: 2000 + index } };
  });
const staff = { audience: 'staff' } as const;
const customer = { audience: 'customer' } as const;
const drawn = (steps: ReturnType<typeof progressOf>) => steps.map(({ label, status }) => `${label} ${status}`);

describe('the drawn progress', () => {
  test('what was, what is, what lies ahead on the straight way', () => {
    expect(drawn(progressOf(FLOW, at('visit'), visits('open', 'assign/accepted', 'visit'), staff))).toEqual([
      '开单 done',
      '派单 done',
      '上门 current',
      '结算 ahead',
      '完成 ahead',
    ]);
  });

  test('an address that was corrected while somebody was looked for: one search, and nobody has been arranged', () => {
    const way = [...visits('open'), { node: 'assign', at: 1001, by: null, left: null }, { node: 'assign', at: 1002, by: null, left: null }];
    const opened = { ...way[0]!, left: { outcome: 'done', at: 1001 } };
    const searching = [opened, ...way.slice(1)];
    expect(drawn(progressOf(FLOW, at('assign'), searching, customer)).slice(0, 3)).toEqual([
      '已下单 done',
      '正在安排师傅 current',
      '师傅上门 ahead',
    ]);
    const accepted = { node: 'assign', at: 1002, by: '李', left: { outcome: 'accepted', at: 1003 } };
    const coming = [opened, way[1]!, accepted, { node: 'visit', at: 1003, by: null, left: null }];
    for (const [reader, word] of [
      [customer, '已安排师傅'],
      [staff, '派单'],
    ] as const) {
      const found = progressOf(FLOW, at('visit'), coming, reader).filter(({ label }) => label === word);
      expect(found).toMatchObject([{ status: 'done', at: 1003, by: '李' }]);
    }
  });

  test('an order that was taken from its installer is looked for anew: neither his yes nor a visit that never was stands there', () => {
    const taken = visits('open', 'assign/accepted', 'visit', 'assign').map((each) =>
      each.node === 'visit' ? { ...each, left: null } : each,
    );
    expect(drawn(progressOf(FLOW, at('assign'), taken, staff)).slice(0, 3)).toEqual(['开单 done', '派单 current', '上门 ahead']);
    expect(drawn(progressOf(FLOW, at('assign'), taken, customer)).slice(0, 2)).toEqual(['已下单 done', '正在安排师傅 current']);
  });

  test('who gives the order back has done no visit: the customer reads of a search, the company who gave it back', () => {
    const way = visits('open', 'assign/accepted', 'visit/return', 'assign');
    expect(drawn(progressOf(FLOW, at('assign'), way, customer)).slice(0, 3)).toEqual([
      '已下单 done',
      '正在安排师傅 current',
      '师傅上门 ahead',
    ]);
    expect(drawn(progressOf(FLOW, at('assign'), way, staff)).slice(1, 4)).toEqual(['派单 done', '上门：退回派单 vain', '派单 current']);
    const found = visits('open', 'assign/accepted', 'visit/return', 'assign/accepted', 'visit');
    expect(drawn(progressOf(FLOW, at('visit'), found, customer)).slice(1, 3)).toEqual(['已安排师傅 done', '师傅上门 current']);
  });

  test('where nobody could be found a customer does not read that somebody was arranged', () => {
    const way = visits('open', 'assign/exhausted', 'rebook');
    expect(drawn(progressOf(FLOW, at('rebook'), way, customer))[1]).toBe('师傅上门 ahead');
    expect(drawn(progressOf(FLOW, at('rebook'), way, staff))[1]).toBe('派单 done');
  });

  test('the visit under way says its appointment, never when the order came to it; another stop says when', () => {
    const way = visits('open', 'assign/accepted', 'visit');
    const told = (node: string, entries: typeof way) =>
      progressOf(FLOW, at(node), entries, { ...customer, visitNote: '预约 12月5日' }).find(({ status }) => status === 'current');
    expect(told('visit', way)).toMatchObject({ label: '师傅上门', at: null, by: null, note: '预约 12月5日' });
    expect(told('assign', way.slice(0, 2))).toMatchObject({ label: '正在安排师傅', at: 1001, note: null });
  });

  test('customers see the stops that have a label for them, in its words', () => {
    expect(drawn(progressOf(FLOW, at('visit'), visits('open', 'assign/accepted', 'visit'), customer))).toEqual([
      '已下单 done',
      '已安排师傅 done',
      '师傅上门 current',
      '已完成 ahead',
    ]);
  });

  test('a detour stands where it was made, and what follows from it is ahead once more', () => {
    const steps = progressOf(FLOW, at('rebook'), visits('open', 'assign/accepted', 'visit', 'rebook'), staff);
    expect(drawn(steps)).toEqual(['开单 done', '派单 done', '上门 done', '重约 current', '上门 ahead', '结算 ahead', '完成 ahead']);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
  });

  test('where work stands is below everything that is behind, each entry with its own time: when it ended, or since when it stands', () => {
    const steps = progressOf(FLOW, at('visit'), visits('open', 'assign/accepted', 'visit', 'rebook', 'visit'), staff);
    expect(drawn(steps)).toEqual(['开单 done', '派单 done', '上门 done', '重约 done', '上门 current', '结算 ahead', '完成 ahead']);
    expect(steps.filter(({ label }) => label === '上门').map(({ key, at: when }) => [key, when])).toEqual([
      ['visit', 2002],
      ['visit:2', 1004],
    ]);
  });

  test('what is under way says so only while it is', () => {
    const [, assign] = progressOf(FLOW, at('assign'), visits('open', 'assign'), customer);
    expect(assign).toMatchObject({ label: '正在安排师傅', status: 'current' });
    const [, ahead] = progressOf(FLOW, at('open'), visits('open'), customer);
    expect(ahead).toMatchObject({ label: '安排师傅', status: 'ahead' });
  });

  test('for any way of an order: nothing done stands below where work stands, nothing ahead above it', () => {
    const way = fc.array(fc.constantFrom('visit', 'visit/absent', 'visit/return', 'rebook', 'assign/accepted', 'large', 'settle'), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(way, fc.constantFrom(staff, customer), (nodes, reader) => {
        const steps = progressOf(FLOW, at(nodes.at(-1)!.split('/')[0]!), visits('open', ...nodes), reader);
        const order = { done: 0, vain: 0, current: 1, ahead: 2 };
        const ranks = steps.map(({ status }) => order[status]);
        expect(ranks).toEqual([...ranks].sort());
        expect(ranks.filter((rank) => rank === 1).length).toBeLessThanOrEqual(1);
        expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
        expect(steps.filter(({ label, status }) => label.startsWith('正在') && status !== 'current')).toEqual([]);
      }),
    );
  });

  test('a visit to a closed door is not done: the customer reads when somebody was there and what it costs, the desk how it ended', () => {
    const way = visits('open', 'assign/accepted', 'visit/absent', 'fee', 'rebook');
    const [, , told] = progressOf(FLOW, at('rebook'), way, { ...customer, vainNotes: ['收上门费'] });
    expect(told).toMatchObject({ label: '师傅 1月1日 周四 08:00 到了，家中无人', status: 'vain', at: null, note: '收上门费' });
    const [, , ended] = progressOf(FLOW, at('rebook'), way, staff);
    expect(ended).toMatchObject({ label: '上门：客户不在', status: 'vain', at: 2002, note: null });
    expect(vainVisits(FLOW, way).map(({ node }) => node)).toEqual(['visit']);
  });

  test('where the punch was found not to be true the customer is not told that nobody was at home', () => {
    const way = visits('open', 'visit/absent', 'rebook');
    const told = (reader: Parameters<typeof progressOf>[3]) => progressOf(FLOW, at('rebook'), way, { ...reader, untrue: [true] })[1];
    expect(told(customer)).toMatchObject({ label: '师傅上门：未完成', status: 'vain', at: 2001 });
    expect(told(staff)).toMatchObject({ label: '上门：客户不在' });
  });

  test('each of two closed doors with its own note', () => {
    const way = visits('open', 'visit/absent', 'rebook', 'visit/absent', 'rebook');
    const steps = progressOf(FLOW, at('rebook'), way, { ...customer, vainNotes: ['first', 'second'] });
    expect(steps.flatMap(({ status, note }) => (status === 'vain' ? [note] : []))).toEqual(['first', 'second']);
  });

  test('a cancelled order ends with that, when and why; what it waited for is gone', () => {
    const cancelled = { at: 5000, by: '客服', reason: '客户不需要了' };
    const steps = progressOf(FLOW, at(null), visits('open', 'assign/accepted'), { ...customer, cancelled });
    expect(drawn(steps)).toEqual(['已下单 done', '已取消 vain']);
    expect(steps.at(-1)).toMatchObject({ at: 5000, by: '客服', note: '客户不需要了' });
  });

  test('cancelled at its own end: that is told once', () => {
    const cancelled = { at: 5000, by: '客服', reason: '客户取消' };
    const steps = progressOf(FLOW, at(null), visits('open', 'visit/absent', 'rebook/cancel', 'off'), { ...customer, cancelled });
    expect(drawn(steps).slice(-1)).toEqual(['已取消 vain']);
    expect(steps.filter(({ label }) => label === '已取消')).toHaveLength(1);
    expect(steps.at(-1)?.note).toBe('客户取消');
  });

  test('what closes the account says how far it is', () => {
    const steps = progressOf(FLOW, at('end'), visits('open', 'visit', 'settle', 'end'), { ...staff, settledNote: '可结算' });
    expect(steps.map(({ label, note }) => [label, note])).toEqual([
      ['开单', null],
      ['上门', null],
      ['结算', '可结算'],
      ['完成', null],
    ]);
  });

  test('an ended order has nothing ahead', () => {
    expect(drawn(progressOf(FLOW, at(null), visits('open', 'assign'), staff))).toEqual(['开单 done', '派单 done']);
  });
});

test('names of nodes', () => {
  expect(nodeName(FLOW, 'visit')).toBe('上门');
  expect(nodeName(FLOW, undefined)).toBe('');
});
