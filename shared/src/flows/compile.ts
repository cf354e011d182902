import { compileTest, type Test } from '../forms/conditions.ts';
import type { FlowDefinition, FlowEdge, FlowNode, SlaDefinition } from './definition.ts';

/** An edge with its condition ready. */
export interface CompiledEdge {
  readonly definition: FlowEdge;
  /** True without a condition. */
  readonly when: Test;
}

/** An SLA with the conditions of its special times ready. */
export interface CompiledSla {
  readonly definition: SlaDefinition;
  readonly by: readonly { readonly when: Test; readonly respond: string | undefined; readonly resolve: string }[];
}

/** A flow ready to be stepped. */
export interface CompiledFlow {
  readonly definition: FlowDefinition;
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** Out-edges by node; those of decisions in the order in which they are tried. */
  readonly out: ReadonlyMap<string, readonly CompiledEdge[]>;
  readonly slas: ReadonlyMap<string, CompiledSla>;
  readonly start: FlowNode & { readonly kind: 'start' };
}

const compiled = new WeakMap<FlowDefinition, CompiledFlow>();

/**
 * Prepares a checked flow; the same definition object is prepared once.
 *
 * @throws when there is no start or a condition is invalid: such a flow cannot have passed the check
 */
export function compileFlow(definition: FlowDefinition): CompiledFlow {
  const known = compiled.get(definition);
  if (known) return known;
  const start = definition.nodes.find((node) => node.kind === 'start');
  if (!start) throw new Error(`flow ${definition.code}: no start`);
  const out = new Map<string, CompiledEdge[]>(definition.nodes.map((node) => [node.key, []]));
  for (const edge of definition.edges) out.get(edge.from)?.push({ definition: edge, when: compileTest(edge.when, true) });
  for (const edges of out.values()) edges.sort((a, b) => (a.definition.order ?? 0) - (b.definition.order ?? 0));
  const slas = new Map(
    (definition.slas ?? []).map((sla): [string, CompiledSla] => [
      sla.key,
      { definition: sla, by: (sla.by ?? []).map(({ when, respond, resolve }) => ({ when: compileTest(when, true), respond, resolve })) },
    ]),
  );
  const flow = { definition, nodes: new Map(definition.nodes.map((node) => [node.key, node])), out, slas, start };
  compiled.set(definition, flow);
  return flow;
}

/** The outcome with which an action goes on when it succeeds. */
export function successOf(node: FlowNode & { readonly kind: 'action' }): string {
  return node.action.type === 'dispatch' ? 'accepted' : 'done';
}

/** Every outcome that a node can finish with, the usual one first; none for decisions and ends. */
export function outcomesOf(node: FlowNode): readonly string[] {
  switch (node.kind) {
    case 'start':
      return ['done'];
    case 'task':
      return node.outcomes ?? ['done'];
    case 'action':
      return node.action.type === 'dispatch' ? ['accepted', 'exhausted', 'failed'] : ['done', 'failed'];
    default:
      return [];
  }
}

/** The outcome that an edge without one stands for. */
export function impliedOutcome(node: FlowNode): string | null {
  return outcomesOf(node)[0] ?? null;
}

/** The edge of an outcome; null where the flow has none. */
export function edgeOf(flow: CompiledFlow, node: FlowNode, outcome: string): CompiledEdge | null {
  return flow.out.get(node.key)?.find((edge) => (edge.definition.outcome ?? impliedOutcome(node)) === outcome) ?? null;
}
