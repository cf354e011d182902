import { expect, test } from 'vitest';
import { allTemplates } from '../templates/all.ts';
import { halves, PARTLY, plannedFor } from './partly.ts';

const templates = new Map(allTemplates().map((template) => [template.code, template]));
const planned = {
  services: [
    { item: 'AC-CLEAN', quantity: '1' },
    { item: 'AC-CLEAN-CABINET', quantity: '3' },
  ],
  parts: [{ item: 'AC-CLEAN-AGENT', quantity: '2' }],
};

test('several kinds of work can be done in part, each with a way to the settling of that part and on to another appointment', () => {
  const partly = [...templates.values()].filter(({ flow }) => flow.edges.some(({ outcome }) => outcome === PARTLY));
  expect(partly.map(({ code }) => code).sort()).toEqual(['ac-clean', 'ac-install', 'lock-install', 'tv-mount']);
  for (const { flow } of partly) {
    const { to } = flow.edges.find(({ outcome }) => outcome === PARTLY)!;
    expect(flow.nodes.find(({ key }) => key === to)).toMatchObject({ action: { type: 'settle', scope: 'partly' } });
    expect(flow.edges.filter(({ from }) => from === to).map((edge) => edge.to)).toEqual(['rebook']);
  }
});

test('two of each are planned where one will be left over, and parts are as they were', () => {
  expect(plannedFor('partly', templates.get('ac-clean')!, planned)).toEqual({
    services: [
      { item: 'AC-CLEAN', quantity: '2' },
      { item: 'AC-CLEAN-CABINET', quantity: '2' },
    ],
    parts: planned.parts,
  });
});

test('another fate, and a template that knows no such thing, leave the plan alone', () => {
  expect(plannedFor('usual', templates.get('ac-clean')!, planned)).toBe(planned);
  expect(plannedFor('partly', templates.get('ac-repair')!, planned)).toBe(planned);
});

test('both days together do what was planned, with the parts on the first one', () => {
  const two = plannedFor('partly', templates.get('ac-clean')!, planned);
  const { done, left } = halves(two);
  for (const { item, quantity } of two.services) {
    const of = (lines: typeof two.services) => Number(lines.find((line) => line.item === item)?.quantity ?? 0);
    expect(of(done.services) + of(left.services)).toBe(Number(quantity));
  }
  expect([done.parts, left.parts]).toEqual([two.parts, []]);
});
