import { checkForm, type FormCheckHost } from '../forms/check-form.ts';
import type { FieldDefinition, FormDefinition } from '../forms/definition.ts';
import { errorsOf, type Finding } from '../forms/finding.ts';
import { clipped, isObject } from '../forms/json.ts';
import { below, codeFault, createReport, integerFault, type Report, refuseUnknown, textFault } from '../forms/report.ts';
import { checkValue, type ValueHost } from '../forms/value.ts';
import { checkFlow, type FlowCheckContext } from './check-flow.ts';

/** What checking a template needs from outside; a server gives all of it. */
export interface TemplateCheckHost extends FormCheckHost, FlowCheckContext {
  readonly checkRegion?: ValueHost['checkRegion'];
}

const MAX_PRESETS = 50;

/**
 * Everything wrong with an order template; publishing needs no finding of severity error. Takes any JSON and never throws. Paths start at the
 * template: `form.fields.3.max`, `flow.nodes.2.sla`.
 */
export function checkTemplate(json: unknown, host: TemplateCheckHost = {}): Finding[] {
  const report = createReport();
  if (!isObject(json)) {
    report.error('MALFORMED', '', '工单模板需要是对象');
    return [...report.findings];
  }
  refuseUnknown(report, json, ['code', 'version', 'name', 'summary', 'icon', 'form', 'flow', 'answers', 'lines'], '');
  const complain = (key: string, fault: string | null) => fault && report.error('MALFORMED', key, fault);
  complain('code', codeFault(json.code));
  complain('version', integerFault(json.version, 1, 1_000_000));
  complain('name', textFault(json.name, 60));
  complain('summary', textFault(json.summary, 200));
  complain('icon', codeFault(json.icon));

  const inForm = checkForm(json.form, host);
  const form = errorsOf(inForm).length === 0 ? (json.form as unknown as FormDefinition) : null;
  const inFlow = checkFlow(json.flow, form, host);
  if (form) checkPresets(report, json, form, host);
  return [...report.findings, ...moved(inForm, 'form'), ...moved(inFlow, 'flow')];
}

/** Findings of a part, as paths of the whole. The flow's lint names a field of the form by a path that starts at the template already. */
function moved(findings: readonly Finding[], part: string): readonly Finding[] {
  return findings.map((finding) =>
    finding.path.startsWith('form.fields.') ? finding : { ...finding, path: finding.path === '' ? part : `${part}.${finding.path}` },
  );
}

function checkPresets(report: Report, json: Record<string, unknown>, form: FormDefinition, { checkRegion }: TemplateCheckHost): void {
  const fields = new Map(form.fields.map((field) => [field.key, field]));
  const presets = (part: 'answers' | 'lines', fits: (field: FieldDefinition) => boolean, wrongKind: string) => {
    const given = json[part];
    if (!isObject(given)) {
      report.error('MALFORMED', part, '需要是按字段名组织的对象');
      return;
    }
    for (const [key, value] of Object.entries(given).slice(0, MAX_PRESETS)) {
      const path = below(part, clipped(key));
      const field = fields.get(key);
      if (!field) report.error('FIELD_UNKNOWN', path, `没有字段「${clipped(key)}」`);
      else if (!fits(field)) report.error('MALFORMED', path, wrongKind);
      // days that count from today are judged when the form is filled, not here
      else {
        const errors = checkValue(unbounded(field), value, { today: '2000-01-01', ...(checkRegion ? { checkRegion } : {}) });
        for (const error of errors) report.error('MALFORMED', path, error.message);
      }
    }
  };
  presets('answers', (field) => !isLines(field), '明细请放在预置明细中');
  presets('lines', isLines, '预置明细只能用于服务项目或配件字段');
}

function isLines(field: FieldDefinition): boolean {
  return field.type === 'service-lines' || field.type === 'part-lines';
}

function unbounded(field: FieldDefinition): FieldDefinition {
  if (field.type !== 'timeslot' && field.type !== 'date') return field;
  const { min: _min, max: _max, ...rest } = field;
  return rest;
}
