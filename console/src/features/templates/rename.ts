import type { FlowNode, TemplateDefinition } from '@mingdan/shared/flows/definition';

/** The template with a node called otherwise: every way to it and from it, and every condition that asks where the order stands, goes along. */
export function renameNode(template: TemplateDefinition, from: string, to: string): TemplateDefinition {
  const { flow, form } = template;
  // a key that another one has would melt the two together
  if (flow.nodes.some((node) => node.key === to)) return template;
  return {
    ...template,
    form: { ...form, fields: form.fields.map((field) => renameIn(field, from, to)) },
    flow: {
      ...flow,
      nodes: flow.nodes.map((node) => (node.key === from ? { ...node, key: to } : node)),
      ...(flow.slas === undefined ? {} : { slas: flow.slas.map((sla) => renameIn(sla, from, to)) }),
      edges: flow.edges.map((edge) => ({
        ...renameIn(edge, from, to),
        from: edge.from === from ? to : edge.from,
        to: edge.to === from ? to : edge.to,
      })),
    },
  };
}

/** The template with a time called otherwise; tasks that are held to it go along. */
export function renameSla(template: TemplateDefinition, at: number, to: string): TemplateDefinition {
  const { flow } = template;
  const from = flow.slas?.[at]?.key;
  if (flow.slas?.some((sla) => sla.key === to)) return template;
  return {
    ...template,
    flow: {
      ...flow,
      slas: (flow.slas ?? []).map((sla, index) => (index === at ? { ...sla, key: to } : sla)),
      nodes: flow.nodes.map((node) => (node.kind === 'task' && node.sla === from && from !== undefined ? { ...node, sla: to } : node)),
    },
  };
}

/** The template with a field called otherwise: access, presets, values set by the flow and conditions go along. */
export function renameField(template: TemplateDefinition, at: number, to: string): TemplateDefinition {
  const { form, flow } = template;
  const from = form.fields[at]?.key ?? '';
  const fields = form.fields.map((field, index) => (index === at ? { ...field, key: to } : field));
  if (form.fields.some((field) => field.key === to)) return template;
  const key = <T>(record: Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(Object.entries(record ?? {}).map(([name, value]) => [name === from ? to : name, value]));
  return {
    ...template,
    form: { ...form, fields: fields.map((field) => renameVar(field, from, to)) },
    flow: {
      ...renameVar(flow, from, to),
      nodes: flow.nodes.map((node): FlowNode => {
        if (node.kind === 'start' || node.kind === 'task') {
          const access = node.form?.access?.map((entry) => ({ ...entry, fields: key(entry.fields) }));
          const form = node.form && access ? { form: { ...node.form, access } } : {};
          if (node.kind === 'start') return { ...node, ...form };
          const place = node.place === from ? { place: to } : {};
          if (!node.needs) return { ...node, ...form, ...place };
          const needs = Object.entries(node.needs).map(([outcome, list]) => [outcome, list.map((name) => (name === from ? to : name))]);
          return { ...node, ...form, ...place, needs: Object.fromEntries(needs) };
        }
        if (node.kind === 'action' && node.action.type === 'set')
          return { ...node, action: { ...node.action, values: key(node.action.values) } };
        return node;
      }),
    },
    answers: key(template.answers),
    lines: key(template.lines),
  };
}

type Json = { readonly [key: string]: unknown };

/** Names in conditions: `{ var: from }` and `{ var: "from.part" }`. */
function renameVar<T>(json: T, from: string, to: string): T {
  return mapLogic(json, (logic) => {
    const path = logic['var'];
    if (path === from) return { var: to };
    return typeof path === 'string' && path.startsWith(`${from}.`) ? { var: `${to}${path.slice(from.length)}` } : null;
  }) as T;
}

/** Nodes in conditions: what `$node` is compared with. */
function renameIn<T>(json: T, from: string, to: string): T {
  return mapLogic(json, (logic) => {
    const [[operator, operands] = ['', null]] = Object.entries(logic);
    if (!['==', '===', '!=', '!==', 'in'].includes(operator) || !Array.isArray(operands)) return null;
    const isNode = (operand: unknown) => typeof operand === 'object' && operand !== null && (operand as Json)['var'] === '$node';
    if (!operands.some(isNode)) return null;
    const swap = (value: unknown): unknown => (value === from ? to : Array.isArray(value) ? value.map(swap) : value);
    return { [operator]: operands.map(swap) };
  }) as T;
}

/** A copy in which objects of one key, as conditions are made of, may be another; `change` gives null for what stays. */
function mapLogic(json: unknown, change: (logic: Json) => Json | null): unknown {
  if (Array.isArray(json)) return json.map((value) => mapLogic(value, change));
  if (typeof json !== 'object' || json === null) return json;
  const changed = Object.keys(json).length === 1 ? change(json as Json) : null;
  return changed ?? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mapLogic(value, change)]));
}
