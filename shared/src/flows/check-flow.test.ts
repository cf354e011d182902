import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlow } from './check-flow.ts';
import { compileFlow } from './compile.ts';
import type { FlowDefinition } from './definition.ts';
import { flow, form } from './samples.test-data.ts';

type Json = Record<string, unknown>;
type Loose = { nodes: Json[]; edges: Json[]; slas: Json[] } & Json;

/** The sample flow with a change made to a copy of it. */
function changed(change: (copy: Loose, node: (key: string) => Json, edge: (from: string, to: string) => Json) => void): unknown {
  const copy = JSON.parse(JSON.stringify(flow)) as Loose;
  const node = (key: string) => copy.nodes.find((each) => each['key'] === key)!;
  const edge = (from: string, to: string) => copy.edges.find((each) => each['from'] === from && each['to'] === to)!;
  change(copy, node, edge);
  return copy;
}
const put = (part: Json, key: string, value: unknown): void => {
  part[key] = value;
};
const found = (json: unknown) => checkFlow(json, form).map(({ code, node }) => (node === undefined ? code : `${code} ${node}`));

describe('findings', () => {
  it('are none for a sound flow, with or without its form', () => {
    expect(checkFlow(flow, form)).toEqual([]);
    expect(checkFlow(flow)).toEqual([]);
  });

  it.each<[string, (copy: Loose, node: (key: string) => Json, edge: (from: string, to: string) => Json) => void, string[]]>([
    ['no start', (copy) => void copy.nodes.shift(), ['EDGE_UNKNOWN_NODE', 'START_COUNT']],
    ['two starts', (copy) => void copy.nodes.push({ key: 'again', kind: 'start', phase: 'new' }), ['START_COUNT']],
    [
      'a node that nothing leads to',
      (copy) => void copy.nodes.push({ key: 'alone', kind: 'end', phase: 'closed', result: 'done' }),
      ['UNREACHABLE alone'],
    ],
    [
      'an outcome without a way',
      (copy) =>
        put(
          copy,
          'edges',
          copy.edges.filter(({ to }) => to !== 'dropped'),
        ),
      ['DEAD_END visit', 'UNREACHABLE dropped'],
    ],
    [
      'a dispatch that nobody can accept',
      (_copy, _node, edge) => put(edge('assign', 'visit'), 'outcome', 'exhausted'),
      ['DEAD_END assign'],
    ],
    [
      'a part without an end',
      (copy, _node, edge) => {
        copy.nodes.push({ key: 'trap', kind: 'task', phase: 'waiting', assignee: { type: 'role', role: 'staff' } });
        copy.edges.push({ from: 'trap', to: 'trap' });
        edge('visit', 'dropped')['to'] = 'trap';
        copy.nodes = copy.nodes.filter(({ key }) => key !== 'dropped');
      },
      ['NO_END_PATH trap'],
    ],
    [
      'a decision without default',
      (_copy, _node, edge) => put(edge('large', 'settle'), 'when', { '<': [{ var: 'floor' }, 9] }),
      ['DECISION_NO_DEFAULT large'],
    ],
    [
      'a decision that closes too early',
      (_copy, _node, edge) => put(edge('large', 'settle'), 'order', 0),
      ['DECISION_NO_DEFAULT large', 'DECISION_UNREACHABLE_EDGE large'],
    ],
    [
      'the same condition twice',
      (copy, _node, edge) =>
        void copy.edges.push({ from: 'large', to: 'visit', order: 1.5 + 0.5 - 3, when: edge('large', 'review')['when'] }),
      ['DECISION_UNREACHABLE_EDGE large'],
    ],
    ['edges of a decision in no order', (_copy, _node, edge) => void delete edge('large', 'review')['order'], ['MALFORMED large']],
    ['edges of a decision in the same place', (_copy, _node, edge) => put(edge('large', 'review'), 'order', 2), ['EDGE_DUPLICATE large']],
    [
      'a decision that turns in a circle',
      (_copy, _node, edge) => put(edge('large', 'review'), 'to', 'large'),
      ['UNREACHABLE review', 'LOOP_WITHOUT_WORK large'],
    ],
    [
      'a dispatch that asks again for ever',
      (copy) => void copy.edges.push({ from: 'assign', to: 'assign', outcome: 'exhausted' }),
      ['LOOP_WITHOUT_WORK assign'],
    ],
    ['nobody', (_copy, node) => void delete node('visit')['assignee'], ['ASSIGNEE_EMPTY visit']],
    ['an unknown role', (_copy, node) => put(node('review'), 'assignee', { type: 'role', role: 'wizard' }), ['ASSIGNEE_EMPTY review']],
    ['follow-up staff without fallback', (_copy, node) => put(node('review'), 'assignee', { type: 'followup' }), ['ASSIGNEE_EMPTY review']],
    ['an outlet without fallback', (_copy, node) => put(node('review'), 'assignee', { type: 'outletOfRegion' }), ['ASSIGNEE_EMPTY review']],
    [
      'a manager, which comes later',
      (_copy, node) => put(node('review'), 'assignee', { type: 'manager', of: 'holder' }),
      ['ASSIGNEE_UNKNOWN review'],
    ],
    [
      'the holder before anyone accepted',
      (_copy, node, edge) => {
        node('visit')['assignee'] = { type: 'holder' };
        edge('open', 'assign')['to'] = 'visit';
      },
      ['ASSIGNEE_EMPTY visit'],
    ],
    [
      'the holder after a second dispatch that found nobody',
      (copy, node, edge) => {
        node('visit')['assignee'] = { type: 'holder' };
        copy.nodes.push({ key: 'assign-again', kind: 'action', phase: 'dispatch', action: { type: 'dispatch', mode: 'offer' } });
        put(edge('visit', 'assign'), 'to', 'assign-again');
        copy.edges.push(
          { from: 'assign-again', to: 'visit', outcome: 'accepted' },
          { from: 'assign-again', to: 'visit', outcome: 'exhausted' },
        );
      },
      ['ASSIGNEE_EMPTY visit'],
    ],
    [
      'a settled end around the settle action',
      (_copy, _node, edge) => put(edge('visit', 'dropped'), 'to', 'closed'),
      ['UNREACHABLE dropped', 'NEVER_SETTLED closed'],
    ],
    [
      'a settle action that failed',
      (copy) => void copy.edges.push({ from: 'settle', to: 'closed', outcome: 'failed' }),
      ['NEVER_SETTLED closed'],
    ],
    ['a kind that comes later', (_copy, node) => put(node('review'), 'kind', 'approval'), ['NODE_KIND_UNKNOWN review']],
    ['a kind that nobody knows', (_copy, node) => put(node('review'), 'kind', 'constructor'), ['NODE_KIND_UNKNOWN review']],
    [
      'an action that comes later',
      (_copy, node) => put(node('settle'), 'action', { type: 'webhook', url: 'http://x' }),
      ['ACTION_UNKNOWN settle'],
    ],
    [
      'another way to dispatch',
      (_copy, node) => put(node('assign'), 'action', { type: 'dispatch', mode: 'lottery' }),
      ['MALFORMED assign'],
    ],
    [
      'a crew without weights',
      (_copy, node) => put(node('assign'), 'action', { type: 'dispatch', mode: 'auto', crew: [] }),
      ['MALFORMED assign'],
    ],
    [
      'a certificate without a name',
      (_copy, node) => put(node('assign'), 'action', { type: 'dispatch', mode: 'pool', crew: [2, 1], certificates: ['高处作业证', ' '] }),
      ['MALFORMED assign'],
    ],
    [
      'an action on entering that needs a node',
      (_copy, node) => put(node('visit'), 'onEnter', [{ type: 'settle' }]),
      ['ACTION_UNKNOWN visit'],
    ],
    [
      'setting an unknown field',
      (_copy, node) => put(node('settle'), 'action', { type: 'set', values: { tier: 1 } }),
      ['FIELD_UNKNOWN settle'],
    ],
    [
      'setting a wrong value',
      (_copy, node) => put(node('settle'), 'action', { type: 'set', values: { floor: 'x' } }),
      ['MALFORMED settle'],
    ],
    [
      'an unknown field in a condition',
      (_copy, _node, edge) => put(edge('large', 'review'), 'when', { '!!': { var: 'tier' } }),
      ['FIELD_UNKNOWN large'],
    ],
    ['a broken condition', (_copy, _node, edge) => put(edge('large', 'review'), 'when', { '>': [1] }), ['CONDITION_INVALID large']],
    [
      'a condition where none belongs',
      (_copy, _node, edge) => put(edge('open', 'assign'), 'when', { '>': [1, 2] }),
      ['CONDITION_INVALID open'],
    ],
    [
      'an unknown field in an access list',
      (_copy, node) => put(node('visit'), 'form', { code: 'visit', access: [{ role: 'installer', fields: { price: 'read' } }] }),
      ['FIELD_UNKNOWN visit'],
    ],
    ['another form', (_copy, node) => put(node('visit'), 'form', { code: 'other' }), ['FORM_UNKNOWN visit']],
    [
      'a worker who sees nothing',
      (_copy, node) => put(node('visit'), 'form', { code: 'visit', access: [{ role: 'staff', fields: {} }] }),
      ['ACCESS_EMPTY visit'],
    ],
    ['an outcome that the node lacks', (_copy, _node, edge) => put(edge('visit', 'large'), 'outcome', 'paid'), ['OUTCOME_UNKNOWN visit']],
    [
      'an edge without outcome where there are several',
      (_copy, _node, edge) => void delete edge('visit', 'large')['outcome'],
      ['OUTCOME_UNKNOWN visit'],
    ],
    [
      'two ways for one outcome',
      (copy) => void copy.edges.push({ from: 'visit', to: 'settle', outcome: 'done' }),
      ['EDGE_DUPLICATE visit'],
    ],
    ['a way back to the start', (_copy, _node, edge) => put(edge('review', 'visit'), 'to', 'open'), ['EDGE_INTO_START review']],
    ['a way on from the end', (copy) => void copy.edges.push({ from: 'closed', to: 'visit' }), ['EDGE_FROM_END closed']],
    ['an unknown node', (copy) => void copy.edges.push({ from: 'open', to: 'moon' }), ['EDGE_UNKNOWN_NODE']],
    [
      'the same node twice',
      (copy) => void copy.nodes.push({ key: 'dropped', kind: 'end', phase: 'closed', result: 'done' }),
      ['NODE_DUPLICATE'],
    ],
    ['an unknown service level', (_copy, node) => put(node('visit'), 'sla', 'fast'), ['SLA_UNKNOWN visit']],
    ['an answer due after the solution', (copy) => put(copy.slas[0]!, 'respond', 'PT25H'), ['SLA_IMPOSSIBLE']],
    ['no time at all', (copy) => put(copy.slas[0]!, 'resolve', 'PT0S'), ['SLA_IMPOSSIBLE']],
    ['a warning after the end', (copy) => put(copy.slas[0]!, 'warnAt', 1), ['SLA_IMPOSSIBLE']],
    [
      'a special time that cannot be met',
      (copy) => put(copy.slas[0]!, 'by', [{ when: true, respond: 'P2D', resolve: 'P1D' }]),
      ['SLA_IMPOSSIBLE'],
    ],
    ['a calendar that comes later', (copy) => put(copy.slas[0]!, 'calendar', 'workday'), ['CALENDAR_UNKNOWN']],
    [
      'an escalation that comes later',
      (copy) => put(copy.slas[0]!, 'escalate', [{ at: 1, do: 'reassign', to: { type: 'role', role: 'dispatcher' } }]),
      ['ACTION_UNKNOWN'],
    ],
    [
      'an outcome of expiry that the node lacks',
      (_copy, node) => put(node('rate'), 'expire', { after: 'PT1H', outcome: 'lost' }),
      ['MALFORMED rate'],
    ],
    ['an unknown property', (_copy, node) => put(node('rate'), 'colour', 'red'), ['PROPERTY_UNKNOWN rate']],
    ['an unknown phase', (_copy, node) => put(node('rate'), 'phase', 'later'), ['MALFORMED rate']],
    [
      'a key that every object has',
      (copy) => void copy.nodes.push({ key: 'constructor', kind: 'end', phase: 'closed', result: 'done' }),
      ['MALFORMED constructor'],
    ],
  ])('%s', (_name, change, wanted) => {
    expect(found(changed(change))).toEqual(wanted);
  });

  it('tell when a required field can be filled nowhere', () => {
    const strict = { ...form, fields: [...form.fields, { key: 'seal', type: 'text', label: '印章', required: true } as const] };
    const places = (access: Json) =>
      changed((_copy, node) => put(node('visit'), 'form', { code: 'visit', access: [{ role: 'installer', fields: access }] }));
    const codes = (json: unknown) => checkFlow(json, strict).map(({ code, path }) => `${code} ${path}`);
    expect(codes(places({ seal: 'read' }))).toEqual(['REQUIRED_BUT_HIDDEN form.fields.2']);
    expect(codes(places({ '*': 'hidden' }))).toEqual(['REQUIRED_BUT_HIDDEN form.fields.2']);
    expect(codes(places({ seal: 'edit', '*': 'hidden' }))).toEqual([]);
  });

  it('tell what is wrong with the fields that an outcome asks for', () => {
    const codes = (needs: unknown, access: Json = { note: 'edit', '*': 'read' }) =>
      checkFlow(
        changed((_copy, node) => {
          put(node('visit'), 'needs', needs);
          put(node('visit'), 'form', { code: 'visit', access: [{ role: 'installer', fields: access }] });
        }),
        form,
      ).map(({ code, path }) => `${code} ${path}`);
    expect(codes({ cancel: ['note'] })).toEqual([]);
    expect(codes({ cancel: ['note', 'note'] })).toEqual(['MALFORMED nodes.2.needs.cancel']);
    expect(codes({ cancel: [] })).toEqual(['MALFORMED nodes.2.needs.cancel']);
    expect(codes({ gone: ['note'] })).toEqual(['PROPERTY_UNKNOWN nodes.2.needs.gone']);
    expect(codes(['note'])).toEqual(['MALFORMED nodes.2.needs']);
    expect(codes({ cancel: ['seal'] })).toEqual(['FIELD_UNKNOWN nodes.2.needs.cancel']);
    expect(codes({ cancel: ['floor'] })).toEqual(['REQUIRED_BUT_HIDDEN nodes.2.needs.cancel']);
  });

  it('tell when a step takes place where no field says', () => {
    const codes = (place: unknown) => found(changed((_copy, node) => put(node('visit'), 'place', place)));
    expect(codes('note')).toEqual([]);
    expect(codes('floor')).toEqual(['MALFORMED visit']);
    expect(codes('nowhere')).toEqual(['FIELD_UNKNOWN visit']);
    expect(codes(3)).toEqual(['FIELD_UNKNOWN visit']);
  });

  it('tell that nobody fills anything when time runs out', () => {
    expect(found(changed((_copy, node) => put(node('rate'), 'needs', { skipped: ['note'] })))).toContain('MALFORMED rate');
  });

  it('name the node in words', () => {
    const json = changed((_copy, node, edge) => {
      node('closed')['name'] = '已完成';
      edge('visit', 'dropped')['to'] = 'closed';
    });
    expect(checkFlow(json, form).map(({ message }) => message)).toContain('有路径不经过结算就到达结束「已完成」，这样的工单永远没有收入');
  });

  it('come for any JSON without throwing, and what passes can be prepared', () => {
    const keys = fc.constantFrom(
      'key',
      'kind',
      'phase',
      'assignee',
      'outcomes',
      'action',
      'form',
      'sla',
      'expire',
      'onEnter',
      'result',
      'when',
      'order',
      'to',
      '__proto__',
    );
    // what has methods' names cannot be turned into text as other objects can
    const hostile = fc.constantFrom({ toString: false }, { toString: null, valueOf: 1 }, [{ toString: 0 }], { toJSON: 1 });
    const value = fc.oneof({ weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) }, { weight: 1, arbitrary: hostile });
    const place = fc.tuple(fc.constantFrom('nodes', 'edges', 'slas'), fc.nat({ max: 11 }), keys, value);
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(place, { minLength: 1, maxLength: 3 })), (input) => {
        const json =
          Array.isArray(input) && input.every((each) => Array.isArray(each) && typeof each[1] === 'number')
            ? changed((copy) => {
                for (const [part, index, key, value] of input as unknown as ['nodes' | 'edges' | 'slas', number, string, unknown][]) {
                  const list = copy[part];
                  if (Array.isArray(list) && list.length > 0)
                    Object.defineProperty(list[index % list.length]!, key, { value, enumerable: true, configurable: true, writable: true });
                }
              })
            : input;
        if (checkFlow(json, form).length === 0) expect(() => compileFlow(json as unknown as FlowDefinition)).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });
});

describe('what a settlement closes', () => {
  const settling = (action: Json) => found(changed((_copy, node) => put(node('settle'), 'action', { type: 'settle', ...action })));
  const FEE = [{ item: 'VISIT', quantity: '1' }];

  it('is a fee with its lines, a part, or all', () => {
    expect(settling({ scope: 'all' })).toEqual([]);
    expect(settling({ scope: 'some' })).toEqual(['MALFORMED settle']);
    expect(settling({ scope: 'fee' })).toEqual(['MALFORMED settle']);
    expect(settling({ scope: 'partly', lines: FEE })).toEqual(['MALFORMED settle']);
    expect(settling({ scope: 'fee', lines: [{ item: 'VISIT', quantity: '0' }] })).toEqual(['MALFORMED settle']);
  });

  it('settles the order only when it is all: a fee or a part does not count on the way to a done end', () => {
    expect(settling({ scope: 'fee', lines: FEE })).toEqual(['NEVER_SETTLED closed']);
    expect(settling({ scope: 'partly' })).toEqual(['NEVER_SETTLED closed']);
  });

  it('of a cancelled order has a time and lines', () => {
    const cancelled = (fee: unknown) =>
      checkFlow(changed((copy) => put(copy, 'cancelFee', fee))).map(({ code, path }) => `${code} ${path}`);
    expect(cancelled({ within: 'PT2H', lines: FEE })).toEqual([]);
    expect(cancelled({ within: '2 hours', lines: [] })).toEqual(['MALFORMED cancelFee.within', 'MALFORMED cancelFee.lines']);
    expect(cancelled('PT2H')).toEqual(['MALFORMED cancelFee']);
  });
});
