import { accessTo } from '../forms/access.ts';
import type { Access, FieldAccess, FieldDefinition } from '../forms/definition.ts';
import { clipped, isObject } from '../forms/json.ts';
import { below, codeFault, objectsIn, refuseUnknown, textFault } from '../forms/report.ts';
import { checkAction } from './check-action.ts';
import { checkAssignee } from './check-assignee.ts';
import type { FlowScope } from './check-flow.ts';
import { CHANNELS, NODE_KINDS, PHASES } from './definition.ts';
import { parseDuration } from './durations.ts';

const SHARED = ['key', 'kind', 'name', 'phase', 'public'];
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  start: ['roles', 'channels', 'form'],
  task: ['assignee', 'form', 'outcomes', 'outcomeLabels', 'partial', 'needs', 'place', 'sla', 'expire', 'onEnter', 'onLeave'],
  decision: [],
  action: ['action'],
  end: ['result'],
};
const RESULTS = ['done', 'cancelled', 'rejected'];
const ACCESS: readonly Access[] = ['hidden', 'read', 'edit'];
const MAX_OUTCOMES = 12;
const MAX_NEEDS = 12;
const PLACES: readonly FieldDefinition['type'][] = ['text', 'textarea', 'address'];

/** Checks one node by itself. */
export function checkNode(scope: FlowScope, node: Record<string, unknown>, at: string): void {
  const { report } = scope;
  const key = typeof node.key === 'string' ? clipped(node.key) : '';
  const complain = (part: string, fault: string | null) => fault && report.error('MALFORMED', below(at, part), fault, key);
  complain('key', codeFault(node.key));
  if (node.name !== undefined) complain('name', textFault(node.name, 40));
  complain('phase', (PHASES as readonly unknown[]).includes(node.phase) ? null : `阶段只能是 ${PHASES.join('、')} 之一`);
  if (node.public !== undefined) {
    if (!isObject(node.public)) complain('public', '需要是对象');
    else {
      refuseUnknown(report, node.public, ['label'], below(at, 'public'), key);
      complain('public.label', textFault(node.public.label, 40));
    }
  }
  const { kind } = node;
  if (typeof kind !== 'string' || !(NODE_KINDS as readonly string[]).includes(kind)) {
    report.error('NODE_KIND_UNKNOWN', below(at, 'kind'), `节点类型「${clipped(kind)}」目前不支持`, key);
    return;
  }
  refuseUnknown(report, node, [...SHARED, ...PROPERTIES[kind]!], at, key);
  if (kind === 'start') checkStart(scope, node, at, key);
  if (kind === 'task') checkTask(scope, node, at, key);
  if (kind === 'action') checkAction(scope, node.action, below(at, 'action'), key);
  if (kind === 'end') complain('result', RESULTS.includes(node.result as string) ? null : `结果只能是 ${RESULTS.join('、')} 之一`);
}

function checkStart(scope: FlowScope, node: Record<string, unknown>, at: string, key: string): void {
  const { report } = scope;
  const subset = (part: string, known: readonly string[]) => {
    const list = node[part];
    if (list === undefined) return;
    const fine = Array.isArray(list) && list.length > 0 && list.every((entry) => known.includes(entry as string));
    if (!fine) report.error('MALFORMED', below(at, part), `需要是 ${known.join('、')} 中的一项或几项`, key);
  };
  subset('roles', scope.roles);
  subset('channels', CHANNELS);
  if (node.form !== undefined) checkNodeForm(scope, node.form, below(at, 'form'), key);
}

function checkTask(scope: FlowScope, node: Record<string, unknown>, at: string, key: string): void {
  const { report } = scope;
  const complain = (part: string, fault: string | null) => fault && report.error('MALFORMED', below(at, part), fault, key);
  checkAssignee(scope, node.assignee, below(at, 'assignee'), key);
  if (node.form !== undefined) checkNodeForm(scope, node.form, below(at, 'form'), key);

  const outcomes = node.outcomes ?? ['done'];
  if (!isNameList(outcomes, MAX_OUTCOMES)) {
    complain('outcomes', `处理结果需要 1 到 ${MAX_OUTCOMES} 个不同的代码`);
    return;
  }
  if (
    node.partial !== undefined &&
    !(isNameList(node.partial, MAX_OUTCOMES) && node.partial.every((outcome) => outcomes.includes(outcome)))
  ) {
    complain('partial', '可不填必填项的结果须在处理结果之中');
  }
  if (node.needs !== undefined) checkNeeds(scope, node, outcomes, below(at, 'needs'), key);
  if (node.place !== undefined) {
    const field = typeof node.place === 'string' ? scope.fields?.get(node.place) : undefined;
    if (typeof node.place !== 'string' || (scope.fields && !field))
      report.error('FIELD_UNKNOWN', below(at, 'place'), `上门地点引用了不存在的字段「${clipped(node.place)}」`, key);
    else if (field && !PLACES.includes(field.type)) complain('place', '上门地点的字段需要是文字或地址');
  }
  if (node.outcomeLabels !== undefined) {
    if (!isObject(node.outcomeLabels)) complain('outcomeLabels', '需要是对象');
    else {
      refuseUnknown(report, node.outcomeLabels, outcomes, below(at, 'outcomeLabels'), key);
      for (const [outcome, label] of Object.entries(node.outcomeLabels))
        complain(`outcomeLabels.${clipped(outcome)}`, textFault(label, 20));
    }
  }
  if (node.sla !== undefined && !(typeof node.sla === 'string' && scope.slaKeys.has(node.sla))) {
    report.error('SLA_UNKNOWN', below(at, 'sla'), `时效「${clipped(node.sla)}」没有定义`, key);
  }
  if (node.expire !== undefined) {
    const { expire } = node;
    const fine = isObject(expire) && Object.keys(expire).length === 2 && outcomes.includes(expire.outcome as string);
    if (!fine) complain('expire', '超时处理需要 after 和 outcome，outcome 须在处理结果之中');
    else if (isObject(node.needs) && node.needs[expire.outcome as string] !== undefined)
      complain('expire.outcome', '超时自动处理的结果不能要求填写字段');
    else if (parseDuration(expire.after) === null) complain('expire.after', '时长写法如 PT2H、P3D，大于 0 且不超过 366 天');
  }
  for (const part of ['onEnter', 'onLeave']) {
    if (node[part] === undefined) continue;
    for (const notice of objectsIn(report, node[part], below(at, part), '动作')) {
      if (notice.item.type === 'notify') checkAction(scope, notice.item, notice.at, key);
      else {
        report.error('ACTION_UNKNOWN', below(notice.at, 'type'), '进入或离开任务时目前只能发通知，其他动作请用自动动作节点', key);
      }
    }
  }
}

/** What outcomes ask for: fields of the form that somebody may fill at this very node. */
function checkNeeds(scope: FlowScope, node: Record<string, unknown>, outcomes: readonly string[], at: string, key: string): void {
  const { report } = scope;
  if (!isObject(node.needs)) {
    report.error('MALFORMED', at, '需要是对象', key);
    return;
  }
  refuseUnknown(report, node.needs, outcomes, at, key);
  for (const [outcome, fields] of Object.entries(node.needs)) {
    const path = below(at, clipped(outcome));
    if (!(Array.isArray(fields) && fields.length > 0 && fields.length <= MAX_NEEDS && new Set(fields).size === fields.length)) {
      report.error('MALFORMED', path, `需要 1 到 ${MAX_NEEDS} 个不同的字段`, key);
      continue;
    }
    for (const field of fields) {
      const called = scope.form?.fields.find((candidate) => candidate.key === field);
      if (typeof field !== 'string' || (scope.fields && !scope.fields.has(field)))
        report.error('FIELD_UNKNOWN', path, `处理结果要求填写的字段「${clipped(field)}」不存在`, key);
      else if (called && !mayBeFilledHere(node.form, called))
        report.error('REQUIRED_BUT_HIDDEN', path, `处理结果要求填写「${clipped(called.label)}」，但这个环节没有人能填写它`, key);
    }
  }
}

function mayBeFilledHere(form: unknown, field: FieldDefinition): boolean {
  if (field.type === 'heading' || field.readonly === true || field.visible === false) return false;
  // no form at all: everything may only be read here
  if (!isObject(form)) return false;
  const { access } = form;
  return (
    !Array.isArray(access) ||
    access.some((entry) => isObject(entry) && isObject(entry.fields) && accessTo(entry.fields as FieldAccess, field.key) === 'edit')
  );
}

function checkNodeForm(scope: FlowScope, form: unknown, at: string, key: string): void {
  const { report } = scope;
  if (!isObject(form)) {
    report.error('MALFORMED', at, '需要是对象', key);
    return;
  }
  refuseUnknown(report, form, ['code', 'access'], at, key);
  if (scope.form && form.code !== scope.form.code) {
    report.error('FORM_UNKNOWN', below(at, 'code'), `表单「${clipped(form.code)}」不是此模板的表单`, key);
  }
  if (form.access === undefined) return;
  const roles = new Set<unknown>();
  for (const entry of objectsIn(report, form.access, below(at, 'access'), '字段权限')) {
    refuseUnknown(report, entry.item, ['role', 'fields'], entry.at, key);
    const { role, fields } = entry.item;
    if (!scope.roles.includes(role as string)) report.error('MALFORMED', below(entry.at, 'role'), `没有岗位「${clipped(role)}」`, key);
    if (roles.has(role)) report.error('MALFORMED', below(entry.at, 'role'), `岗位「${clipped(role)}」的字段权限重复`, key);
    roles.add(role);
    if (!isObject(fields)) {
      report.error('MALFORMED', below(entry.at, 'fields'), '需要是对象', key);
      continue;
    }
    for (const [field, access] of Object.entries(fields)) {
      const path = below(entry.at, `fields.${clipped(field)}`);
      if (field !== '*' && scope.fields && !scope.fields.has(field)) {
        report.error('FIELD_UNKNOWN', path, `字段权限引用了不存在的字段「${clipped(field)}」`, key);
      }
      if (!(ACCESS as readonly unknown[]).includes(access)) report.error('MALFORMED', path, '只能是 hidden、read、edit 之一', key);
    }
  }
}

function isNameList(value: unknown, max: number): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= max &&
    new Set<unknown>(value).size === value.length &&
    value.every((name) => codeFault(name) === null)
  );
}
