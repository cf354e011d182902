import { checkTest } from '../forms/check-form.ts';
import { clipped, isObject } from '../forms/json.ts';
import { below, codeFault, objectsIn, refuseUnknown } from '../forms/report.ts';
import { checkAssignee } from './check-assignee.ts';
import type { FlowScope } from './check-flow.ts';
import { SUSPEND_REASONS } from './definition.ts';
import { parseDuration } from './durations.ts';

const MAX_ESCALATION = 100;

/** Checks a service level: real durations, an answer due no later than the solution, fractions that make sense. */
export function checkSla(scope: FlowScope, sla: Record<string, unknown>, at: string): void {
  const { report } = scope;
  const impossible = (part: string, message: string) => report.error('SLA_IMPOSSIBLE', below(at, part), message);
  refuseUnknown(report, sla, ['key', 'respond', 'resolve', 'calendar', 'warnAt', 'pauseIn', 'by', 'escalate'], at);
  const fault = codeFault(sla.key);
  if (fault) report.error('MALFORMED', below(at, 'key'), fault);
  if (sla.calendar !== 'always') {
    report.error('CALENDAR_UNKNOWN', below(at, 'calendar'), `工作日历「${clipped(sla.calendar)}」目前不支持，可用 always（不停歇）`);
  }
  checkTimes(scope, sla, at);
  const { warnAt, pauseIn } = sla;
  if (warnAt !== undefined && !(typeof warnAt === 'number' && warnAt > 0 && warnAt < 1)) impossible('warnAt', '预警点需要在 0 与 1 之间');
  if (pauseIn !== undefined) {
    const fine = Array.isArray(pauseIn) && pauseIn.every((reason) => (SUSPEND_REASONS as readonly unknown[]).includes(reason));
    if (!fine) report.error('MALFORMED', below(at, 'pauseIn'), `暂停原因只能是 ${SUSPEND_REASONS.join('、')}`);
  }
  if (sla.by !== undefined) {
    for (const special of objectsIn(report, sla.by, below(at, 'by'), '特别时效')) {
      refuseUnknown(report, special.item, ['when', 'respond', 'resolve'], special.at);
      if (special.item.when === undefined) report.error('CONDITION_INVALID', below(special.at, 'when'), '需要条件');
      checkTest(report, special.item.when, below(special.at, 'when'), scope.fields);
      checkTimes(scope, special.item, special.at);
    }
  }
  if (sla.escalate === undefined) return;
  for (const step of objectsIn(report, sla.escalate, below(at, 'escalate'), '升级')) {
    refuseUnknown(report, step.item, ['at', 'do', 'to'], step.at);
    const when = step.item.at;
    if (!(typeof when === 'number' && when > 0 && when <= MAX_ESCALATION)) {
      report.error('SLA_IMPOSSIBLE', below(step.at, 'at'), `升级点需要大于 0 且不超过 ${MAX_ESCALATION}`);
    }
    if (step.item.do !== 'notify') {
      report.error('ACTION_UNKNOWN', below(step.at, 'do'), `升级动作「${clipped(step.item.do)}」目前不支持，可用 notify`);
    }
    if (!isObject(step.item.to)) report.error('ASSIGNEE_EMPTY', below(step.at, 'to'), '没有说明通知谁');
    else checkAssignee(scope, step.item.to, below(step.at, 'to'), '');
  }
}

function checkTimes(scope: FlowScope, times: Record<string, unknown>, at: string): void {
  const { report } = scope;
  const resolve = parseDuration(times.resolve);
  const respond = times.respond === undefined ? null : parseDuration(times.respond);
  const wanted = '时长写法如 PT2H、P3D，大于 0 且不超过 366 天';
  if (resolve === null) report.error('SLA_IMPOSSIBLE', below(at, 'resolve'), wanted);
  if (times.respond !== undefined && respond === null) report.error('SLA_IMPOSSIBLE', below(at, 'respond'), wanted);
  if (resolve !== null && respond !== null && respond > resolve) {
    report.error('SLA_IMPOSSIBLE', below(at, 'respond'), '响应时限长于解决时限，无法同时满足');
  }
}
