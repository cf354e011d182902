import { describe, expect, test } from 'vitest';
import { DEFAULT_MESSAGES } from '../../../server/src/notifications/domain/default-messages.ts';
import { checkTemplate } from '../../../server/src/templates/domain/check-template.ts';
import { wholeCompany } from '../company/company.ts';
import { allTemplates } from './all.ts';

const { items } = wholeCompany({ opened: '2025-10-01T00:00:00+08:00', risen: '2026-07-01T00:00:00+08:00' });
const known = {
  items: new Map(items.map((item) => [item.code, item])),
  notices: new Set(DEFAULT_MESSAGES.map(({ event, audience }) => `${event}.${audience}`)),
};
const templates = allTemplates();

test('at least twelve, each under its own name', () => {
  expect(templates.length).toBeGreaterThanOrEqual(12);
  for (const key of ['code', 'name', 'summary'] as const) expect(new Set(templates.map((each) => each[key])).size).toBe(templates.length);
});

test('no two are the same form or the same flow', () => {
  const form = templates.map(({ form }) => form.fields.map(({ key, type }) => `${key}:${type}`).join());
  const flow = templates.map(({ flow }) => flow.edges.map(({ from, to, outcome }) => `${from}-${outcome}-${to}`).join());
  expect(new Set(form).size).toBe(templates.length);
  expect(new Set(flow).size).toBe(templates.length);
});

describe.each(templates.map((each) => [each.name, each] as const))('%s', (_name, each) => {
  test('passes every check of publishing without a finding', () => {
    expect(checkTemplate(JSON.parse(JSON.stringify(each)), known)).toEqual([]);
  });

  test('asks something of its own, wants a photo, has a condition, a way out and a time to keep', () => {
    expect(each.form.fields.filter(({ type }) => type === 'photo' || type === 'signature')).not.toEqual([]);
    expect(JSON.stringify(each.form.fields)).toContain('"visible"');
    expect(each.flow.edges.some(({ to }) => to === 'rebook' || to === 'assign' || to === 'cancelled')).toBe(true);
    expect(each.flow.slas?.length).toBeGreaterThan(0);
  });

  test('who accepted a visit is not late for want of an answer', () => {
    const visits = each.flow.nodes.flatMap((node) => (node.kind === 'task' && node.phase === 'working' ? [node.sla] : []));
    expect(visits.length).toBeGreaterThan(0);
    expect(each.flow.slas?.filter(({ key, respond }) => visits.includes(key) && respond !== undefined)).toEqual([]);
  });
});
