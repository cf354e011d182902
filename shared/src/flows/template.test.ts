import { describe, expect, it } from 'vitest';
import template from '../../../scripts/demo/data/template-ac-install.json' with { type: 'json' };
import { accessFor } from '../forms/access.ts';
import type { FormValues } from '../forms/definition.ts';
import { evaluateForm, type FormResult } from '../forms/evaluate.ts';
import { checkPattern, matchPattern } from '../kernel/pattern.ts';
import { checkRegion } from '../region/region.ts';
import { checkTemplate } from './check-template.ts';
import type { FlowNode, TemplateDefinition } from './definition.ts';
import { mainPath } from './path.ts';
import { at, customer, dispatcher, HOUR, NOW, staff, zhang } from './samples.test-data.ts';
import type { FlowActor, FlowEvent, FlowOrder, FlowState } from './state.ts';
import { startFlow, step } from './step.ts';

const { form, flow, answers, lines } = template as unknown as TemplateDefinition;
const keys = form.fields.map(({ key }) => key);
const host = { checkPattern, checkRegion };

const sha256 = 'a'.repeat(64);
const opening = {
  customerName: '陈女士',
  customerPhone: '13800138000',
  address: { region: '110105', text: '建国路88号院3号楼1802' },
  slot: { date: '2026-07-31', from: '10:00', to: '12:00' },
  ...answers,
  floor: '18',
  lift: true,
  ...lines,
};
const work = {
  arrival: { lat: 39.9, lng: 116.4, accuracy: 30, at: NOW },
  photosBefore: [{ id: 'f1', sha256 }],
  photosAfter: [{ id: 'f2', sha256 }],
  serial: 'AC20260731001',
  parts: [{ item: 'COPPER-PIPE', quantity: '4.5' }],
  signature: [{ id: 'f3', sha256 }],
};

/** One order as the server would keep it: values and state, changed by what people do. */
function order() {
  let values: FormValues = {};
  let state: FlowState;
  const facts: FlowOrder = { charge: 60_000, priority: 'normal', followup: 'li' };
  const nodeOf = (key: string) => flow.nodes.find((node) => node.key === key)!;
  const look = (key: string, actor: FlowActor, submitted: unknown, partial = false): FormResult => {
    const node = nodeOf(key) as FlowNode & { readonly kind: 'task' };
    const context = { node: key, role: actor.roles[0]!, scene: flow.scene, order: facts, attempt: 1, today: '2026-07-30' };
    const access = accessFor(node.form?.access, actor.roles, keys);
    return evaluateForm({ form, access, stored: values, submitted, context, partial, matchPattern, checkRegion });
  };
  const apply = (event: FlowEvent, now = NOW) => {
    const result = step(flow, state, event, at(now, { form, values, order: facts }));
    if (!result.ok) throw new Error(`${event.type}: ${result.code}`);
    state = result.state;
    return result.effects;
  };
  const where = () => state.tokens[0]!;
  return {
    where: () => (state.status === 'ended' ? `ended ${state.result}` : where().node),
    state: () => state,
    values: () => values,
    charge: (charge: number) => Object.assign(facts, { charge }),
    look: (key: string, actor: FlowActor, submitted: unknown = {}) => look(key, actor, submitted),
    open(submitted: unknown) {
      const result = look('open', staff, submitted);
      expect(result.errors).toEqual([]);
      values = result.values;
      const started = startFlow(flow, { actor: staff, channel: 'sidebar' }, at(NOW, { form, values, order: facts }));
      if (!started.ok) throw new Error(started.code);
      state = started.state;
    },
    act: (actor: FlowActor, outcome: string, submitted: unknown = {}) => {
      const node = nodeOf(where().node) as FlowNode & { readonly kind: 'task' };
      const result = look(node.key, actor, submitted, node.partial?.includes(outcome));
      expect(result.errors).toEqual([]);
      values = result.values;
      return apply({ type: 'submit', token: where().id, outcome, actor });
    },
    answer: (outcome?: string, holder?: string) =>
      apply({ type: 'actionDone', token: where().id, ...(outcome ? { outcome } : {}), ...(holder ? { holder } : {}) }),
    apply,
  };
}

describe('the template 空调安装', () => {
  it('has no findings at all', () => {
    expect(checkTemplate(template, host)).toEqual([]);
  });

  it('shows a usual way through', () => {
    expect(mainPath(flow).map(({ key }) => key)).toEqual([
      'open',
      'assign',
      'visit',
      'actual-quote',
      'large',
      'settle',
      'rate',
      'finished',
    ]);
  });

  it('runs from the sidebar to the rating', () => {
    const it = order();
    it.open(opening);
    expect(it.where()).toBe('assign');
    it.answer('accepted', 'zhang');
    expect(it.where()).toBe('visit');
    it.apply({ type: 'claim', token: it.state().tokens[0]!.id, actor: zhang });
    it.act(zhang, 'done', work);
    expect(it.where()).toBe('actual-quote');
    it.answer();
    expect(it.where()).toBe('settle');
    it.answer();
    expect(it.state()).toMatchObject({ settled: true, phase: 'closed' });
    it.act(customer, 'done', { rating: 2, comment: '晚到了一小时' });
    expect(it.where()).toBe('ended done');
    expect(it.values()).toMatchObject({ customerName: '陈女士', serial: 'AC20260731001', rating: 2, parts: work.parts });
  });

  it('sends a large charge to review, and back', () => {
    const it = order();
    it.open(opening);
    it.answer('accepted', 'zhang');
    it.act(zhang, 'done', work);
    it.charge(200_001);
    it.answer();
    expect(it.where()).toBe('review');
    it.act(dispatcher, 'return', { reviewNote: '铜管长度请核对' });
    expect(it.where()).toBe('visit');
    it.charge(150_000);
    it.act(zhang, 'done', { parts: [{ item: 'COPPER-PIPE', quantity: '3' }] });
    it.answer();
    expect(it.where()).toBe('settle');
  });

  it('lets an absent customer be booked again, by whoever follows them', () => {
    const it = order();
    it.open(opening);
    it.answer('accepted', 'zhang');
    it.act(zhang, 'absent', { arrival: work.arrival });
    expect(it.where()).toBe('visit-fee');
    it.answer();
    expect(it.where()).toBe('rebook');
    expect(it.state().settled).toBe(false);
    it.act(staff, 'again', { slot: { date: '2026-08-01', from: '14:00', to: '16:00' } });
    expect(it.where()).toBe('visit');
    expect(it.state().holder).toBe('zhang');
    it.act(zhang, 'absent');
    it.answer();
    it.act(staff, 'cancel');
    expect(it.where()).toBe('ended cancelled');
  });

  it('goes back to dispatch when the installer cannot come', () => {
    const it = order();
    it.open(opening);
    it.answer('accepted', 'zhang');
    it.act(zhang, 'return');
    expect(it.where()).toBe('assign');
    expect(it.state().holder).toBeNull();
  });

  it('closes by itself when nobody rates', () => {
    const it = order();
    it.open(opening);
    it.answer('accepted', 'zhang');
    it.act(zhang, 'done', work);
    it.answer();
    it.answer();
    const timer = it.state().tokens[0]!.timers.find(({ kind }) => kind === 'expire')!;
    it.apply({ type: 'timeout', timer: timer.id }, NOW + 72 * HOUR);
    expect(it.where()).toBe('ended done');
  });

  it('asks for everything that a finished visit needs, and for nothing else', () => {
    const it = order();
    it.open(opening);
    const { errors } = it.look('visit', zhang);
    expect(errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'arrival form.required',
      'photosBefore form.required',
      'photosAfter form.required',
      'serial form.required',
      'signature form.required',
    ]);
    expect(it.look('open', staff).errors).toEqual([]);
  });

  it('shows each role its own part', () => {
    const it = order();
    it.open(opening);
    const seen = (key: string, actor: FlowActor) =>
      it.look(key, actor).fields.flatMap((field) => (field.state === 'hidden' ? [] : [`${field.key}:${field.state}`]));
    expect(seen('visit', customer)).toEqual(['address:read', 'slot:read', 'machine:read', 'model:read']);
    expect(seen('visit', { id: 'x', roles: ['auditor'] })).toEqual([]);
    expect(seen('visit', { id: 'f', roles: ['finance'] }).join()).not.toMatch(/customer|address/);
    expect(seen('visit', zhang)).toContain('signature:edit');
    expect(seen('rate', customer)).toContain('rating:edit');
    expect(
      it.look('visit', zhang, { customerPhone: '13900139000', rating: 5 }).errors.map(({ code, field }) => `${field} ${code}`),
    ).toEqual(expect.arrayContaining(['customerPhone form.readonly', 'rating form.hidden']));
  });
});

describe('a template that may not be published', () => {
  const codes = (change: Record<string, unknown>) =>
    checkTemplate({ ...template, ...change }, host).map(({ code, path }) => `${code} ${path}`);

  it.each<[Record<string, unknown>, string[]]>([
    [{ answers: { floor: 'x' } }, ['MALFORMED answers.floor']],
    [{ answers: { colour: 'red' } }, ['FIELD_UNKNOWN answers.colour']],
    [{ answers: { parts: [] } }, ['MALFORMED answers.parts']],
    [{ lines: { parts: [{ item: 'PIPE', quantity: 3 }] } }, ['MALFORMED lines.parts']],
    [{ lines: { note: [] } }, ['MALFORMED lines.note']],
    [{ lines: null }, ['MALFORMED lines']],
    [{ icon: 'Air Conditioner' }, ['MALFORMED icon']],
    [{ secret: 1 }, ['PROPERTY_UNKNOWN secret']],
    [{ flow: 5 }, ['MALFORMED flow']],
    [{ form: { ...template.form, version: 'x' } }, ['MALFORMED form.version']],
  ])('%j', (change, wanted) => {
    expect(codes(change)).toEqual(wanted);
  });

  it('takes anything', () => {
    for (const json of [null, [], 'x', 5, {}]) expect(checkTemplate(json).length).toBeGreaterThan(0);
  });
});
