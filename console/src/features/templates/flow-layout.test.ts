import { readFileSync } from 'node:fs';
import type { FlowDefinition, TemplateDefinition } from '@mingdan/shared/flows/definition';
import { expect, test } from 'vitest';
import { layoutFlow, NODE_HEIGHT, NODE_WIDTH } from './flow-layout.ts';

const demo = JSON.parse(
  readFileSync(new URL('../../../../scripts/demo/data/template-ac-install.json', import.meta.url), 'utf8'),
) as TemplateDefinition;

function flow(nodes: readonly string[], edges: readonly (readonly [string, string])[]): FlowDefinition {
  return {
    code: 'f',
    version: 1,
    name: 'f',
    scene: 'aftersale',
    nodes: nodes.map((key, index) => ({ key, kind: index === 0 ? 'start' : 'decision', phase: 'new' }) as FlowDefinition['nodes'][number]),
    edges: edges.map(([from, to]) => ({ from, to })),
  };
}

const xOf = (drawing: ReturnType<typeof layoutFlow>) => Object.fromEntries(drawing.nodes.map(({ node, x }) => [node.key, x]));

test('every node of the demo’s flow has a place of its own inside the drawing, and every edge is drawn', () => {
  const drawing = layoutFlow(demo.flow);
  expect(drawing.nodes).toHaveLength(demo.flow.nodes.length);
  expect(drawing.edges).toHaveLength(demo.flow.edges.length);
  for (const [index, a] of drawing.nodes.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + NODE_WIDTH).toBeLessThanOrEqual(drawing.width);
    expect(a.y + NODE_HEIGHT).toBeLessThanOrEqual(drawing.height);
    for (const b of drawing.nodes.slice(index + 1))
      expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT, `${a.node.key} over ${b.node.key}`).toBe(true);
  }
});

test('a node stands behind everything that leads to it, however short another way is', () => {
  const x = xOf(
    layoutFlow(
      flow(
        ['a', 'b', 'c', 'd'],
        [
          ['a', 'b'],
          ['b', 'c'],
          ['a', 'c'],
          ['c', 'd'],
          ['a', 'd'],
        ],
      ),
    ),
  );
  expect(x['a']).toBeLessThan(x['b']!);
  expect(x['b']).toBeLessThan(x['c']!);
  expect(x['c']).toBeLessThan(x['d']!);
});

test('an edge that leads back does not push its target away and runs below', () => {
  const drawing = layoutFlow(
    flow(
      ['a', 'b', 'c'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
      ],
    ),
  );
  const x = xOf(drawing);
  expect(x['b']).toBeLessThan(x['c']!);
  expect(drawing.edges.filter(({ back }) => back).map(({ edge }) => `${edge.from}→${edge.to}`)).toEqual(['c→b']);
});

test('edges to nodes that do not exist are left out, a node without edges still has a place', () => {
  const drawing = layoutFlow(
    flow(
      ['a', 'b', 'lonely'],
      [
        ['a', 'b'],
        ['a', 'ghost'],
      ],
    ),
  );
  expect(drawing.edges).toHaveLength(1);
  expect(drawing.nodes).toHaveLength(3);
});

test('the same flow always looks the same', () => {
  expect(layoutFlow(demo.flow)).toEqual(layoutFlow(demo.flow));
});
