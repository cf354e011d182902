import type { FieldDefinition, FormDefinition } from '../forms/definition.ts';
import type { Finding } from '../forms/finding.ts';
import { clipped, isObject, wordOf } from '../forms/json.ts';
import { below, codeFault, createReport, integerFault, objectsIn, type Report, refuseUnknown, textFault } from '../forms/report.ts';
import { checkCancelFee } from './check-action.ts';
import { checkEdges } from './check-edges.ts';
import { checkNode } from './check-node.ts';
import { checkSla } from './check-sla.ts';
import { type FlowDefinition, SCENES } from './definition.ts';
import { lintForms } from './lint-forms.ts';
import { lintGraph } from './lint-graph.ts';
import { lintPaths } from './lint-paths.ts';

/** Nodes, and likewise SLAs, of one flow. */
export const MAX_NODES = 200;
/** Edges of one flow. */
export const MAX_EDGES = 600;

/** Roles that may be named in a flow when the caller names no others. */
export const FLOW_ROLES = [
  'staff',
  'dispatcher',
  'outlet_manager',
  'region_manager',
  'finance',
  'boss',
  'admin',
  'installer',
  'customer',
] as const;

/** What the company has, for rules that name it. */
export interface FlowCheckContext {
  /** Roles that exist; default {@link FLOW_ROLES}. */
  readonly roles?: readonly string[];
  /** People that exist; absent: any id is taken. */
  readonly people?: readonly string[];
}

/** What the checks of the parts need to know. */
export interface FlowScope {
  readonly report: Report;
  /** Null when no form was given: fields are not checked then. */
  readonly form: FormDefinition | null;
  readonly fields: ReadonlyMap<string, FieldDefinition> | null;
  readonly roles: readonly string[];
  readonly people: readonly string[] | null;
  readonly slaKeys: ReadonlySet<string>;
}

/**
 * Everything wrong with a flow; publishing needs no finding of severity error. Takes any JSON and never throws. The graph is only looked at
 * once every part has its shape.
 *
 * @param form the checked form that the flow fills; null checks no fields
 */
export function checkFlow(json: unknown, form: FormDefinition | null = null, context: FlowCheckContext = {}): Finding[] {
  const report = createReport();
  if (!isObject(json)) {
    report.error('MALFORMED', '', '流程需要是对象');
    return [...report.findings];
  }
  refuseUnknown(report, json, ['code', 'version', 'name', 'scene', 'nodes', 'edges', 'slas', 'cancelFee'], '');
  const complain = (key: string, fault: string | null) => fault && report.error('MALFORMED', key, fault);
  complain('code', codeFault(json.code));
  complain('version', integerFault(json.version, 1, 1_000_000));
  complain('name', textFault(json.name, 60));
  if (json.cancelFee !== undefined) checkCancelFee(report, json.cancelFee);
  complain('scene', (SCENES as readonly unknown[]).includes(json.scene) ? null : `场景只能是 ${SCENES.join('、')} 之一`);

  const nodes = objectsIn(report, json.nodes, 'nodes', '节点');
  const edges = objectsIn(report, json.edges, 'edges', '连线');
  const slas = json.slas === undefined ? [] : objectsIn(report, json.slas, 'slas', '时效');
  if (nodes.length > MAX_NODES) report.error('TOO_LARGE', 'nodes', `最多 ${MAX_NODES} 个节点`);
  if (edges.length > MAX_EDGES) report.error('TOO_LARGE', 'edges', `最多 ${MAX_EDGES} 条连线`);
  if (slas.length > MAX_NODES) report.error('TOO_LARGE', 'slas', `最多 ${MAX_NODES} 个时效`);
  if (report.findings.some(({ code }) => code === 'TOO_LARGE')) return [...report.findings];

  const scope: FlowScope = {
    report,
    form,
    fields: form && new Map(form.fields.map((field) => [field.key, field])),
    roles: context.roles ?? FLOW_ROLES,
    people: context.people ?? null,
    slaKeys: new Set(slas.map(({ item }) => wordOf(item.key))),
  };
  refuseTwice(report, slas, 'SLA_DUPLICATE', '时效');
  for (const { at, item } of slas) checkSla(scope, item, at);
  refuseTwice(report, nodes, 'NODE_DUPLICATE', '节点');
  for (const { at, item } of nodes) checkNode(scope, item, at);
  checkEdges(scope, nodes, edges);

  const starts = nodes.filter(({ item }) => item.kind === 'start').length;
  if (starts !== 1) report.error('START_COUNT', 'nodes', `流程必须恰好有一个开始节点，现有 ${starts} 个`);
  if (report.findings.some(({ severity }) => severity === 'error')) return [...report.findings];

  const flow = json as unknown as FlowDefinition;
  lintGraph(report, flow);
  lintPaths(report, flow);
  if (form) lintForms(report, flow, form);
  return [...report.findings];
}

function refuseTwice(
  report: Report,
  parts: readonly { readonly at: string; readonly item: Record<string, unknown> }[],
  code: string,
  what: string,
): void {
  const seen = new Set<unknown>();
  for (const { at, item } of parts) {
    if (seen.has(item.key)) report.error(code, below(at, 'key'), `${what}「${clipped(item.key)}」重复`);
    seen.add(item.key);
  }
}
