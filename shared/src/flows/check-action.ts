import { clipped, isObject } from '../forms/json.ts';
import { below, integerFault, type Report, refuseUnknown } from '../forms/report.ts';
import { checkValue } from '../forms/value.ts';
import { checkAssignee } from './check-assignee.ts';
import type { FlowScope } from './check-flow.ts';
import { ACTION_TYPES, DISPATCH_MODES, SETTLE_SCOPES } from './definition.ts';
import { parseDuration } from './durations.ts';

const PROPERTIES: ReadonlyMap<unknown, readonly string[]> = new Map<(typeof ACTION_TYPES)[number], readonly string[]>([
  ['dispatch', ['mode', 'timeBox', 'rounds', 'crew', 'certificates']],
  ['settle', ['scope', 'lines']],
  ['quote', []],
  ['notify', ['template', 'to']],
  ['set', ['values']],
]);
const TEMPLATE = /^[a-z][a-z0-9-]{0,59}$/;
/** Values set by a flow are literals: no bound of theirs counts from today. */
const NO_DAY = '2000-01-01';

/** Checks an automatic action, or a notice on entering or leaving. */
export function checkAction(scope: FlowScope, action: unknown, at: string, node: string): void {
  const { report } = scope;
  if (!isObject(action)) {
    report.error('MALFORMED', at, '没有说明做什么', node);
    return;
  }
  const properties = PROPERTIES.get(action.type);
  if (!properties) {
    report.error('ACTION_UNKNOWN', below(at, 'type'), `动作「${clipped(action.type)}」目前不支持，可用 ${ACTION_TYPES.join('、')}`, node);
    return;
  }
  refuseUnknown(report, action, ['type', ...properties], at, node);
  const complain = (part: string, fault: string | null) => fault && report.error('MALFORMED', below(at, part), fault, node);
  if (action.type === 'dispatch') {
    complain('mode', DISPATCH_MODES.some((mode) => mode === action.mode) ? null : `派单方式可用 ${DISPATCH_MODES.join('、')}`);
    if (action.timeBox !== undefined && parseDuration(action.timeBox) === null) complain('timeBox', '时长写法如 PT15M');
    if (action.rounds !== undefined) complain('rounds', integerFault(action.rounds, 1, 50));
    if (action.crew !== undefined) complain('crew', crewFault(action.crew));
    if (action.certificates !== undefined) complain('certificates', certificateFault(action.certificates));
  }
  if (action.type === 'settle') checkSettle(scope, action, at, node);
  if (action.type === 'notify') {
    complain('template', typeof action.template === 'string' && TEMPLATE.test(action.template) ? null : '需要消息模板的代码');
    const toCustomer = isObject(action.to) && action.to.type === 'customer';
    if (toCustomer) refuseUnknown(report, action.to as Record<string, unknown>, ['type'], below(at, 'to'), node);
    else if (action.to !== undefined) checkAssignee(scope, action.to, below(at, 'to'), node);
  }
  if (action.type === 'set') checkSet(scope, action.values, below(at, 'values'), node);
}

function checkSettle({ report }: FlowScope, action: Record<string, unknown>, at: string, node: string): void {
  const { scope = 'all', lines } = action;
  if (!(SETTLE_SCOPES as readonly unknown[]).includes(scope))
    report.error('MALFORMED', below(at, 'scope'), `结算范围只能是 ${SETTLE_SCOPES.join('、')} 之一`, node);
  if (scope === 'fee') checkLines(report, lines, below(at, 'lines'), node);
  else if (lines !== undefined) report.error('MALFORMED', below(at, 'lines'), '只有结算上门费时才写明细', node);
}

/** What a cancelled order settles. */
export function checkCancelFee(report: Report, fee: unknown): void {
  const at = 'cancelFee';
  if (!isObject(fee)) {
    report.error('MALFORMED', at, '需要 within 与 lines');
    return;
  }
  refuseUnknown(report, fee, ['within', 'lines'], at);
  if (parseDuration(fee.within) === null) report.error('MALFORMED', below(at, 'within'), '时长写法如 PT2H');
  checkLines(report, fee.lines, below(at, 'lines'));
}

const MAX_LINES = 20;
const ITEM = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const QUANTITY = /^[0-9]{1,12}(\.[0-9]{1,3})?$/;

/** Lines that a flow puts on a bill; whether the items exist is for whoever knows the catalogue. */
function checkLines(report: Report, lines: unknown, at: string, node?: string): void {
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > MAX_LINES) {
    report.error('MALFORMED', at, `需要 1 到 ${MAX_LINES} 条明细`, node);
    return;
  }
  lines.forEach((line: unknown, index) => {
    const path = below(at, index);
    if (!isObject(line)) {
      report.error('MALFORMED', path, '需要 item 与 quantity', node);
      return;
    }
    refuseUnknown(report, line, ['item', 'quantity'], path, node);
    if (typeof line.item !== 'string' || !ITEM.test(line.item)) report.error('MALFORMED', below(path, 'item'), '需要项目代码', node);
    if (typeof line.quantity !== 'string' || !QUANTITY.test(line.quantity) || Number(line.quantity) === 0)
      report.error('MALFORMED', below(path, 'quantity'), '数量须大于 0，最多 3 位小数', node);
  });
}

function crewFault(crew: unknown): string | null {
  if (!Array.isArray(crew) || crew.length < 1 || crew.length > 4) return '分成权重为 1 到 4 个整数，队长在前';
  return crew.map((weight) => integerFault(weight, 1, 100)).find((fault) => fault !== null) ?? null;
}

function certificateFault(names: unknown): string | null {
  const fine = Array.isArray(names) && names.length <= 10 && names.every((name) => typeof name === 'string' && /^\S.{0,38}\S$/.test(name));
  return fine ? null : '证件为名称的列表，最多 10 个，每个 2 到 40 字';
}

function checkSet(scope: FlowScope, values: unknown, at: string, node: string): void {
  const { report, fields } = scope;
  if (!isObject(values) || Object.keys(values).length === 0) {
    report.error('MALFORMED', at, '需要至少一个字段的值', node);
    return;
  }
  for (const [key, value] of Object.entries(values)) {
    const path = below(at, clipped(key));
    const field = fields?.get(key);
    if (fields && !field) report.error('FIELD_UNKNOWN', path, `没有字段「${clipped(key)}」`, node);
    if (!field || value === null) continue;
    for (const error of checkValue(field, value, { today: NO_DAY })) report.error('MALFORMED', path, error.message, node);
  }
}
